package org.scrutin.replay.engine;

import org.scrutin.modelcheck.tlc.SpecException;
import tlc2.tool.Action;
import tlc2.tool.TLCState;
import tlc2.tool.impl.Tool;

/** States in which each variable has a value, as TLC demands of those that it is given. */
final class Whole {

  private Whole() {}

  static void requireAtFirst(Tool tool, TLCState state) {
    if (!state.allAssigned()) {
      Action initial = tool.getInitStateSpec().elementAt(0);
      throw new SpecException(
          SourceText.place(initial.pred)
              + ": the initial predicate gives "
              + missing(state)
              + " no value; it must say what it is at first");
    }
  }

  static void requireAfter(Action step, TLCState state) {
    if (!state.allAssigned()) {
      throw new SpecException(
          SourceText.place(step.pred)
              + ": "
              + step.getName()
              + " gives "
              + missing(state)
              + " no value after the step; the action must say what becomes of it");
    }
  }

  /** A variable that has none. */
  static String missing(TLCState state) {
    return state.getUnassigned().iterator().next().getName().toString();
  }
}
