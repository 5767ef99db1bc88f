package org.scrutin.linearizability;

import java.util.Optional;

/** How much of the limits is spent. Asked often; looks at the clock rarely. */
final class Budget {

  private static final int CLOCK_EVERY = 1 << 8;

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

  /** Counts one configuration; says which limit is reached, if one is. */
  Optional<String> spend(long bytes) {
    configurations++;
    // Tables double when they are full: there must be room for the next one.
    if (bytes > limits.bytes() / 2) {
      return Optional.of("the memory of " + (limits.bytes() >> 20) + " MiB is used up");
    }
    return configurations % CLOCK_EVERY == 0 ? clock() : Optional.empty();
  }

  /** Whether the time is over. */
  Optional<String> clock() {
    return nanos() > limits.time().toNanos()
        ? Optional.of("the time of " + limits.time().toMillis() / 1000.0 + " s is over")
        : Optional.empty();
  }
}
