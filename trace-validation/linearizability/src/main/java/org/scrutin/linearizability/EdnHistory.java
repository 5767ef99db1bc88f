package org.scrutin.linearizability;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A map a line, or all in one vector or list. */
final class EdnHistory {

  private EdnHistory() {}

  static void read(String text, String source, HistoryAssembler assembler) {
    EdnReader reader = new EdnReader(text, source);
    Optional<Character> bracket = reader.open();
    while (bracket.isPresent() ? !reader.close(bracket.get()) : reader.more()) {
      reader.more();
      int line = reader.line();
      if (!(reader.value() instanceof Map<?, ?> map)) {
        throw HistoryException.at(
            source,
            line,
            "an operation is a map, such as {:process 0, :type :invoke, :f"
                + " :read, :value nil}; mend this line");
      }
      Map<String, Object> fields = new LinkedHashMap<>();
      map.forEach(
          (key, value) -> {
            if (fields.put(HistoryEvent.plain(key), value) != null) {
              throw HistoryException.at(
                  source, line, "the key " + key + " stands twice; remove one");
            }
          });
      assembler.add(HistoryEvent.of(fields, line, source));
    }
    if (reader.more()) {
      throw reader.broken(
          "nothing may follow the bracket that ends the history; remove it, or mend the brackets");
    }
  }
}
