package tlc2.tool.impl;

import java.util.List;
import tlc2.tool.EvalException;
import tlc2.tool.TLCState;
import tlc2.value.impl.FcnRcdValue;
import tlc2.value.impl.RecordValue;
import tlc2.value.impl.TupleValue;
import tlc2.value.impl.Value;
import util.Assert.TLCRuntimeException;
import util.UniqueString;

/**
 * What was read of a state: a variable, or where it was only applied, {@code v[index]}, no more
 * than that.
 *
 * @param whole the variable's value
 * @param index null for all of it
 * @param part the value at the index
 */
record Read(UniqueString variable, Value whole, Value index, Value part) {

  static Read all(UniqueString variable, Value whole) {
    return new Read(variable, whole, null, whole);
  }

  /**
   * What a function, a sequence or a record has at the index; null where that is for TLC to say.
   */
  static Value select(Value whole, Value index) {
    if (whole instanceof FcnRcdValue function) {
      return function.select(index);
    }
    if (whole instanceof TupleValue sequence) {
      return sequence.select(index);
    }
    return whole instanceof RecordValue record ? record.select(index) : null;
  }

  /** Whether the same object is read in this state. */
  boolean isSameIn(TLCState state) {
    Object now = state.lookup(variable);
    if (isSame(now, whole)) {
      return true;
    }
    try {
      return index != null && now instanceof Value value && isSame(select(value, index), part);
    } catch (EvalException | TLCRuntimeException e) {
      return false; // What is there now has no such index.
    }
  }

  static boolean areSameIn(List<Read> reads, TLCState state) {
    boolean same = true;
    for (int i = 0; i < reads.size() && same; i++) {
      same = reads.get(i).isSameIn(state);
    }
    return same;
  }

  private boolean isAs(Read other) {
    return variable.equals(other.variable)
        && isSame(index, other.index)
        && isSame(part, other.part);
  }

  /** Not only equal: to find out that would mean to look at all of it. */
  private static boolean isSame(Object one, Object other) {
    return one == other;
  }

  /** Adds it, if it is not there. */
  static void add(List<Read> reads, Read read) {
    for (int i = 0; i < reads.size(); i++) {
      if (reads.get(i).isAs(read)) {
        return;
      }
    }
    reads.add(read);
  }
}
