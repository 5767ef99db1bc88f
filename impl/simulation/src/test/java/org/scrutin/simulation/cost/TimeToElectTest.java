package org.scrutin.simulation.cost;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.scrutin.simulation.cost.TimeToElect.Timeouts;

class TimeToElectTest {

  @Test
  void timeoutsThatAreAllTheSameElectNobodyWithinTenSeconds() {
    TimeToElect time = TimeToElect.of(new Timeouts(150, 150), Standing.PLAIN);
    assertThat(time.micros()).isEmpty();
    assertThat(time.splitTrials()).isEqualTo(TimeToElect.TRIALS);
    assertThat(TimeToElectReport.row(time))
        .contains("| > 10,000 | > 10,000 | > 10,000 | > 10,000 |");
  }

  @ParameterizedTest
  @EnumSource(Standing.class)
  void moreRandomnessLosesFewerTerms(Standing standing) {
    TimeToElect little = TimeToElect.of(new Timeouts(150, 155), standing);
    TimeToElect more = TimeToElect.of(new Timeouts(150, 300), standing);
    assertThat(little.micros()).isSorted().hasSize(TimeToElect.TRIALS);
    assertThat(more.micros()).isSorted().hasSize(TimeToElect.TRIALS);
    assertThat(more.lostTerms()).isLessThan(little.lostTerms());
  }

  /**
   * A timeout begins with a heartbeat, of which the leader survives half the shortest timeout; a
   * vote takes a message there and one back.
   */
  @Test
  void noElectionIsFasterThanItsTimeoutsAndMessages() {
    TimeToElect time = TimeToElect.of(new Timeouts(150, 200), Standing.PLAIN);
    long least = 150_000 - 75_000 + 3 * 5_000;
    assertThat(Collections.min(time.micros())).isGreaterThan(least);
    assertThat(time.millis(100)).isEqualTo(Collections.max(time.micros()) / 1_000.0);
  }

  @Test
  void theSameSeedIsTheSameElection() {
    assertThat(OneCrash.of(new Timeouts(150, 175), Standing.PRE_VOTE, 10_000, new Random(7)))
        .isEqualTo(OneCrash.of(new Timeouts(150, 175), Standing.PRE_VOTE, 10_000, new Random(7)))
        .isNotEqualTo(
            OneCrash.of(new Timeouts(150, 175), Standing.PRE_VOTE, 10_000, new Random(8)));
  }

  /** Of all but the two ranges in which an election takes seconds, which take seconds here too. */
  @Test
  void thePageSaysWhatIsMeasured() throws IOException {
    String text = Files.readString(Path.of("../../docs/time-to-elect.md"));
    for (Timeouts timeouts : TimeToElectReport.RANDOM) {
      for (Standing standing : Standing.values()) {
        assertThat(text)
            .as("%s has changed: run `./scrutin cost --after-crash`, read the difference", timeouts)
            .contains(TimeToElectReport.row(TimeToElect.of(timeouts, standing)));
      }
    }
  }
}
