package org.scrutin.protocol.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Heartbeats are expected every 1,000 µs, with a standard deviation of 100 µs at least. */
class PhiAccrualDetectorTest {

  private static final double THRESHOLD = 8;

  private static PhiAccrualDetector detector() {
    return new PhiAccrualDetector(THRESHOLD, 1_000, 100, 0);
  }

  /** The time of the last of so many regular heartbeats. */
  private static long beat(PhiAccrualDetector detector, long from, long interval, int times) {
    long now = from;
    for (int i = 0; i < times; i++) {
      now += interval;
      detector.heard(now);
    }
    return now;
  }

  /** How long a silence is borne after this moment. */
  private static long patience(PhiAccrualDetector detector, long from) {
    long silence = 0;
    while (!detector.suspects(from + silence)) {
      silence++;
    }
    return silence;
  }

  /**
   * The level of suspicion is minus the decimal logarithm of the probability that a heartbeat comes
   * later still. At the mean that is one half, at one standard deviation 0.15866, at two 0.02275.
   */
  @Test
  void phiIsTheLogarithmOfTheTailOfTheNormalDistribution() {
    PhiAccrualDetector detector = detector();
    assertThat(detector.phi(1_000)).isCloseTo(-Math.log10(0.5), within(1e-9));
    assertThat(detector.phi(1_100)).isCloseTo(-Math.log10(0.15866), within(0.001));
    assertThat(detector.phi(1_200)).isCloseTo(-Math.log10(0.02275), within(0.003));
    assertThat(detector.phi(900)).isCloseTo(-Math.log10(1 - 0.15866), within(0.001));
    assertThat(detector.phi(0)).isCloseTo(0, within(1e-9));
  }

  @Test
  void suspicionGrowsWithSilenceWithoutEnd() {
    PhiAccrualDetector detector = detector();
    double before = -1;
    for (long now = 0; now < 3_000; now += 50) {
      assertThat(detector.phi(now)).isGreaterThanOrEqualTo(before).isNotNaN();
      before = detector.phi(now);
    }
    assertThat(detector.phi(1_000_000)).isInfinite();
    assertThat(detector.suspects(1_000_000)).isTrue();
  }

  @Test
  void rightAfterAHeartbeatNobodyIsSuspectedHoweverRareHeartbeatsAre() {
    PhiAccrualDetector detector = new PhiAccrualDetector(THRESHOLD, 1_000_000, 100, 0);
    assertThat(detector.phi(1)).isCloseTo(0, within(1e-9));
  }

  @Test
  void aPeerIsSuspectedFromTheThresholdOn() {
    PhiAccrualDetector detector = detector();
    long patience = patience(detector, 0);
    assertThat(detector.phi(patience - 1)).isLessThan(THRESHOLD);
    assertThat(detector.phi(patience)).isGreaterThanOrEqualTo(THRESHOLD);
    // A normal variable is 5.6 standard deviations above its mean with a probability of 1e-8; the
    // approximation is coarse so far out.
    assertThat(patience).isBetween(1_450L, 1_650L);
  }

  @Test
  void theWatchBeginsAsIfThePeerHadJustBeenHeardOf() {
    assertThat(patience(new PhiAccrualDetector(THRESHOLD, 1_000, 100, 77_000), 77_000))
        .isEqualTo(patience(detector(), 0));
  }

  @Test
  void whoIsHeardOfIsTrustedAgain() {
    PhiAccrualDetector detector = detector();
    assertThat(detector.suspects(5_000)).isTrue();
    detector.heard(5_000);
    assertThat(detector.suspects(5_000)).isFalse();
  }

  @Test
  void patienceFollowsTheRhythmOfTheHeartbeats() {
    PhiAccrualDetector slower = detector();
    long last = beat(slower, 0, 2_000, 64);
    assertThat(patience(slower, last)).isBetween(2_450L, 2_650L);
    PhiAccrualDetector faster = detector();
    last = beat(faster, 0, 500, 64);
    assertThat(patience(faster, last)).isBetween(950L, 1_150L);
  }

  @Test
  void irregularHeartbeatsMakeItMorePatient() {
    PhiAccrualDetector irregular = detector();
    long now = 0;
    for (int i = 0; i < 64; i++) {
      now += i % 2 == 0 ? 500 : 1_500;
      irregular.heard(now);
    }
    // The mean is 1,000 still, the standard deviation 500.
    assertThat(patience(irregular, now)).isBetween(3_250L, 4_250L);
  }

  @Test
  void onlyTheLast64IntervalsCount() {
    PhiAccrualDetector detector = detector();
    long last = beat(detector, 0, 9_000, 100);
    last = beat(detector, last, 1_000, 63);
    assertThat(patience(detector, last)).as("one of 9,000 is left").isGreaterThan(3_000);
    last = beat(detector, last, 1_000, 1);
    assertThat(patience(detector, last)).isEqualTo(patience(detector(), 0));
  }

  @Property(seed = "1", tries = 50)
  void aSumThatIsKeptForLongIsAsGoodAsANewOne(
      @ForAll long seed, @ForAll @IntRange(max = 1_000) int before) {
    Random random = new Random(seed);
    PhiAccrualDetector old = detector();
    long now = 0;
    for (int i = 0; i < before; i++) {
      now += 1 + random.nextInt(1_000_000);
      old.heard(now);
    }
    PhiAccrualDetector fresh = new PhiAccrualDetector(THRESHOLD, 1_000, 100, now);
    for (int i = 0; i < 64; i++) {
      now += 900 + random.nextInt(200);
      old.heard(now);
      fresh.heard(now);
    }
    assertThat(old.phi(now + 1_200)).isCloseTo(fresh.phi(now + 1_200), within(1e-6));
  }
}
