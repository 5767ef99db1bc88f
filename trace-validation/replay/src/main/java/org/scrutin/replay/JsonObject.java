package org.scrutin.replay;

import java.util.List;
import java.util.Optional;

/**
 * A JSON object in the order of its fields. Values are Long, Boolean, String, {@link Absent},
 * {@code List<Object>} or JsonObject. Immutable.
 *
 * @param names the fields' names
 * @param values their values, in the same order
 */
public record JsonObject(List<String> names, List<Object> values) {

  /** What JSON calls null. */
  public enum Absent {
    NULL;

    @Override
    public String toString() {
      return "null";
    }
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

  /** The value in the manner of TLA+. */
  public static String show(Object json) {
    if (json instanceof String text) {
      return '"' + text + '"';
    }
    if (json == Absent.NULL) {
      return "None";
    }
    return json.toString();
  }
}
