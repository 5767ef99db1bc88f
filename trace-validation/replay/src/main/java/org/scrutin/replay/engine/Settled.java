package org.scrutin.replay.engine;

import java.util.stream.Stream;
import tla2sany.semantic.OpDeclNode;
import tlc2.tool.TLCState;
import tlc2.util.FP64;
import tlc2.value.IValue;
import tlc2.value.impl.BoolValue;
import tlc2.value.impl.FcnRcdValue;
import tlc2.value.impl.IntValue;
import tlc2.value.impl.ModelValue;
import tlc2.value.impl.RecordValue;
import tlc2.value.impl.SetEnumValue;
import tlc2.value.impl.StringValue;
import tlc2.value.impl.TupleValue;

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
      IValue value = state.lookup(variable.getName());
      if (value != null && value != before.lookup(variable.getName()) && !isPlain(value)) {
        value.fingerPrint(FP64.New()); // It keeps what it has found.
      }
    }
  }

  private static boolean isPlain(IValue value) {
    if (value instanceof TupleValue sequence) {
      return Stream.of(sequence.elems).allMatch(Settled::isPlain);
    }
    if (value instanceof RecordValue fields) {
      return Stream.of(fields.values).allMatch(Settled::isPlain);
    }
    if (value instanceof FcnRcdValue function) {
      return Stream.of(function.values).allMatch(Settled::isPlain);
    }
    if (value instanceof SetEnumValue set) {
      for (int i = 0; i < set.elems.size(); i++) {
        if (!isPlain(set.elems.elementAt(i))) {
          return false;
        }
      }
      return true;
    }
    return value instanceof IntValue
        || value instanceof StringValue
        || value instanceof BoolValue
        || value instanceof ModelValue;
  }
}
