package org.scrutin.replay.engine;

import java.util.stream.Stream;
import org.scrutin.modelcheck.tlc.SpecException;
import tla2sany.semantic.OpDeclNode;
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
    requireAfter(step.getName().toString(), step, state);
  }

  static void requireAfter(String name, Action step, TLCState state) {
    if (!state.allAssigned()) {
      throw new SpecException(
          SourceText.place(step.pred)
              + ": "
              + name
              + " gives "
              + missing(state)
              + " no value after the step; the action must say what becomes of it");
    }
  }

  /** The first variable that has none. */
  static String missing(TLCState state) {
    return Stream.of(state.getVars())
        .map(OpDeclNode::getName)
        .filter(name -> state.lookup(name) == null)
        .findFirst()
        .orElseThrow()
        .toString();
  }
}
