package org.scrutin.linearizability;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads histories: EDN as Jepsen and Knossos write it, JSON (a map a line, or one array), and the
 * text log of Jepsen's tests. The format is told from the first lines.
 */
public final class HistoryReader {

  /** The format shows in so many characters. */
  private static final int HEAD = 1 << 12;

  private HistoryReader() {}

  /**
   * Reads a file.
   *
   * @throws HistoryException where it is no history
   */
  public static History read(Path file) throws IOException {
    try {
      return parse(Files.readString(file), file.toString());
    } catch (MalformedInputException notText) {
      throw new HistoryException(file + ": this is no text in UTF-8; name a history");
    }
  }

  /**
   * Reads a text.
   *
   * @param source its name in messages
   * @throws HistoryException where it is no history
   */
  public static History parse(String text, String source) {
    HistoryAssembler assembler = new HistoryAssembler(source);
    String head = text.substring(0, Math.min(text.length(), HEAD)).stripLeading();
    if (head.startsWith("INFO") || head.lines().anyMatch(LogHistory::isOperation)) {
      LogHistory.read(text, source, assembler);
    } else if (isJson(head)) {
      // A class of its own: who reads none need not load a library.
      JsonHistory.read(text, source, assembler);
    } else {
      EdnHistory.read(text, source, assembler);
    }
    return assembler.history();
  }

  /**
   * One value, written as in EDN.
   *
   * @param source its name in messages
   * @throws HistoryException where it is none
   */
  public static Object value(String text, String source) {
    EdnReader reader = new EdnReader(text, source);
    Object value = reader.value();
    if (reader.more()) {
      throw reader.broken("one value is due, not several; put brackets around them");
    }
    return value;
  }

  /** JSON's keys are quoted, and EDN's are not. */
  private static boolean isJson(String head) {
    int at = skip(head, 0);
    if (at < head.length() && head.charAt(at) == '[') {
      at = skip(head, at + 1);
    }
    if (at == head.length() || head.charAt(at) != '{') {
      return false;
    }
    at = skip(head, at + 1);
    return at < head.length() && head.charAt(at) == '"';
  }

  private static int skip(String text, int from) {
    int at = from;
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at;
  }
}
