package org.scrutin.trace;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;

/**
 * Writes Java values as the trace format has them. Records become objects, with the field {@code
 * type} first if they are the alternatives of a sealed interface; a record whose only component is
 * named {@code value} becomes that value; an empty {@link Optional} becomes {@code null}.
 *
 * <p>Brackets, commas and names are put down raw, in chunks that are made once for each class: a
 * trace is full of short fields.
 */
final class ValueWriter {

  private static final byte[] EMPTY_OBJECT = JsonOutput.ascii("{}");
  private static final byte[] END_OBJECT = JsonOutput.ascii("}");

  private final JsonOutput json;

  ValueWriter(JsonOutput json) {
    this.json = json;
  }

  void write(Object value) {
    if (value instanceof Integer number) {
      json.number(number);
    } else if (value instanceof Record instance) {
      writeRecord(instance);
    } else if (value instanceof String text) {
      json.text(text);
    } else if (value instanceof Enum<?> constant) {
      json.text(constant.toString());
    } else if (value instanceof Optional<?> optional) {
      writeOptional(optional);
    } else if (value instanceof Boolean truth) {
      json.truth(truth);
    } else if (value instanceof Long number) {
      json.number(number);
    } else if (value instanceof List<?> list) {
      writeArray(list);
    } else if (value instanceof SortedSet<?> set) {
      writeArray(List.copyOf(set));
    } else if (value instanceof Set<?> set && set.size() < 2) {
      writeArray(List.copyOf(set));
    } else if (value instanceof Map<?, ?> map) {
      writeMap(map);
    } else {
      throw new IllegalArgumentException(
          "cannot trace a value of "
              + (value == null ? "null" : value.getClass())
              + ": use records, enums, numbers, booleans, texts, Optional, List or SortedSet");
    }
  }

  private void writeRecord(Record instance) {
    RecordShape shape = RecordShape.of(instance.getClass());
    if (shape.isWrapper()) {
      writeComponent(shape, 0, instance);
      return;
    }
    for (int i = 0; i < shape.size(); i++) {
      json.raw(shape.prefix(i));
      writeComponent(shape, i, instance);
    }
    json.raw(shape.end());
  }

  /**
   * Writes those components of a record that differ from an older one.
   *
   * @param before of the same class, or null to write all
   * @param state a record, or a map, which is written whole
   */
  void writeChanges(Record before, Object state) {
    if (before == null || !(state instanceof Record after)) {
      write(state);
      return;
    }
    RecordShape shape = RecordShape.of(after.getClass());
    json.raw('{');
    boolean first = true;
    for (int i = 0; i < shape.size(); i++) {
      if (!shape.isSame(i, before, after)) {
        if (!first) {
          json.raw(',');
        }
        json.raw(shape.field(i));
        writeComponent(shape, i, after);
        first = false;
      }
    }
    json.raw('}');
  }

  private void writeComponent(RecordShape shape, int i, Record instance) {
    if (shape.isInt(i)) {
      json.number(shape.intComponent(i, instance));
    } else {
      write(shape.component(i, instance));
    }
  }

  private void writeOptional(Optional<?> optional) {
    if (optional.isPresent()) {
      write(optional.get());
    } else {
      json.nothing();
    }
  }

  private void writeArray(List<?> elements) {
    json.raw('[');
    for (int i = 0; i < elements.size(); i++) {
      if (i > 0) {
        json.raw(',');
      }
      write(elements.get(i));
    }
    json.raw(']');
  }

  private void writeMap(Map<?, ?> map) {
    char before = '{';
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      json.raw(before);
      json.text(name(entry.getKey()));
      json.raw(':');
      write(entry.getValue());
      before = ',';
    }
    json.raw(map.isEmpty() ? EMPTY_OBJECT : END_OBJECT);
  }

  /** A key is a name in JSON, whatever it would be as a value. */
  private static String name(Object key) {
    if (key instanceof Record instance) {
      RecordShape shape = RecordShape.of(instance.getClass());
      if (shape.isWrapper()) {
        return shape.isInt(0)
            ? Integer.toString(shape.intComponent(0, instance))
            : name(shape.component(0, instance));
      }
    }
    return String.valueOf(key);
  }
}
