package org.scrutin.linearizability;

import java.util.Iterator;
import java.util.Optional;

/**
 * The text log of Jepsen's tests, old ({@code INFO jepsen.util - 0 :invoke :cas [3 1]}) and new
 * ({@code … INFO [jepsen worker 0] jepsen.util: 0 :invoke :cas [3 1]}). Other lines are left out.
 */
final class LogHistory {

  private static final String LOGGER = "jepsen.util";

  private LogHistory() {}

  static void read(String text, String source, HistoryAssembler assembler) {
    int number = 0;
    for (Iterator<String> lines = text.lines().iterator(); lines.hasNext(); ) {
      String line = lines.next();
      number++;
      if (isOperation(line)) {
        assembler.add(event(line, number, source));
      }
    }
  }

  static boolean isOperation(String line) {
    int at = start(line);
    return at >= 0 && keyword(line, at).isPresent() && keyword(line, next(line, at)).isPresent();
  }

  /** Where the process stands: after the logger's name and a dash or a colon; -1 if nowhere. */
  private static int start(String line) {
    int logger = line.indexOf(LOGGER);
    if (logger < 0) {
      return -1;
    }
    int at = logger + LOGGER.length();
    while (at < line.length() && Character.isWhitespace(line.charAt(at))) {
      at++;
    }
    return at < line.length() && (line.charAt(at) == '-' || line.charAt(at) == ':')
        ? blanks(line, at + 1)
        : -1;
  }

  private static int blanks(String line, int from) {
    int at = from;
    while (at < line.length() && Character.isWhitespace(line.charAt(at))) {
      at++;
    }
    return at;
  }

  private static int wordEnd(String line, int from) {
    int at = from;
    while (at < line.length() && !Character.isWhitespace(line.charAt(at))) {
      at++;
    }
    return at;
  }

  /** Where the word after the one at this place begins. */
  private static int next(String line, int at) {
    return blanks(line, wordEnd(line, at));
  }

  /** The keyword after the word at this place, without its colon. */
  private static Optional<String> keyword(String line, int at) {
    int from = next(line, at);
    return from < line.length() && line.charAt(from) == ':'
        ? Optional.of(line.substring(from + 1, wordEnd(line, from)))
        : Optional.empty();
  }

  private static HistoryEvent event(String line, int number, String source) {
    int at = start(line);
    Object process = new EdnReader(line.substring(at, wordEnd(line, at)), source).value();
    String type = keyword(line, at).orElseThrow();
    int typeAt = next(line, at);
    String f = keyword(line, typeAt).orElseThrow();
    String rest = line.substring(next(line, next(line, typeAt)));
    Object value = Nil.NIL;
    // What did not succeed says why instead of a value, in words of its own.
    if (!rest.isBlank() && (type.equals("invoke") || type.equals("ok"))) {
      try {
        value = new EdnReader(rest, source).value();
      } catch (HistoryException broken) {
        throw new HistoryException(source + ":" + number + ": " + rest + " is no value; mend it");
      }
    }
    return new HistoryEvent(number, process, type, f, value);
  }
}
