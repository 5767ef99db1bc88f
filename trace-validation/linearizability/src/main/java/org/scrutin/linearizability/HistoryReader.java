package org.scrutin.linearizability;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads histories: EDN as Jepsen and Knossos write it, JSON (a map a line, or one array), and the
 * text log of Jepsen's tests. The format is told from how the text begins.
 */
public final class HistoryReader {

  /** With one of these EDN or JSON begins, and a log does not. */
  private static final String BEGINNINGS = "{[(;#\"";

  /** Some editors write it before the text, and it says nothing. */
  private static final String BYTE_ORDER_MARK = "\uFEFF";

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
    String plain = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    int first = skip(plain, 0);
    if (first < plain.length() && BEGINNINGS.indexOf(plain.charAt(first)) < 0) {
      LogHistory.read(plain, source, assembler);
    } else if (isJson(plain)) {
      // A class of its own: who reads none need not load a library.
      JsonHistory.read(plain, source, assembler);
    } else {
      EdnHistory.read(plain, source, assembler);
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
  private static boolean isJson(String text) {
    int at = skip(text, 0);
    if (at < text.length() && text.charAt(at) == '[') {
      at = skip(text, at + 1);
    }
    if (at == text.length() || text.charAt(at) != '{') {
      return false;
    }
    at = skip(text, at + 1);
    return at < text.length() && text.charAt(at) == '"';
  }

  private static int skip(String text, int from) {
    int at = from;
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at;
  }
}
