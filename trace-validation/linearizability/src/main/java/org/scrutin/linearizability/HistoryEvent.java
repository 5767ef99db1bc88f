package org.scrutin.linearizability;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * One line of a history, whatever its format.
 *
 * @param line from 1
 * @param process an integer for a client, a name for anybody else
 * @param type invoke, ok, fail or info
 * @param keyed whether it has a field for its key, which is put before the value then
 * @param index its number in the whole history; -1 where it has none
 */
record HistoryEvent(
    int line, Object process, String type, String f, Object value, boolean keyed, long index) {

  /** Who writes so means a client, and must not become a name that counts for nothing. */
  private static final Pattern NUMBER = Pattern.compile("\\s*(##.*|[+-]?\\d+([./]\\d*)?[NM]?)\\s*");

  /**
   * Of a map's fields.
   *
   * @throws HistoryException where one is missing
   */
  static HistoryEvent of(Map<String, Object> fields, int line, String source) {
    Object process = process(require(fields, "process", line, source), line, source);
    Object value = fields.getOrDefault("value", Nil.NIL);
    long index = fields.get("index") instanceof Long number && number >= 0 ? number : -1;
    if (!(process instanceof Long)) {
      // The nemesis may say what it likes.
      String type = plain(fields.getOrDefault("type", "info"));
      String f = plain(fields.getOrDefault("f", ""));
      return new HistoryEvent(line, process, type, f, value, false, index);
    }
    // Porcupine's logs of key-value stores have the key apart.
    boolean keyed = fields.containsKey("key");
    if (keyed) {
      value = List.of(fields.get("key"), value);
    }
    String type = plain(require(fields, "type", line, source));
    String f = plain(require(fields, "f", line, source));
    return new HistoryEvent(line, process, type, f, value, keyed, index);
  }

  /** A whole number, or a name. */
  static Object process(Object process, int line, String source) {
    boolean name =
        process instanceof Keyword
            || (process instanceof String text && !NUMBER.matcher(text).matches());
    if (name || process instanceof Long) {
      return process;
    }
    throw HistoryException.at(
        source,
        line,
        "the process must be a whole number of 64 bits, not "
            + (process instanceof String ? "the text \"" + process + "\"" : process)
            + "; a text that is none, such as nemesis, is not a client");
  }

  private static Object require(Map<String, Object> fields, String name, int line, String source) {
    Object value = fields.get(name);
    if (value == null) {
      throw HistoryException.at(
          source, line, "the operation has no " + name + "; add it, or remove the line");
    }
    return value;
  }

  /** A name without the colon that keywords have. */
  static String plain(Object name) {
    String text = name instanceof Keyword keyword ? keyword.name() : name.toString();
    return text.startsWith(":") ? text.substring(1) : text;
  }
}
