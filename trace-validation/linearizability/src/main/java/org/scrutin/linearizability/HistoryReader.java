package org.scrutin.linearizability;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

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
   * Reads a file, which may be packed with gzip.
   *
   * @throws HistoryException where it is no history
   */
  public static History read(Path file) throws IOException {
    return parse(text(file), file.toString());
  }

  private static String text(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new HistoryException(file + ": this is a folder; name a history in it");
    }
    try {
      byte[] bytes = Files.readAllBytes(file);
      return decoded(isPacked(bytes) ? unpacked(bytes) : bytes);
    } catch (CharacterCodingException notText) {
      throw new HistoryException(file + ": this is no text in UTF-8; name a history");
    } catch (EOFException | ZipException broken) {
      throw new HistoryException(
          file + ": this cannot be unpacked (" + broken.getMessage() + "); is the file cut off?");
    }
  }

  /** What is no UTF-8 becomes this character, which may also be meant: then it is looked at. */
  private static String decoded(byte[] bytes) throws CharacterCodingException {
    String text = new String(bytes, UTF_8);
    if (text.indexOf('\uFFFD') >= 0) {
      UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
    }
    return text;
  }

  /** What gzip has packed is known by its first bytes. */
  private static boolean isPacked(byte[] bytes) {
    return bytes.length > 2 && bytes[0] == 0x1f && bytes[1] == (byte) 0x8b;
  }

  private static byte[] unpacked(byte[] bytes) throws IOException {
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      return in.readAllBytes();
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
