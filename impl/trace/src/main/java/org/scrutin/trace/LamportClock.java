package org.scrutin.trace;

import java.util.function.LongSupplier;

/**
 * A Lamport clock: of one node, or of several in one process, as in a test. Tracers that
 * {@linkplain Tracer.Settings#withClock share} one put their steps into the order in which they
 * were written, whether or not stamps go with the messages. Thread-safe.
 */
public final class LamportClock {

  private long clock;
  private long micros = Long.MIN_VALUE;

  /** A step: its clock, at least 1, and its time in microseconds. */
  record Moment(long clock, long micros) {}

  /**
   * The next step.
   *
   * @param seen a clock that it comes after, or 0
   * @param now asked in the order of the steps; a step is no earlier than the one before it
   */
  synchronized Moment next(long seen, LongSupplier now) {
    micros = Math.max(micros, now.getAsLong());
    return new Moment(next(seen), micros);
  }

  /** Something that is no step; returns its clock. */
  synchronized long next(long seen) {
    clock = Math.max(clock, seen) + 1;
    return clock;
  }
}
