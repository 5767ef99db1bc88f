package org.scrutin.simulation.cost;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scrutin.simulation.Algorithm;
import org.scrutin.simulation.Algorithms;

class ElectionCostTest {

  @ParameterizedTest
  @ValueSource(ints = {3, 5, 9, 25})
  void bullyCostsFromNMinusOneToAboutNSquared(int n) {
    ElectionCost cost = ElectionCost.of(Algorithms.BULLY, n);
    assertThat(cost.oneBest()).isEqualTo(n - 1);
    assertThat(cost.oneWorst()).isBetween((long) n * (n - 1) / 2, 2L * n * n);
  }

  @Test
  void whenAllNoticeAtOnceBullyIsNeitherCheapNorQuick() {
    ElectionCost few = ElectionCost.of(Algorithms.BULLY, 15);
    ElectionCost many = ElectionCost.of(Algorithms.BULLY, 51);
    assertThat(few.allMean()).isGreaterThan(2.0 * 15 * 15);
    double growth = Math.log(many.allMean() / few.allMean()) / Math.log(51 / 15.0);
    assertThat(growth).isBetween(2.6, 3.0);
    assertThat(many.allTime()).isBetween(0.4 * 51, 0.5 * 51);
    assertThat(many.oneTime()).isLessThan(4);
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 5, 9, 25})
  void aCollectingRingCostsTwoRounds(int n) {
    assertThat(ElectionCost.of(Algorithms.RING, n).oneBest()).isEqualTo(2L * n);
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 5, 9, 25})
  void changRobertsKeepsTheBoundsOfItsPaper(int n) {
    ElectionCost cost = ElectionCost.of(Algorithms.CHANG_ROBERTS, n);
    double harmonic = 0;
    for (int k = 1; k <= n; k++) {
      harmonic += 1.0 / k;
    }
    assertThat(cost.allWorst()).isEqualTo((long) n * (n + 1) / 2 + n);
    assertThat(cost.allMean()).isBetween(0.85 * n * harmonic + n, 1.15 * n * harmonic + n);
  }

  @Test
  void thePageSaysWhatIsMeasured() throws IOException {
    Path page = Path.of("../../docs/election-cost.md");
    String text = Files.readString(page);
    for (Algorithm algorithm : Algorithms.electing()) {
      for (int nodes : new int[] {3, 9, 15}) {
        assertThat(text)
            .as("%s has changed: run `./scrutin cost` and read the difference", algorithm.title())
            .contains(CostReport.row(ElectionCost.of(algorithm, nodes)));
      }
    }
  }
}
