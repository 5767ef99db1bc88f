package org.scrutin.linearizability;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/** How much of the limits is spent. */
final class Budget {

  /** So many pieces of work between two looks at the clock and the memory: some microseconds. */
  static final int LOOK_EVERY = 1 << 6;

  /** Who says "for ever" means no more than this, which can be added to: some seventy years. */
  private static final Duration FOR_EVER = Duration.ofNanos(Long.MAX_VALUE / 4);

  private final Limits limits;
  private final LongSupplier clock;
  private final long start;
  private final long time;
  private long end;
  private long configurations;
  private long work;

  Budget(Limits limits) {
    this(limits, System::nanoTime);
  }

  /** A budget whose time goes by as this says, in nanoseconds. */
  Budget(Limits limits, LongSupplier clock) {
    this.limits = limits;
    this.clock = clock;
    start = clock.getAsLong();
    time = limits.time().compareTo(FOR_EVER) < 0 ? limits.time().toNanos() : FOR_EVER.toNanos();
    end = time;
  }

  /**
   * From now on one of several searches has this share of the time.
   *
   * @param part of what is left, from 0 to 1
   */
  void share(double part) {
    long now = nanos();
    end = now + (long) (Math.max(0, time - now) * part);
  }

  long nanos() {
    return clock.getAsLong() - start;
  }

  long configurations() {
    return configurations;
  }

  /** Counts one configuration; whether it is time to {@link #look}. */
  boolean spend() {
    configurations++;
    return work(1);
  }

  /** Counts pieces of work that may be many; whether it is time to {@link #look}. */
  boolean work(int pieces) {
    long before = work;
    work += pieces;
    return before / LOOK_EVERY != work / LOOK_EVERY;
  }

  /**
   * Ends the search where a limit is reached.
   *
   * @param tables how many bytes they take that double when they are full
   * @param others how many bytes all else takes
   */
  void look(long tables, long others) {
    // There must be room for the next table.
    if (2 * tables + others > limits.bytes()) {
      throw new LimitReached(
          Verdict.Limit.MEMORY, "the memory of " + (limits.bytes() >> 20) + " MiB is used up");
    }
    Optional<String> late = clock();
    if (late.isPresent()) {
      throw new LimitReached(Verdict.Limit.TIME, late.get());
    }
  }

  /** Whether the time is over, or the share of it. */
  Optional<String> clock() {
    if (nanos() <= end) {
      return Optional.empty();
    }
    String shared = end < time ? "its share of " : "";
    return Optional.of(
        shared + "the time of " + Duration.ofNanos(time).toMillis() / 1000.0 + " s is over");
  }

  /** The size of a table of so many rows, unless no array has it. */
  static int size(int rows, int width) {
    long size = (long) rows * width;
    if (size > Integer.MAX_VALUE) {
      throw LimitReached.memory();
    }
    return (int) size;
  }
}
