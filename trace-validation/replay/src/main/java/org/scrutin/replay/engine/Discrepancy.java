package org.scrutin.replay.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tlc2.tool.EvalControl;
import tlc2.tool.EvalException;
import tlc2.value.impl.BoolValue;
import tlc2.value.impl.FcnRcdValue;
import tlc2.value.impl.IntValue;
import tlc2.value.impl.ModelValue;
import tlc2.value.impl.RecordValue;
import tlc2.value.impl.StringValue;
import tlc2.value.impl.TupleValue;
import tlc2.value.impl.Value;
import util.Assert.TLCRuntimeException;
import util.UniqueString;

/**
 * Where two values differ first, as deep inside of them as can be told: of two large records that
 * are not equal, only the part that makes the difference is of interest.
 *
 * @param path from the values to the parts, as in {@code .wf.pc[2]}; may be empty
 * @param left what the first value has there
 * @param right what the second has
 */
record Discrepancy(String path, Value left, Value right) {

  private static final Value[] NONE = {};

  static Discrepancy of(Value left, Value right) {
    Discrepancy at = new Discrepancy("", left, right);
    for (List<Discrepancy> in = at.inside(); !in.isEmpty(); in = at.inside()) {
      at = in.get(0);
    }
    return at;
  }

  /** All places where two values differ. */
  static Stream<Discrepancy> all(Value left, Value right) {
    return new Discrepancy("", left, right).innermost();
  }

  private Stream<Discrepancy> innermost() {
    List<Discrepancy> in = inside();
    return in.isEmpty() ? Stream.of(this) : in.stream().flatMap(Discrepancy::innermost);
  }

  private List<Discrepancy> inside() {
    try {
      return isWithParts(left) && isWithParts(right) ? differing() : List.of();
    } catch (EvalException | TLCRuntimeException e) {
      return List.of(); // Its parts cannot be told.
    }
  }

  /** Not a text, which to TLC is a sequence of texts, nor what would have to be enumerated. */
  static boolean isWithParts(Value value) {
    return value instanceof RecordValue
        || value instanceof TupleValue
        || value instanceof FcnRcdValue;
  }

  /** What those have inside of them. */
  static Value[] parts(Value value) {
    if (value instanceof RecordValue fields) {
      return fields.values;
    }
    if (value instanceof TupleValue sequence) {
      return sequence.elems;
    }
    return value instanceof FcnRcdValue function ? function.values : NONE;
  }

  /** Whether a value has no parts. */
  static boolean isScalar(Value value) {
    return value instanceof IntValue
        || value instanceof StringValue
        || value instanceof BoolValue
        || value instanceof ModelValue;
  }

  /** The parts that differ, where both have the same parts. */
  private List<Discrepancy> differing() {
    if (left instanceof RecordValue one && right instanceof RecordValue other) {
      return ofRecords(one, other);
    }
    if (left.toTuple() instanceof TupleValue one && right.toTuple() instanceof TupleValue other) {
      return ofTuples(one, other);
    }
    if (left.toFcnRcd() instanceof FcnRcdValue one
        && right.toFcnRcd() instanceof FcnRcdValue other) {
      return ofFunctions(one, other);
    }
    return List.of();
  }

  private List<Discrepancy> ofRecords(RecordValue one, RecordValue other) {
    if (one.names.length != other.names.length) {
      return List.of();
    }
    List<Discrepancy> found = new ArrayList<>();
    for (int i = 0; i < one.names.length; i++) {
      Value value = field(other, one.names[i]);
      if (value == null) {
        return List.of();
      }
      if (!areEqual(one.values[i], value)) {
        found.add(new Discrepancy(path + "." + one.names[i], one.values[i], value));
      }
    }
    return found;
  }

  private static Value field(RecordValue fields, UniqueString name) {
    for (int i = 0; i < fields.names.length; i++) {
      if (fields.names[i].equals(name)) {
        return fields.values[i];
      }
    }
    return null;
  }

  private List<Discrepancy> ofTuples(TupleValue one, TupleValue other) {
    List<Discrepancy> found = new ArrayList<>();
    for (int i = 0; i < one.elems.length && one.elems.length == other.elems.length; i++) {
      if (!areEqual(one.elems[i], other.elems[i])) {
        found.add(new Discrepancy(path + "[" + (i + 1) + "]", one.elems[i], other.elems[i]));
      }
    }
    return found;
  }

  private List<Discrepancy> ofFunctions(FcnRcdValue one, FcnRcdValue other) {
    if (!areEqual(one.getDomain(), other.getDomain())) {
      return List.of();
    }
    List<Discrepancy> found = new ArrayList<>();
    for (Value argument : one.getDomainAsValues()) {
      Value value = one.apply(argument, EvalControl.Clear);
      Value another = other.apply(argument, EvalControl.Clear);
      if (!areEqual(value, another)) {
        found.add(new Discrepancy(path + "[" + argument + "]", value, another));
      }
    }
    return found;
  }

  /** Values that TLC does not compare, such as a number with a text, are not the same. */
  private static boolean areEqual(Value one, Value other) {
    try {
      return one.equals(other);
    } catch (EvalException | TLCRuntimeException e) {
      return false;
    }
  }
}
