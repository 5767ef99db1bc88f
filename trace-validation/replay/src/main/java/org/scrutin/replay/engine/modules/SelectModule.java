package org.scrutin.replay.engine.modules;

import tlc2.overrides.TLAPlusOperator;
import tlc2.tool.EvalControl;
import tlc2.value.impl.Applicable;
import tlc2.value.impl.BoolValue;
import tlc2.value.impl.IntValue;
import tlc2.value.impl.Value;

/** What in module {@code SequencesExt} goes along a sequence, and ends at the first hit. */
public final class SelectModule {

  private SelectModule() {}

  @TLAPlusOperator(identifier = "SelectInSeq", module = "SequencesExt", warn = false)
  public static Value selectInSeq(Value sequence, Value test) {
    Value[] elements = FoldsModule.elements("SelectInSeq", sequence);
    return select(elements, 1, elements.length, 1, test);
  }

  @TLAPlusOperator(identifier = "SelectInSubSeq", module = "SequencesExt", warn = false)
  public static Value selectInSubSeq(Value sequence, Value from, Value to, Value test) {
    Value[] elements = FoldsModule.elements("SelectInSubSeq", sequence);
    return select(elements, number(from), number(to), 1, test);
  }

  @TLAPlusOperator(identifier = "SelectLastInSeq", module = "SequencesExt", warn = false)
  public static Value selectLastInSeq(Value sequence, Value test) {
    Value[] elements = FoldsModule.elements("SelectLastInSeq", sequence);
    return select(elements, elements.length, 1, -1, test);
  }

  @TLAPlusOperator(identifier = "SelectLastInSubSeq", module = "SequencesExt", warn = false)
  public static Value selectLastInSubSeq(Value sequence, Value from, Value to, Value test) {
    Value[] elements = FoldsModule.elements("SelectLastInSubSeq", sequence);
    return select(elements, number(to), number(from), -1, test);
  }

  @TLAPlusOperator(identifier = "IsPrefix", module = "SequencesExt", warn = false)
  public static Value isPrefix(Value prefix, Value sequence) {
    Value[] first = FoldsModule.elements("IsPrefix", prefix);
    Value[] all = FoldsModule.elements("IsPrefix", sequence);
    if (first.length > all.length) {
      return BoolValue.ValFalse;
    }
    for (int i = 0; i < first.length; i++) {
      if (first[i] != all[i] && !first[i].equals(all[i])) {
        return BoolValue.ValFalse;
      }
    }
    return BoolValue.ValTrue;
  }

  private static int number(Value value) {
    Requirement.that(
        value instanceof IntValue, () -> "a place in a sequence must be a number, not " + value);
    return ((IntValue) value).val;
  }

  private static Value select(Value[] elements, int first, int last, int by, Value test) {
    for (int i = first; by > 0 ? i <= last : i >= last; i += by) {
      int place = i;
      Requirement.that(
          i >= 1 && i <= elements.length,
          () -> "place " + place + " is not in a sequence of " + elements.length);
      Value found = ((Applicable) test).apply(new Value[] {elements[i - 1]}, EvalControl.Clear);
      Requirement.that(
          found instanceof BoolValue, () -> "the test of a selection is no boolean: " + found);
      if (((BoolValue) found).val) {
        return IntValue.gen(i);
      }
    }
    return IntValue.ValZero;
  }
}
