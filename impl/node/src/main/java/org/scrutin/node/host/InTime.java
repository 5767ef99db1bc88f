package org.scrutin.node.host;

import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * A decision, and a moment at which it was made already and no timer had run out. A process can
 * stop for long between any two instructions: then a leader that has decided to read by its lease
 * wakes up when the lease has run out, and must not take that step any more. Deciding changes
 * nothing, so it is done anew after what the timers have to say.
 *
 * @param nanos the moment, by {@link System#nanoTime}
 */
record InTime<T>(T decision, long nanos) {

  /**
   * Decides until no timer has run out meanwhile.
   *
   * @param fireDue lets the timers that have run out by a moment have their say
   */
  static <T> InTime<T> decide(
      Supplier<T> decide, LongSupplier clock, Timers timers, LongConsumer fireDue) {
    while (true) {
      T decision = decide.get();
      long now = clock.getAsLong();
      if (!timers.isDue(now)) {
        return new InTime<>(decision, now);
      }
      fireDue.accept(now);
    }
  }
}
