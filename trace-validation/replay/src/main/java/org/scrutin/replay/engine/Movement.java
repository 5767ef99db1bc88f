package org.scrutin.replay.engine;

import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.scrutin.replay.LongSet;
import tlc2.tool.TLCState;

/**
 * To which of the possible states a way leads on which an event has changed something. A log that
 * leads to none of them has shown nothing. Immutable.
 *
 * @param everywhere whether to all, and so to all that follow
 * @param states their fingerprints, if not to all
 */
record Movement(boolean everywhere, LongSet states) {

  static final Movement NONE = new Movement(false, new LongSet());

  boolean isAny() {
    return everywhere || states.size() > 0;
  }

  boolean isAt(TLCState state, ToLongFunction<TLCState> fingerprint) {
    return everywhere || (states.size() > 0 && states.contains(fingerprint.applyAsLong(state)));
  }

  /** After an event that these steps may be. */
  Movement after(List<Edge> steps, Predicate<Edge> moves, ToLongFunction<TLCState> fingerprint) {
    if (everywhere) {
      return this;
    }
    LongSet moved = new LongSet();
    boolean all = true;
    for (Edge step : steps) {
      if (moves.test(step) || isAt(step.from(), fingerprint)) {
        moved.add(fingerprint.applyAsLong(step.to()));
      } else {
        all = false;
      }
    }
    return new Movement(all, moved);
  }
}
