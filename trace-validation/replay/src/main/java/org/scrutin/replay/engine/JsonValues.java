package org.scrutin.replay.engine;

import java.util.List;
import java.util.Set;
import org.scrutin.replay.JsonObject;
import tlc2.value.impl.Applicable;
import tlc2.value.impl.BoolValue;
import tlc2.value.impl.Enumerable;
import tlc2.value.impl.FcnLambdaValue;
import tlc2.value.impl.FcnRcdValue;
import tlc2.value.impl.IntValue;
import tlc2.value.impl.ModelValue;
import tlc2.value.impl.RecordValue;
import tlc2.value.impl.SetEnumValue;
import tlc2.value.impl.StringValue;
import tlc2.value.impl.TupleValue;
import tlc2.value.impl.Value;
import tlc2.value.impl.ValueEnumeration;

/**
 * Compares JSON with TLA+ values: the value's shape says what the JSON means. No text is built on
 * the way. TLC itself refuses to compare a number with a text; here it is a {@link Fit}.
 */
final class JsonValues {

  private final Set<String> modelValues;
  private final Value none;
  private final Elements elements = new Elements(this);

  /**
   * @param modelValues the names of all model values
   * @param none what JSON's null means, or null if the specification has no {@code None}
   */
  JsonValues(Set<String> modelValues, Value none) {
    this.modelValues = Set.copyOf(modelValues);
    this.none = none;
  }

  /** How the JSON and the value compare. */
  Fit fit(Object json, Value value) {
    if (json == JsonObject.Absent.NULL) {
      return none == null ? Fit.MISSHAPEN : same(isNone(value));
    }
    if (value instanceof ModelValue model) {
      return same(json instanceof String text && model.val.toString().equals(text));
    }
    if (json instanceof Long number) {
      return value instanceof IntValue integer ? same(number == integer.val) : misfit(value);
    }
    if (json instanceof String text) {
      if (value instanceof StringValue string) {
        return same(string.val.toString().equals(text));
      }
      return modelValues.contains(text) ? Fit.DIFFERENT : misfit(value);
    }
    if (json instanceof Boolean truth) {
      return value instanceof BoolValue bool ? same(truth == bool.val) : misfit(value);
    }
    if (json instanceof List<?> elements) {
      return fitArray(elements, value);
    }
    return fitObject((JsonObject) json, value);
  }

  private static Fit same(boolean same) {
    return same ? Fit.SAME : Fit.DIFFERENT;
  }

  private boolean isNone(Value value) {
    return value == none || (value.getKind() == none.getKind() && value.equals(none));
  }

  /** Any JSON may stand where the specification has None: it says something else. */
  private Fit misfit(Value value) {
    return none != null && isNone(value) ? Fit.DIFFERENT : Fit.MISSHAPEN;
  }

  private Fit fitArray(List<?> elements, Value value) {
    if (value instanceof TupleValue tuple) {
      return fitAll(elements, tuple.elems);
    }
    if (isFunction(value)) {
      if (value.toTuple() instanceof TupleValue sequence) {
        return fitAll(elements, sequence.elems);
      }
      // The empty sequence is the empty function.
      return elements.isEmpty() ? Fit.DIFFERENT : misfit(value);
    }
    if (value instanceof Enumerable set) {
      return fitSet(elements, set);
    }
    return misfit(value);
  }

  private Fit fitAll(List<?> elements, Value[] values) {
    if (elements.size() != values.length) {
      return Fit.DIFFERENT;
    }
    for (int i = 0; i < values.length; i++) {
      Fit fit = fit(elements.get(i), values[i]);
      if (fit != Fit.SAME) {
        return fit;
      }
    }
    return Fit.SAME;
  }

  /** A set in any order. An element that stands twice is no way to write a set. */
  private Fit fitSet(List<?> elements, Enumerable set) {
    if (elements.size() > 1 && Set.copyOf(elements).size() < elements.size()) {
      return Fit.MISSHAPEN;
    }
    if (elements.size() != set.size()) {
      return Fit.DIFFERENT;
    }
    boolean[] taken = new boolean[elements.size()];
    for (Object element : elements) {
      Fit fit = fitElement(element, set, taken);
      if (fit != Fit.SAME) {
        return fit;
      }
    }
    return Fit.SAME;
  }

  /**
   * Whether the JSON is an element that nothing has been before: one may be written in two ways.
   * Misshapen if it is so beside every element, or says one a second time.
   */
  private Fit fitElement(Object json, Enumerable set, boolean[] taken) {
    Fit best = Fit.MISSHAPEN;
    boolean twice = false;
    ValueEnumeration all = set.elements();
    for (int i = 0; i < taken.length; i++) {
      Fit fit = fit(json, all.nextElement());
      if (fit == Fit.SAME && !taken[i]) {
        taken[i] = true;
        return fit;
      }
      twice |= fit == Fit.SAME;
      best = fit == Fit.DIFFERENT ? fit : best;
    }
    return twice ? Fit.MISSHAPEN : best;
  }

  private Fit fitObject(JsonObject object, Value value) {
    if (value instanceof RecordValue fields) {
      return fitFields(object, fields);
    }
    if (value instanceof TupleValue tuple) {
      if (tuple.elems.length == 0 || object.names().isEmpty()) {
        return same(tuple.elems.length == 0 && object.names().isEmpty());
      }
      // A function over 1 to n is a sequence, and TLC may hold it as one.
      return isOverNumbers(object)
          ? fitFunction(object, (FcnRcdValue) tuple.toFcnRcd())
          : Fit.MISSHAPEN;
    }
    if (isFunction(value)) {
      return fitFunction(object, (FcnRcdValue) value.toFcnRcd());
    }
    return misfit(value);
  }

