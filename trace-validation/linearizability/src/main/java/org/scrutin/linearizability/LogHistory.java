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
      } else if (beginsWithNumber(line)) {
        throw HistoryException.at(
            source,
            number,
            "after the process a type and a name are due, such as :invoke :read; is the"
                + " line cut off? Mend it, or remove it");
      }
      if (!lines.hasNext() && line.contains(LOGGER) && !endsWithLineBreak(text)) {
        throw HistoryException.at(
            source,
            number,
            "the last line has no end; is the file cut off? Remove the line, or end it with"
                + " a line break if it is whole");
      }
    }
  }

  private static boolean endsWithLineBreak(String text) {
    return text.endsWith("\n") || text.endsWith("\r");
  }

  /** As the lines of clients do. */
  private static boolean beginsWithNumber(String line) {
    int at = start(line);
    if (at >= 0 && at + 1 < line.length() && "+-".indexOf(line.charAt(at)) >= 0) {
      at++;
    }
    return at >= 0 && at < line.length() && Character.isDigit(line.charAt(at));
  }

  private static boolean isOperation(String line) {
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
    EdnReader who = new EdnReader(line.substring(at, wordEnd(line, at)), source, number);
    Object process = HistoryEvent.process(who.value(), number, source);
    String type = keyword(line, at).orElseThrow();
    int typeAt = next(line, at);
    String f = keyword(line, typeAt).orElseThrow();
    String rest = line.substring(next(line, next(line, typeAt)));
    // What did not succeed says why instead of a value, in words of its own.
    boolean says = !rest.isBlank() && (type.equals("invoke") || type.equals("ok"));
    Object value = says ? value(rest, number, source) : Nil.NIL;
    return new HistoryEvent(number, process, type, f, value, false, -1);
  }

  private static Object value(String text, int number, String source) {
    EdnReader reader = new EdnReader(text, source, number);
    Object value;
    try {
      value = reader.value();
    } catch (HistoryException broken) {
      throw HistoryException.at(source, number, text + " is no value; mend it");
    }
    // Jepsen says more of an operation after its value, by a keyword.
    if (reader.more() && !(reader.value() instanceof Keyword)) {
      throw reader.broken("one value is due, not " + text + "; put brackets around several");
    }
    return value;
  }
}
