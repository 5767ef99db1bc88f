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
 * it is, what it has, what it has kept of what it was before the step, and the same of its parts.
 * What cannot be so of such a value is not so.
 */
final class Partly {

  private final JsonValues values;

  Partly(JsonValues values) {
    this.values = values;
  }

  /**
   * Whether all that is said holds of the value.
   *
   * @param before what it was before the step, or null if there was no such part
   */
  boolean isTrue(JsonObject said, Value before, Value value) {
    for (int i = 0; i < said.names().size(); i++) {
      String word = said.names().get(i);
      boolean is =
          word.equals("keeps")
              ? keeps(said, before, value)
              : isTrue(word, said.values().get(i), before, value);
      if (!is) {
        return false;
      }
    }
    return true;
  }

  private boolean isTrue(String word, Object json, Value before, Value value) {
    return switch (word) {
      case "then" -> true; // It goes with keeps.
      case "is" -> is(json, value);
      case "in" -> ((List<?>) json).stream().anyMatch(one -> is(one, value));
      case "has" -> ((List<?>) json).stream().allMatch(one -> has(one, value));
      case "length" -> (Long) json == length(value);
      case "at" -> parts((JsonObject) json, before, value);
      default -> throw new AssertionError("the reader lets no other word pass: " + word);
    };
  }

  /** Its first elements are those that it had, and then come these, and no others. */
  private boolean keeps(JsonObject said, Value before, Value value) {
    long kept = (Long) said.get("keeps").orElseThrow();
    List<?> then = (List<?>) said.get("then").orElseThrow();
    if (before == null
        || !(before.toTuple() instanceof TupleValue was)
        || !(value.toTuple() instanceof TupleValue now)
        || kept > was.elems.length
        || kept + then.size() != now.elems.length) {
      return false;
    }
    for (int i = 0; i < kept; i++) {
      if (Changes.differ(was.elems[i], now.elems[i])) {
        return false;
      }
    }
    for (int i = 0; i < then.size(); i++) {
      if (!is(then.get(i), now.elems[(int) kept + i])) {
        return false;
      }
    }
    return true;
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

  private boolean parts(JsonObject said, Value before, Value value) {
    for (int i = 0; i < said.names().size(); i++) {
      String name = said.names().get(i);
      Value part = part(name, value);
      Value old = before == null ? null : part(name, before);
      if (part == null || !isTrue((JsonObject) said.values().get(i), old, part)) {
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
