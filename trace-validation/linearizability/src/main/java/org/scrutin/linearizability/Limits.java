package org.scrutin.linearizability;

import java.time.Duration;

/**
 * When to give up.
 *
 * @param time for the whole history, more than zero
 * @param bytes of memory for configurations, by estimate, more than zero
 */
public record Limits(Duration time, long bytes) {

  /** A minute, and half of the heap. */
  public static Limits standard() {
    return new Limits(Duration.ofMinutes(1), Runtime.getRuntime().maxMemory() / 2);
  }

  /** Refuses nothing and less. */
  public Limits {
    if (time.isZero() || time.isNegative() || bytes <= 0) {
      throw new IllegalArgumentException("limits are more than zero: " + time + ", " + bytes);
    }
  }

  /** The same with another time. */
  public Limits withTime(Duration other) {
    return new Limits(other, bytes);
  }
}
