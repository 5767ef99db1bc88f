package org.scrutin.simulation.cost;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.scrutin.simulation.cost.FailureDetection.Network;
import org.scrutin.simulation.cost.FailureDetection.Rule;

class FailureDetectionTest {

  private static final Network CALM = FailureDetectionReport.NETWORKS.get(0);
  private static final Network LOSSY = FailureDetectionReport.NETWORKS.get(1);

  /** An answer comes at most a period and two delays after the one before. */
  @Test
  void whoIsHeardRegularlyIsNotSuspected() {
    assertThat(FailureDetection.of(new Rule.Timeout(75), CALM).falsePerHour()).isZero();
    assertThat(FailureDetection.of(new Rule.Timeout(45), CALM).falsePerHour()).isPositive();
  }

  /** The last answer may come when the peer has crashed; the node looks once in a period. */
  @Test
  void aCrashIsNoticedAfterTheTimeoutAndNoLaterThanTheNextLook() {
    FailureDetection figures = FailureDetection.of(new Rule.Timeout(200), CALM);
    assertThat(figures.micros()).isSorted().hasSize(FailureDetection.TRIALS);
    assertThat(Collections.min(figures.micros())).isGreaterThan(200_000 - 50_000);
    assertThat(Collections.max(figures.micros())).isLessThanOrEqualTo(200_000 + 50_000 + 20_000);
  }

  @Test
  void patienceIsPaidForWithTime() {
    FailureDetection hasty = FailureDetection.of(new Rule.Phi(1), LOSSY);
    FailureDetection patient = FailureDetection.of(new Rule.Phi(8), LOSSY);
    assertThat(hasty.millis(50)).isLessThan(patient.millis(50));
    assertThat(hasty.falsePerHour()).isGreaterThan(patient.falsePerHour());
  }

  /** The page says so in words. */
  @Test
  void aTimeoutOfFourPeriodsIsBetterThanPhiAccrualWhereMessagesAreLostOrLate() {
    for (Network network : FailureDetectionReport.NETWORKS.subList(1, 3)) {
      FailureDetection timeout = FailureDetection.of(new Rule.Timeout(200), network);
      FailureDetection phi = FailureDetection.of(new Rule.Phi(12), network);
      assertThat(timeout.millis(99)).isLessThanOrEqualTo(phi.millis(99));
      assertThat(20 * timeout.falsePerHour()).isLessThan(phi.falsePerHour());
    }
  }

  @Test
  void thePageSaysWhatIsMeasured() throws IOException {
    String page = Files.readString(Path.of("../../docs/failure-detection.md"));
    for (Network network : FailureDetectionReport.NETWORKS) {
      for (Rule rule : new Rule[] {new Rule.Timeout(250), new Rule.Phi(8)}) {
        assertThat(page)
            .as("%s has changed: run `./scrutin cost --detection`, read the difference", rule)
            .contains(FailureDetectionReport.row(rule, network));
      }
    }
  }
}
