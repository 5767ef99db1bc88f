package org.scrutin.linearizability;

import java.util.Optional;

/** How much of the limits is spent. */
final class Budget {

  /** Configurations between two looks at the clock and the memory: some ten microseconds. */
  private static final int LOOK_EVERY = 1 << 6;

  private final Limits limits;
  private final long start = System.nanoTime();
  private long configurations;

  Budget(Limits limits) {
    this.limits = limits;
  }

  long nanos() {
    return System.nanoTime() - start;
  }

  long configurations() {
    return configurations;
  }

  /** Counts one configuration; whether it is time to ask for the limits. */
  boolean spend() {
    return (++configurations & (LOOK_EVERY - 1)) == 0;
  }

  /** Which limit is reached, if one is. */
  Optional<String> reached(long bytes) {
    // Tables double when they are full: there must be room for the next one.
    return bytes > limits.bytes() / 2
        ? Optional.of("the memory of " + (limits.bytes() >> 20) + " MiB is used up")
        : clock();
  }

  /** Whether the time is over. */
  Optional<String> clock() {
    return nanos() > limits.time().toNanos()
        ? Optional.of("the time of " + limits.time().toMillis() / 1000.0 + " s is over")
        : Optional.empty();
  }
}
