package org.scrutin.trace;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
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
 * <p>Brackets, commas and names are put down raw, in chunks that are made once for each class;
 * Jackson writes the values. A trace is full of short fields.
 */
final class ValueWriter {

  private final JsonGenerator json;

  ValueWriter(JsonGenerator json) {
    this.json = json;
  }

  void write(Object value) throws IOException {
    if (value instanceof Integer number) {
      json.writeNumber(number);
    } else if (value instanceof Record instance) {
      writeRecord(instance);
    } else if (value instanceof String text) {
      json.writeString(text);
    } else if (value instanceof Enum<?> constant) {
      json.writeString(constant.toString());
    } else if (value instanceof Optional<?> optional) {
      writeOptional(optional);
    } else if (value instanceof Boolean truth) {
      json.writeBoolean(truth);
    } else if (value instanceof Long number) {
      json.writeNumber(number);
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

  private void writeRecord(Record instance) throws IOException {
    RecordShape shape = RecordShape.of(instance.getClass());
    if (shape.isWrapper()) {
      writeComponent(shape, 0, instance);
      return;
    }
    for (int i = 0; i < shape.size(); i++) {
      json.writeRaw(shape.prefix(i));
      writeComponent(shape, i, instance);
    }
    json.writeRaw(shape.end());
  }

  /**
   * Writes those components of a record that differ from an older one.
   *
   * @param before of the same class, or null to write all
   */
  void writeChanges(Record before, Record after) throws IOException {
    if (before == null) {
      write(after);
      return;
    }
    RecordShape shape = RecordShape.of(after.getClass());
    json.writeRaw('{');
    boolean first = true;
    for (int i = 0; i < shape.size(); i++) {
      if (!shape.isSame(i, before, after)) {
        if (!first) {
          json.writeRaw(',');
        }
        json.writeRaw(shape.field(i));
        writeComponent(shape, i, after);
        first = false;
      }
    }
    json.writeRaw('}');
  }

  private void writeComponent(RecordShape shape, int i, Record instance) throws IOException {
    if (shape.isInt(i)) {
      json.writeNumber(shape.intComponent(i, instance));
    } else {
      write(shape.component(i, instance));
    }
  }

  private void writeOptional(Optional<?> optional) throws IOException {
    if (optional.isPresent()) {
      write(optional.get());
    } else {
      json.writeNull();
    }
  }

  private void writeArray(List<?> elements) throws IOException {
    json.writeRaw('[');
    for (int i = 0; i < elements.size(); i++) {
      if (i > 0) {
        json.writeRaw(',');
      }
      write(elements.get(i));
    }
    json.writeRaw(']');
  }

  private void writeMap(Map<?, ?> map) throws IOException {
    char before = '{';
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      json.writeRaw(before);
      json.writeString(name(entry.getKey()));
      json.writeRaw(':');
      write(entry.getValue());
      before = ',';
    }
    json.writeRaw(map.isEmpty() ? "{}" : "}");
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
