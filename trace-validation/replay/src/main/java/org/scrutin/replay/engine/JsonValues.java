package org.scrutin.replay.engine;

import java.util.List;
import org.scrutin.replay.JsonObject;
import tlc2.value.impl.Applicable;
import tlc2.value.impl.BoolValue;
import tlc2.value.impl.Enumerable;
import tlc2.value.impl.FcnLambdaValue;
import tlc2.value.impl.FcnRcdValue;
import tlc2.value.impl.IntValue;
import tlc2.value.impl.ModelValue;
import tlc2.value.impl.RecordValue;
import tlc2.value.impl.StringValue;
import tlc2.value.impl.TupleValue;
import tlc2.value.impl.Value;
import tlc2.value.impl.ValueEnumeration;
import util.UniqueString;

/** Compares JSON with TLA+ values: the value's shape says what the JSON means. */
final class JsonValues {

  /** The JSON cannot mean a value of this kind, whatever it says. */
  static final class ShapeException extends Exception {
    private static final long serialVersionUID = 1L;

    ShapeException(Object json, Value value) {
      super(JsonObject.show(json) + " was logged where the specification has " + kind(value));
    }
  }

  private JsonValues() {}

  /** Whether the JSON says this value. */
  static boolean matches(Object json, Value value) throws ShapeException {
    if (value instanceof ModelValue model) {
      return json == JsonObject.Absent.NULL
          ? model.val.toString().equals("None")
          : json instanceof String text && model.val.toString().equals(text);
    }
    if (json == JsonObject.Absent.NULL) {
      return false;
    }
    if (json instanceof Long number && value instanceof IntValue integer) {
      return number == integer.val;
    }
    if (json instanceof String text && value instanceof StringValue string) {
      return string.val.toString().equals(text);
    }
    if (json instanceof Boolean truth && value instanceof BoolValue bool) {
      return truth == bool.val;
    }
    if (json instanceof List<?> elements) {
      return matchesArray(elements, value);
    }
    if (json instanceof JsonObject object) {
      return matchesObject(object, value);
    }
    throw new ShapeException(json, value);
  }

  private static boolean matchesArray(List<?> elements, Value value) throws ShapeException {
    if (value instanceof TupleValue tuple) {
      return matchesAll(elements, tuple.elems);
    }
    if (isFunction(value)) {
      Value tuple = value.toTuple();
      if (tuple instanceof TupleValue sequence) {
        return matchesAll(elements, sequence.elems);
      }
      if (elements.isEmpty()) {
        return value.size() == 0;
      }
      throw new ShapeException(elements, value);
    }
    if (value instanceof Enumerable set) {
      return matchesSet(elements, set);
    }
    throw new ShapeException(elements, value);
  }

  private static boolean matchesAll(List<?> elements, Value[] values) throws ShapeException {
    if (elements.size() != values.length) {
      return false;
    }
    for (int i = 0; i < values.length; i++) {
      if (!matches(elements.get(i), values[i])) {
        return false;
      }
    }
    return true;
  }

  private static boolean matchesSet(List<?> elements, Enumerable set) throws ShapeException {
    if (elements.size() != set.size()) {
      return false;
    }
    for (Object element : elements) {
      if (find(element, set) == null) {
        return false;
      }
    }
    return true;
  }

  /** The element of the set that the JSON says, or null. */
  static Value find(Object json, Enumerable set) throws ShapeException {
    ValueEnumeration all = set.elements();
    for (Value element = all.nextElement(); element != null; element = all.nextElement()) {
      if (mayMatch(json, element) && matches(json, element)) {
        return element;
      }
    }
    return null;
  }

  /** Elements of one set may differ in shape; only those of the JSON's shape are compared. */
  private static boolean mayMatch(Object json, Value element) {
    if (!(json instanceof JsonObject object) || !(element instanceof RecordValue fields)) {
      return true;
    }
    return object.names().size() == fields.names.length;
  }

  private static boolean matchesObject(JsonObject object, Value value) throws ShapeException {
    if (value instanceof RecordValue fields) {
      return matchesFields(object, fields);
    }
    if (isFunction(value) && value.toRcd() instanceof RecordValue fields) {
      return matchesFields(object, fields);
    }
    throw new ShapeException(object, value);
  }

  private static boolean matchesFields(JsonObject object, RecordValue fields)
      throws ShapeException {
    List<String> names = object.names();
    if (names.size() != fields.names.length) {
      return false;
    }
    for (int i = 0; i < fields.names.length; i++) {
      int k = names.indexOf(fields.names[i].toString());
      if (k < 0) {
        return false;
      }
      Object json = object.values().get(k);
      Value value = fields.values[i];
      // Fields of one name may differ in kind between kinds of messages.
      if (json instanceof String
          && !(value instanceof StringValue || value instanceof ModelValue)) {
        return false;
      }
      if (!matches(json, value)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isFunction(Value value) {
    return value instanceof FcnRcdValue || value instanceof FcnLambdaValue;
  }

  /** The value of a number, text or boolean; null for what has parts. */
  static Value atom(Object json) {
    if (json instanceof Long number && number == number.intValue()) {
      return IntValue.gen(number.intValue());
    }
    if (json instanceof Boolean truth) {
      return truth ? BoolValue.ValTrue : BoolValue.ValFalse;
    }
    if (json instanceof String text) {
      Value model = modelValue(text);
      return model != null ? model : new StringValue(UniqueString.uniqueStringOf(text));
    }
    return json == JsonObject.Absent.NULL ? modelValue("None") : null;
  }

  private static Value modelValue(String name) {
    if (ModelValue.mvs != null) {
      for (ModelValue model : ModelValue.mvs) {
        if (model.val.toString().equals(name)) {
          return model;
        }
      }
    }
    return null;
  }

  /**
   * The part of a variable that belongs to a node: {@code x[at]}, or x where it has no such part.
   */
  static Value at(Value variable, Value node) {
    if (variable instanceof Applicable function
        && !(variable instanceof RecordValue && !(node instanceof StringValue))) {
      Value part = function.select(node);
      return part == null ? variable : part;
    }
    return variable;
  }

  static String kind(Value value) {
    if (value instanceof IntValue) {
      return "a number, " + value;
    }
    if (value instanceof StringValue) {
      return "a text, " + value;
    }
    if (value instanceof BoolValue) {
      return "a boolean, " + value;
    }
    if (value instanceof RecordValue) {
      return "a record, " + value;
    }
    if (value instanceof TupleValue || isFunction(value)) {
      return "a sequence or function, " + value;
    }
    return "a set, " + value;
  }
}
