package org.scrutin.protocol.leadership;

import java.time.Duration;

/**
 * A reading of a monotonic clock: how long after the process began. Two numbers, since those of a
 * trace have 32 bits. It reaches 68 years.
 *
 * @param seconds whole seconds, rounded down
 * @param nanos the rest in nanoseconds, from 0 to 999,999,999
 */
public record ClockTime(int seconds, int nanos) implements Comparable<ClockTime> {

  /** When the process began. */
  public static final ClockTime ZERO = new ClockTime(0, 0);

  private static final int SECOND = 1_000_000_000;

  /**
   * Checks.
   *
   * @throws IllegalArgumentException if {@code nanos} is out of its range
   */
  public ClockTime {
    if (nanos < 0 || nanos >= SECOND) {
      throw new IllegalArgumentException("nanos must be from 0 to 999,999,999, not " + nanos);
    }
  }

  /**
   * So many nanoseconds after the process began, such as the difference of two readings of {@code
   * System.nanoTime()}.
   *
   * @throws ArithmeticException if that is more than 68 years
   */
  public static ClockTime ofNanos(long nanos) {
    return new ClockTime(
        Math.toIntExact(Math.floorDiv(nanos, (long) SECOND)),
        (int) Math.floorMod(nanos, (long) SECOND));
  }

  /** The reading when this much more has passed. */
  public ClockTime plus(Duration more) {
    return ofNanos(Math.addExact(toNanos(), more.toNanos()));
  }

  /** In nanoseconds. */
  public long toNanos() {
    return (long) seconds * SECOND + nanos;
  }

  /** Grants.tla, Earlier. */
  public boolean isBefore(ClockTime other) {
    return compareTo(other) < 0;
  }

  /** Grants.tla, Latest. */
  public static ClockTime latest(ClockTime one, ClockTime other) {
    return one.isBefore(other) ? other : one;
  }

  @Override
  public int compareTo(ClockTime other) {
    return Long.compare(toNanos(), other.toNanos());
  }
}