  private static boolean isOverNumbers(JsonObject object) {
    return object.names().stream().allMatch(name -> name.matches("-?\\d{1,10}"));
  }

  private Fit fitFields(JsonObject object, RecordValue fields) {
    List<String> names = object.names();
    if (names.size() != fields.names.length) {
      return Fit.DIFFERENT;
    }
    Fit all = Fit.SAME;
    for (int i = 0; i < fields.names.length; i++) {
      int k = names.indexOf(fields.names[i].toString());
      if (k < 0) {
        return Fit.DIFFERENT;
      }
      Fit fit = fit(object.values().get(k), fields.values[i]);
      // Fields of one name may differ in kind between kinds of records: any difference wins.
      if (fit == Fit.DIFFERENT) {
        return fit;
      }
      all = fit == Fit.MISSHAPEN ? fit : all;
    }
    return all;
  }

  private Fit fitFunction(JsonObject object, FcnRcdValue function) {
    Value[] domain = function.getDomainAsValues();
    if (object.names().size() != domain.length) {
      return Fit.DIFFERENT;
    }
    for (int i = 0; i < domain.length; i++) {
      String name = key(domain[i]);
      if (name == null || domain[i].getClass() != domain[0].getClass()) {
        return Fit.MISSHAPEN; // Of two kinds, such as 1 and "1", both may have one name.
      }
      int k = object.names().indexOf(name);
      if (k < 0) {
        return Fit.DIFFERENT;
      }
      Fit fit = fit(object.values().get(k), function.values[i]);
      if (fit != Fit.SAME) {
        return fit;
      }
    }
    return Fit.SAME;
  }

  /** How an element of a function's domain is written as the name of a JSON field, or null. */
  static String key(Value element) {
    if (element instanceof StringValue text) {
      return text.val.toString();
    }
    return element instanceof ModelValue || element instanceof IntValue ? element.toString() : null;
  }

  private static boolean isFunction(Value value) {
    return value instanceof FcnRcdValue || value instanceof FcnLambdaValue;
  }

  /** The element of a set that the JSON says, or null. The set need not be finite. */
  Value find(Object json, Value set) {
    return elements.find(json, set);
  }

  /** What JSON's null means, or null if the specification has no {@code None}. */
  Value none() {
    return none;
  }

  /** The model value of that name, or null. */
  Value modelValue(String name) {
    for (ModelValue model : ModelValue.mvs) {
      if (modelValues.contains(name) && model.val.toString().equals(name)) {
        return model;
      }
    }
    return null;
  }

  /** Whether the JSON could be an element of the set, as far as its shape goes. */
  boolean hasShapeOf(Object json, Value set) {
    return set instanceof SetEnumValue listed
        ? listed.size() == 0
            || fitElement(json, listed, new boolean[listed.size()]) != Fit.MISSHAPEN
        : elements.hasShapeOf(json, set);
  }

  /** The part of a variable that belongs to a node, or null where it has no such part. */
  Value part(Value variable, Object node) {
    if (variable instanceof FcnRcdValue function) {
      if (function.intv != null) {
        return node instanceof Long number
                && number >= function.intv.low
                && number <= function.intv.high
            ? function.values[(int) (number - function.intv.low)]
            : null;
      }
      for (int i = 0; i < function.domain.length; i++) {
        if (fit(node, function.domain[i]) == Fit.SAME) {
          return function.values[i];
        }
      }
      return null;
    }
    if (variable instanceof TupleValue tuple) {
      return node instanceof Long number && number >= 1 && number <= tuple.elems.length
          ? tuple.elems[(int) (number - 1)]
          : null;
    }
    if (variable instanceof RecordValue fields) {
      for (int i = 0; i < fields.names.length; i++) {
        if (node instanceof String text && fields.names[i].toString().equals(text)) {
          return fields.values[i];
        }
      }
      return null;
    }
    return variable instanceof FcnLambdaValue ? part(variable.toFcnRcd(), node) : null;
  }

  /** Whether the value is the node, or a message to it, or another record that has it. */
  boolean mentions(Value value, Object node) {
    if (!(value instanceof RecordValue fields)) {
      return fit(node, value) == Fit.SAME;
    }
    boolean any = false;
    for (int i = 0; i < fields.names.length; i++) {
      boolean is = fit(node, fields.values[i]) == Fit.SAME;
      if (fields.names[i].toString().equals("to")) {
        return is;
      }
      any |= is;
    }
    return any;
  }

  /** What kind of value it is, and which one. */
  static String kind(Value value) {
    String kind;
    if (value instanceof IntValue) {
      kind = "a number";
    } else if (value instanceof StringValue) {
      kind = "a text";
    } else if (value instanceof BoolValue) {
      kind = "a boolean";
    } else if (value instanceof RecordValue) {
      kind = "a record";
    } else if (value instanceof TupleValue) {
      kind = "a sequence";
    } else if (value instanceof Applicable) {
      kind = "a function";
    } else if (value instanceof ModelValue) {
      kind = "a model value";
    } else {
      kind = "a set";
    }
    return kind + ", " + Culprit.shorten(value.toString());
  }
}
