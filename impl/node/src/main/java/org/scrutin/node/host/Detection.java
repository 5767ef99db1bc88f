package org.scrutin.node.host;

import java.time.Duration;
import org.scrutin.protocol.detector.FailureDetector;
import org.scrutin.protocol.detector.PhiAccrualDetector;
import org.scrutin.protocol.detector.TimeoutDetector;

/**
 * How a node finds out that a peer is down, where its algorithm asks for that.
 *
 * @param pingPeriod between two signs of life that it asks for
 * @param suspectAfter how long a silence it bears
 * @param phiAccrual whether phi accrual, with the usual threshold 8, decides instead
 */
public record Detection(Duration pingPeriod, Duration suspectAfter, boolean phiAccrual) {

  private static final double PHI = 8;

  /** For a network in which most messages arrive within that time. */
  public static Detection patient(Duration usualDelay) {
    return new Detection(usualDelay.multipliedBy(3), usualDelay.multipliedBy(15), false);
  }

  /** A node that comes so much too late to its own tick was paused. */
  Duration pause() {
    return suspectAfter.dividedBy(3);
  }

  FailureDetector detector(long nowNanos) {
    long period = pingPeriod.toNanos() / 1_000;
    return phiAccrual
        ? new PhiAccrualDetector(PHI, period, period / 8, nowNanos / 1_000)
        : new TimeoutDetector(suspectAfter.toNanos() / 1_000, nowNanos / 1_000);
  }
}
