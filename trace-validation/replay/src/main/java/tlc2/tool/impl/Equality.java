package tlc2.tool.impl;

import tlc2.value.impl.BoolValue;
import tlc2.value.impl.FcnRcdValue;
import tlc2.value.impl.IntValue;
import tlc2.value.impl.ModelValue;
import tlc2.value.impl.RecordValue;
import tlc2.value.impl.SetEnumValue;
import tlc2.value.impl.StringValue;
import tlc2.value.impl.TupleValue;
import tlc2.value.impl.Value;

/**
 * Whether two values are equal, as TLC has it, but that a value equals itself without a look at its
 * parts. A step changes little of a state, and the rest is the same object before and after; so are
 * the entries of one node's log that another has received.
 */
final class Equality {

  private Equality() {}

  static boolean of(Value one, Value other) {
    if (one == other && isSelfEqual(one)) {
      return true;
    }
    if (one instanceof TupleValue sequence && other instanceof TupleValue another) {
      return ofAll(sequence.elems, another.elems);
    }
    if (one instanceof RecordValue record
        && other instanceof RecordValue another
        && record.isNormalized()
        && another.isNormalized()
        && haveSameNames(record, another)) {
      return ofAll(record.values, another.values);
    }
    if (one instanceof FcnRcdValue function
        && other instanceof FcnRcdValue another
        && function.isNormalized()
        && another.isNormalized()
        && isSame(function.domain, another.domain)
        && isSame(function.intv, another.intv)) {
      return ofAll(function.values, another.values);
    }
    return one.equals(other);
  }

  /** Others may be such that TLC refuses to compare them, also with themselves. */
  private static boolean isSelfEqual(Value value) {
    return value instanceof IntValue
        || value instanceof StringValue
        || value instanceof BoolValue
        || value instanceof ModelValue
        || value instanceof TupleValue
        || value instanceof RecordValue
        || value instanceof FcnRcdValue
        || value instanceof SetEnumValue;
  }

  private static boolean isSame(Object one, Object other) {
    return one == other;
  }

  private static boolean haveSameNames(RecordValue one, RecordValue other) {
    if (one.names == other.names) {
      return true;
    }
    boolean same = one.names.length == other.names.length;
    for (int i = 0; i < one.names.length && same; i++) {
      same = one.names[i].equals(other.names[i]);
    }
    return same;
  }

  private static boolean ofAll(Value[] some, Value[] others) {
    boolean equal = some.length == others.length;
    for (int i = 0; i < some.length && equal; i++) {
      equal = of(some[i], others[i]);
    }
    return equal;
  }
}
