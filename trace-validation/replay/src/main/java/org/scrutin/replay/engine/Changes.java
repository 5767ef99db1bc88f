package org.scrutin.replay.engine;

import java.util.Arrays;
import java.util.stream.Stream;
import tla2sany.semantic.OpDeclNode;
import tlc2.tool.EvalException;
import tlc2.tool.TLCState;
import tlc2.tool.impl.Tool;
import tlc2.value.impl.Value;
import util.Assert.TLCRuntimeException;
import util.UniqueString;

/** Which variables a step changes, each compared at most once a step, and only if asked for. */
final class Changes {

  private final UniqueString[] variables;
  private final boolean[] known;
  private final boolean[] changed;
  private TLCState from;
  private TLCState to;

  Changes(Tool tool) {
    this.variables =
        Stream.of(tool.getSpecProcessor().getVariablesNodes())
            .map(OpDeclNode::getName)
            .toArray(UniqueString[]::new);
    this.known = new boolean[variables.length];
    this.changed = new boolean[variables.length];
  }

  /** From now on this step is asked about. */
  void of(TLCState before, TLCState after) {
    from = before;
    to = after;
    Arrays.fill(known, false);
  }

  /** Whether one of the variables, given by their places, has another value after the step. */
  boolean any(int[] places) {
    for (int place : places) {
      if (isChanged(place)) {
        return true;
      }
    }
    return false;
  }

  private boolean isChanged(int place) {
    if (!known[place]) {
      known[place] = true;
      changed[place] = differ(from.lookup(variables[place]), to.lookup(variables[place]));
    }
    return changed[place];
  }

  /** Whether one value has become another. */
  static boolean differ(Object before, Object after) {
    if (before == after) {
      return false;
    }
    try {
      return !((Value) before).equals(after);
    } catch (EvalException | TLCRuntimeException incomparable) {
      // TLC refuses to compare a number with a string, say: then it was not left as it was.
      return true;
    }
  }
}
