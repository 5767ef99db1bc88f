package tlc2.tool.impl;

import java.util.IdentityHashMap;
import java.util.function.UnaryOperator;
import tlc2.tool.StateVec;
import tlc2.tool.TLCState;

/**
 * What is kept of each successor of a state, until another state's successors are looked for. Not
 * thread-safe.
 */
final class OfSuccessors<T> {

  private final IdentityHashMap<TLCState, T> kept = new IdentityHashMap<>();
  private TLCState from;

  /**
   * Keeps something of successors.
   *
   * @param first the place of the first of them; all that follow are some, too
   * @param after what is kept after what was kept before, which may be null
   */
  void note(TLCState before, StateVec found, int first, UnaryOperator<T> after) {
    if (before != from) {
      from = before;
      kept.clear();
    }
    for (int i = first; i < found.size(); i++) {
      TLCState successor = found.elementAt(i);
      kept.put(successor, after.apply(kept.get(successor)));
    }
  }

  /** Null where nothing is kept. */
  T of(TLCState before, TLCState after) {
    return before == from ? kept.get(after) : null;
  }
}
