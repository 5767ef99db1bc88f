package org.scrutin.replay;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A JSON object in the order of its fields. Values are Long, Boolean, String, {@link Absent},
 * {@code List<Object>} or JsonObject. Immutable, and compared with the order of its fields.
 *
 * @param names the fields' names
 * @param values their values, in the same order
 */
public record JsonObject(List<String> names, List<Object> values) {

  public static final JsonObject EMPTY = new JsonObject(List.of(), List.of());

  /** What JSON calls null. */
  public enum Absent {
    NULL;

    @Override
    public String toString() {
      return "null";
    }
  }

  /**
   * From a map of numbers, booleans, strings, lists and maps.
   *
   * @throws IllegalArgumentException if there is another kind of value
   */
  public static JsonObject of(Map<String, ?> map) {
    List<Object> values = new ArrayList<>();
    map.values().forEach(value -> values.add(json(value)));
    return new JsonObject(List.copyOf(map.keySet()), List.copyOf(values));
  }

  private static Object json(Object value) {
    if (value instanceof Integer number) {
      return number.longValue();
    }
    if (value instanceof List<?> list) {
      return list.stream().map(JsonObject::json).toList();
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> fields = new LinkedHashMap<>();
      map.forEach((name, field) -> fields.put(String.valueOf(name), field));
      return of(fields);
    }
    if (value instanceof Long
        || value instanceof Boolean
        || value instanceof String
        || value instanceof Absent
        || value instanceof JsonObject) {
      return value;
    }
    throw new IllegalArgumentException(value + " is no JSON value");
  }

  /** The fields as a map, which {@link #of} turns back. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      map.put(names.get(i), values.get(i));
    }
    return map;
  }

  /** The value of a field. */
  public Optional<Object> get(String name) {
    int i = names.indexOf(name);
    return i < 0 ? Optional.empty() : Optional.of(values.get(i));
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("[");
    for (int i = 0; i < names.size(); i++) {
      text.append(i == 0 ? "" : ", ").append(names.get(i)).append(" |-> ");
      text.append(show(values.get(i)));
    }
    return text.append(']').toString();
  }

  /** The value in the manner of TLA+; an array, which may be a set or a sequence, in brackets. */
  public static String show(Object json) {
    if (json instanceof String text) {
      return '"' + text + '"';
    }
    if (json instanceof Boolean truth) {
      return truth ? "TRUE" : "FALSE";
    }
    if (json instanceof List<?> list) {
      return list.stream().map(JsonObject::show).toList().toString();
    }
    return json == Absent.NULL ? "None" : json.toString();
  }
}
