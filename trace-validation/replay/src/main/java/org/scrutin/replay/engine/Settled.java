package org.scrutin.replay.engine;

import tla2sany.semantic.OpDeclNode;
import tlc2.tool.TLCState;
import tlc2.util.FP64;
import tlc2.value.impl.SetEnumValue;
import tlc2.value.impl.Value;

/**
 * States whose values are worked out. A function or a set that is defined by a formula TLC leaves
 * as one, which speaks of the state before, until its fingerprint is taken; from state to state
 * there would be ever more to work out.
 */
final class Settled {

  private Settled() {}

  /** Works out what of a state is new. */
  static void settle(TLCState before, TLCState state) {
    for (OpDeclNode variable : TLCState.Empty.getVars()) {
      Value value = (Value) state.lookup(variable.getName());
      if (value != null && value != before.lookup(variable.getName()) && !isPlain(value)) {
        value.fingerPrint(FP64.New()); // It keeps what it has found.
      }
    }
  }

  private static boolean isPlain(Value value) {
    if (value instanceof SetEnumValue set) {
      for (int i = 0; i < set.elems.size(); i++) {
        if (!isPlain(set.elems.elementAt(i))) {
          return false;
        }
      }
      return true;
    }
    for (Value part : Discrepancy.parts(value)) {
      if (!isPlain(part)) {
        return false;
      }
    }
    return Discrepancy.isWithParts(value) || Discrepancy.isScalar(value);
  }
}
