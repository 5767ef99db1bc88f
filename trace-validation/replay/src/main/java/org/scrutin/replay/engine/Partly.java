package org.scrutin.replay.engine;

import java.util.List;
import org.scrutin.replay.JsonObject;
import tlc2.value.impl.Enumerable;
import tlc2.value.impl.FcnLambdaValue;
import tlc2.value.impl.FcnRcdValue;
import tlc2.value.impl.RecordValue;
import tlc2.value.impl.TupleValue;
import tlc2.value.impl.Value;
import tlc2.value.impl.ValueEnumeration;

/**
 * Compares what a trace says about a value that it does not log: which it is among some, how long
 * it is, what it has, and the same of its parts. What cannot be so of such a value is not so.
 */
final class Partly {

  private final JsonValues values;

  Partly(JsonValues values) {
    this.values = values;
  }

  /** Whether all that is said holds of the value. */
  boolean isTrue(JsonObject said, Value value) {
    for (int i = 0; i < said.names().size(); i++) {
      if (!isTrue(said.names().get(i), said.values().get(i), value)) {
        return false;
      }
    }
    return true;
  }

  private boolean isTrue(String word, Object json, Value value) {
    return switch (word) {
      case "is" -> is(json, value);
      case "in" -> ((List<?>) json).stream().anyMatch(one -> is(one, value));
      case "has" -> ((List<?>) json).stream().allMatch(one -> has(one, value));
      case "length" -> (Long) json == length(value);
      case "at" -> parts((JsonObject) json, value);
      default -> throw new AssertionError("the reader lets no other word pass: " + word);
    };
  }

  private boolean is(Object json, Value value) {
    return values.fit(json, value) == Fit.SAME;
  }

  private static int length(Value value) {
    boolean isCounted =
        value instanceof TupleValue
            || value instanceof FcnRcdValue
            || value instanceof FcnLambdaValue
            || value instanceof Enumerable;
    return isCounted ? value.size() : -1;
  }

  private boolean has(Object json, Value value) {
    if (value.toTuple() instanceof TupleValue sequence) {
      for (Value element : sequence.elems) {
        if (is(json, element)) {
          return true;
        }
      }
      return false;
    }
    if (!(value instanceof Enumerable set)) {
      return false;
    }
    ValueEnumeration all = set.elements();
    for (Value element = all.nextElement(); element != null; element = all.nextElement()) {
      if (is(json, element)) {
        return true;
      }
    }
    return false;
  }

  private boolean parts(JsonObject said, Value value) {
    for (int i = 0; i < said.names().size(); i++) {
      Value part = part(said.names().get(i), value);
      if (part == null || !isTrue((JsonObject) said.values().get(i), part)) {
        return false;
      }
    }
    return true;
  }

  /** The part that is called so: by a text, or by a number that JSON can only write as one. */
  private Value part(String name, Value value) {
    Value part = values.part(value, name);
    return part == null && !(value instanceof RecordValue) && name.matches("-?\\d{1,10}")
        ? values.part(value, Long.parseLong(name))
        : part;
  }
}
