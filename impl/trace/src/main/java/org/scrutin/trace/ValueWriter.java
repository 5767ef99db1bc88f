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
  private static final byte[] KEEPS = JsonOutput.ascii("{\"keeps\":");
  private static final byte[] THEN = JsonOutput.ascii(",\"then\":");
  private static final byte[] AT = JsonOutput.ascii("{\"at\":{");
  private static final byte[] END_AT = JsonOutput.ascii("}}");
  private static final byte[] IS = JsonOutput.ascii("{\"is\":");

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
   * @param before null to write all, as is done too if it is of another class
   * @param state a record, or a map, which is written whole
   * @param leavesEnds whether those are left out that {@link #writeEnds} writes
   * @return whether there are such
   */
  boolean writeChanges(Record before, Object state, boolean leavesEnds) {
    if (before == null || before.getClass() != state.getClass()) {
      write(state);
      return false;
    }
    Record after = (Record) state;
    RecordShape shape = RecordShape.of(after.getClass());
    json.raw('{');
    boolean first = true;
    boolean left = false;
    for (int i = 0; i < shape.size(); i++) {
      if (shape.isSame(i, before, after)) {
        continue;
      }
      if (leavesEnds && ListEnds.isWorth(shape, i, before, after)) {
        left = true;
      } else {
        comma(first);
        json.raw(shape.field(i));
        writeComponent(shape, i, after);
        first = false;
      }
    }
    json.raw('}');
    return left;
  }

  /**
   * Of components with long lists, of which the end has changed: what is kept, and what follows.
   */
  void writeEnds(Record before, Record after) {
    RecordShape shape = RecordShape.of(after.getClass());
    json.raw('{');
    boolean first = true;
    for (int i = 0; i < shape.size(); i++) {
      if (!shape.isSame(i, before, after) && ListEnds.isWorth(shape, i, before, after)) {
        comma(first);
        json.raw(shape.field(i));
        writeEnd(shape.component(i, before), shape.component(i, after));
        first = false;
      }
    }
    json.raw('}');
  }

  private void writeEnd(Object before, Object after) {
    if (after instanceof List<?> list) {
      int kept = ListEnds.kept((List<?>) before, list);
      json.raw(KEEPS);
      json.number(kept);
      json.raw(THEN);
      writeArray(list.subList(kept, list.size()));
      json.raw('}');
      return;
    }
    RecordShape shape = RecordShape.of(after.getClass());
    json.raw(AT);
    for (int i = 0; i < shape.size(); i++) {
      comma(i == 0);
      json.raw(shape.field(i));
      if (ListEnds.isWorth(shape, i, before, after)) {
        writeEnd(shape.component(i, before), shape.component(i, after));
      } else {
        json.raw(IS);
        writeComponent(shape, i, (Record) after);
        json.raw('}');
      }
    }
    json.raw(END_AT);
  }

  private void comma(boolean first) {
    if (!first) {
      json.raw(',');
    }
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
