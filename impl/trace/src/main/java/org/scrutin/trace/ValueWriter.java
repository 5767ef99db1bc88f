package org.scrutin.trace;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;

/**
 * Writes Java values as the trace format has them. Records become objects, with the field {@code
 * type} first if they are the alternatives of a sealed interface; a record whose only component is
 * named {@code value} becomes that value; an empty {@link Optional} becomes {@code null}.
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
    } else if (value instanceof List<?> || value instanceof SortedSet<?>) {
      writeArray((Collection<?>) value);
    } else if (value instanceof Set<?> set && set.size() < 2) {
      writeArray(set);
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
      write(shape.component(0, instance));
      return;
    }
    json.writeStartObject();
    if (shape.type().isPresent()) {
      json.writeFieldName("type");
      json.writeString(shape.type().get());
    }
    for (int i = 0; i < shape.size(); i++) {
      json.writeFieldName(shape.name(i));
      write(shape.component(i, instance));
    }
    json.writeEndObject();
  }

  private void writeOptional(Optional<?> optional) throws IOException {
    if (optional.isPresent()) {
      write(optional.get());
    } else {
      json.writeNull();
    }
  }

  private void writeArray(Collection<?> elements) throws IOException {
    json.writeStartArray();
    for (Object element : elements) {
      write(element);
    }
    json.writeEndArray();
  }

  private void writeMap(Map<?, ?> map) throws IOException {
    json.writeStartObject();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      json.writeFieldName(String.valueOf(entry.getKey()));
      write(entry.getValue());
    }
    json.writeEndObject();
  }
}
