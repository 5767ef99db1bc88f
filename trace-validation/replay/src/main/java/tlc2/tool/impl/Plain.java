package tlc2.tool.impl;

import tlc2.value.impl.BoolValue;
import tlc2.value.impl.FcnRcdValue;
import tlc2.value.impl.IntValue;
import tlc2.value.impl.IntervalValue;
import tlc2.value.impl.ModelValue;
import tlc2.value.impl.RecordValue;
import tlc2.value.impl.SetEnumValue;
import tlc2.value.impl.StringValue;
import tlc2.value.impl.TupleValue;
import tlc2.value.impl.Value;

/**
 * Values of which nothing is left to be evaluated. TLC keeps {@code {x \in S : P}} and others as
 * they stand in the text, and evaluates P when the set is looked at, which may be later than it
 * seems.
 */
final class Plain {

  private Plain() {}

  /** A set, all of whose elements are such. */
  static boolean isSet(Value value) {
    return value instanceof IntervalValue || (value instanceof SetEnumValue && is(value));
  }

  private static boolean is(Value value) {
    if (value instanceof SetEnumValue set) {
      boolean all = true;
      for (int i = 0; i < set.elems.size() && all; i++) {
        all = is(set.elems.elementAt(i));
      }
      return all;
    }
    if (value instanceof TupleValue sequence) {
      return areAll(sequence.elems);
    }
    if (value instanceof RecordValue record) {
      return areAll(record.values);
    }
    if (value instanceof FcnRcdValue function) {
      return areAll(function.values) && (function.domain == null || areAll(function.domain));
    }
    return value instanceof IntValue
        || value instanceof StringValue
        || value instanceof ModelValue
        || value instanceof BoolValue
        || value instanceof IntervalValue;
  }

  private static boolean areAll(Value[] values) {
    boolean all = true;
    for (int i = 0; i < values.length && all; i++) {
      all = is(values[i]);
    }
    return all;
  }
}
