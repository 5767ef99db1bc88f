package org.scrutin.replay.engine.modules;

import java.util.List;
import org.scrutin.replay.JsonObject;
import tlc2.value.impl.BoolValue;
import tlc2.value.impl.IntValue;
import tlc2.value.impl.RecordValue;
import tlc2.value.impl.StringValue;
import tlc2.value.impl.TupleValue;
import tlc2.value.impl.Value;
import util.UniqueString;

/**
 * JSON as TLA+ values where nothing says which shape is meant: objects are records, arrays
 * sequences, null the text "null".
 */
public final class PlainValues {

  /** One for each sandbox, as {@link TraceEnvironment}. */
  private static final Shapes SHAPES = new Shapes();

  private PlainValues() {}

  /** The value, in normal form. */
  public static Value of(Object json) {
    if (json instanceof JsonObject object) {
      return record(object);
    }
    if (json instanceof List<?> list) {
      return list.isEmpty() ? TupleValue.EmptyTuple : new TupleValue(all(list));
    }
    if (json instanceof Long number) {
      return IntValue.gen(number.intValue());
    }
    if (json instanceof Boolean truth) {
      return truth ? BoolValue.ValTrue : BoolValue.ValFalse;
    }
    return new StringValue(UniqueString.uniqueStringOf(json.toString()));
  }

  private static Value record(JsonObject object) {
    return SHAPES.of(object.names()).record(all(object.values()));
  }

  private static Value[] all(List<?> list) {
    Value[] values = new Value[list.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = of(list.get(i));
    }
    return values;
  }

  /** The JSON of a value, as text. */
  public static String json(Value value) {
    StringBuilder text = new StringBuilder();
    append(value, text);
    return text.toString();
  }

  private static void append(Value value, StringBuilder text) {
    if (value instanceof RecordValue fields) {
      text.append('{');
      for (int i = 0; i < fields.names.length; i++) {
        text.append(i == 0 ? "" : ",").append(quoted(fields.names[i].toString())).append(':');
        append(fields.values[i], text);
      }
      text.append('}');
    } else if (value instanceof TupleValue tuple) {
      elements(tuple.elems, text);
    } else if (value instanceof StringValue string) {
      text.append(quoted(string.val.toString()));
    } else if (value instanceof BoolValue bool) {
      text.append(bool.val);
    } else if (value.toSetEnum() instanceof tlc2.value.impl.SetEnumValue set) {
      Value[] elements = new Value[set.elems.size()];
      for (int i = 0; i < elements.length; i++) {
        elements[i] = set.elems.elementAt(i);
      }
      elements(elements, text);
    } else if (value.toTuple() instanceof TupleValue tuple) {
      elements(tuple.elems, text);
    } else if (value.toFcnRcd() instanceof tlc2.value.impl.FcnRcdValue function) {
      Value[] domain = function.getDomainAsValues();
      text.append('{');
      for (int i = 0; i < domain.length; i++) {
        String key = domain[i] instanceof StringValue s ? s.val.toString() : domain[i].toString();
        text.append(i == 0 ? "" : ",").append(quoted(key)).append(':');
        append(function.values[i], text);
      }
      text.append('}');
    } else if (value instanceof IntValue) {
      text.append(value);
    } else {
      text.append(quoted(value.toString()));
    }
  }

  private static void elements(Value[] elements, StringBuilder text) {
    text.append('[');
    for (int i = 0; i < elements.length; i++) {
      text.append(i == 0 ? "" : ",");
      append(elements[i], text);
    }
    text.append(']');
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
  }
}
