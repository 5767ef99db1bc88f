package org.scrutin.linearizability;

import java.util.List;
import java.util.Map;

/**
 * One line of a history, whatever its format.
 *
 * @param line from 1
 * @param process an integer for a client
 * @param type invoke, ok, fail or info
 */
record HistoryEvent(int line, Object process, String type, String f, Object value) {

  /**
   * Of a map's fields.
   *
   * @throws HistoryException where one is missing
   */
  static HistoryEvent of(Map<String, Object> fields, int line, String source) {
    Object process = require(fields, "process", line, source);
    Object value = fields.getOrDefault("value", Nil.NIL);
    if (!(process instanceof Long)) {
      // The nemesis may say what it likes.
      String type = plain(fields.getOrDefault("type", "info"));
      return new HistoryEvent(line, process, type, plain(fields.getOrDefault("f", "")), value);
    }
    // Porcupine's logs of key-value stores have the key apart.
    if (fields.containsKey("key")) {
      value = List.of(fields.get("key"), value);
    }
    String type = plain(require(fields, "type", line, source));
    return new HistoryEvent(line, process, type, plain(require(fields, "f", line, source)), value);
  }

  private static Object require(Map<String, Object> fields, String name, int line, String source) {
    Object value = fields.get(name);
    if (value == null) {
      throw new HistoryException(
          source + ":" + line + ": the operation has no " + name + "; add it, or remove the line");
    }
    return value;
  }

  /** A name without the colon that keywords have. */
  static String plain(Object name) {
    String text = name instanceof Keyword keyword ? keyword.name() : name.toString();
    return text.startsWith(":") ? text.substring(1) : text;
  }
}
