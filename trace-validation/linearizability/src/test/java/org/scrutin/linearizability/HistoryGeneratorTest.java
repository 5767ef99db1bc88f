package org.scrutin.linearizability;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is made as good is good, and what is made as bad mostly is not. */
class HistoryGeneratorTest {

  private static boolean good(HistoryGenerator.Kind kind, History history) {
    return new LinearizabilityChecker<>(kind.model()).check(history)
        instanceof Verdict.Linearizable;
  }

  @ParameterizedTest
  @EnumSource
  void goodHistoriesAreLinearizableAndMostBadOnesNot(HistoryGenerator.Kind kind) {
    int crashes = 2;
    int bad = 0;
    for (long seed = 0; seed < 20; seed++) {
      History history = new HistoryGenerator(kind, 5, seed).good(200, crashes);
      assertThat(history.size()).isEqualTo(200);
      assertThat(history).isEqualTo(new HistoryGenerator(kind, 5, seed).good(200, crashes));
      assertThat(good(kind, history)).isTrue();
      bad += good(kind, new HistoryGenerator(kind, 5, seed).bad(200, 0)) ? 0 : 1;
    }
    assertThat(bad).isGreaterThan(10);
  }
}
