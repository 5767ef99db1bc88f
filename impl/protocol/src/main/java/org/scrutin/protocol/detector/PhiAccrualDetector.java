package org.scrutin.protocol.detector;

/**
 * The phi accrual failure detector: N. Hayashibara, X. Défago, R. Yared, T. Katayama, SRDS 2004. It
 * takes the times between heartbeats to be normally distributed and suspects a peer when the
 * probability that a heartbeat still comes after such a silence is below 10<sup>-phi</sup>.
 */
public final class PhiAccrualDetector implements FailureDetector {

  /** Older intervals are forgotten. */
  private static final int WINDOW = 64;

  private final double threshold;
  private final double minDeviation;
  private final long[] intervals = new long[WINDOW];
  private int count;
  private int next;
  private double sum;
  private double sumOfSquares;
  private long lastHeard;

  /**
   * @param threshold phi from which on the peer is suspected; 8 is usual
   * @param expectedMicros the interval that is assumed before any was seen, in microseconds
   * @param minDeviationMicros the least standard deviation assumed, so that regular heartbeats do
   *     not make the detector hasty, in microseconds
   * @param nowMicros the watch begins now, as if the peer had just been heard of
   */
  public PhiAccrualDetector(
      double threshold, long expectedMicros, long minDeviationMicros, long nowMicros) {
    this.threshold = threshold;
    this.minDeviation = minDeviationMicros;
    this.lastHeard = nowMicros;
    add(expectedMicros);
  }

  @Override
  public void heard(long micros) {
    if (micros > lastHeard) {
      add(micros - lastHeard);
      lastHeard = micros;
    }
  }

  @Override
  public boolean suspects(long nowMicros) {
    return phi(nowMicros) >= threshold;
  }

  /** The level of suspicion: from 0 upwards, infinite when a heartbeat is out of the question. */
  public double phi(long nowMicros) {
    double mean = sum / count;
    double variance = StrictMath.max(0, sumOfSquares / count - mean * mean);
    double deviation = StrictMath.max(minDeviation, StrictMath.sqrt(variance));
    double y = (nowMicros - lastHeard - mean) / deviation;
    return -StrictMath.log10(tail(y));
  }

  /**
   * The probability that a standard normal variable is greater than y, by the logistic
   * approximation of Bowling et al. (2009), whose error is below 0.00014.
   */
  private static double tail(double y) {
    double e = StrictMath.exp(-y * (1.5976 + 0.070566 * y * y));
    return y > 0 ? e / (1 + e) : 1 - 1 / (1 + e);
  }

  private void add(long interval) {
    if (count == WINDOW) {
      double oldest = intervals[next];
      sum -= oldest;
      sumOfSquares -= oldest * oldest;
    } else {
      count++;
    }
    intervals[next] = interval;
    next = (next + 1) % WINDOW;
    sum += interval;
    sumOfSquares += (double) interval * interval;
  }
}
