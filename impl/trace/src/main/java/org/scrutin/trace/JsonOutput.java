package org.scrutin.trace;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** JSON as bytes, put down in a buffer that grows. Knows no structure. Not thread-safe. */
final class JsonOutput {

  private static final byte[] HEX = ascii("0123456789ABCDEF");
  private static final byte[] NULL = ascii("null");
  private static final byte[] TRUE = ascii("true");
  private static final byte[] FALSE = ascii("false");
  private static final byte[] SMALLEST = ascii(Long.toString(Long.MIN_VALUE));
  private static final int LONGEST_NUMBER = 20;

  private byte[] buffer;
  private int length;

  JsonOutput(int capacity) {
    buffer = new byte[capacity];
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  int length() {
    return length;
  }

  /** Forgets what was put down after this length. */
  void cut(int to) {
    length = to;
  }

  byte[] bytes() {
    return Arrays.copyOf(buffer, length);
  }

  void drainTo(OutputStream out) throws IOException {
    out.write(buffer, 0, length);
    length = 0;
  }

  void raw(byte[] bytes) {
    ensure(bytes.length);
    System.arraycopy(bytes, 0, buffer, length, bytes.length);
    length += bytes.length;
  }

  void raw(char ascii) {
    ensure(1);
    buffer[length++] = (byte) ascii;
  }

  void nothing() {
    raw(NULL);
  }

  void truth(boolean value) {
    raw(value ? TRUE : FALSE);
  }

  void number(long value) {
    if (value == Long.MIN_VALUE) {
      raw(SMALLEST);
      return;
    }
    ensure(LONGEST_NUMBER);
    long rest = Math.abs(value);
    int digits = 1;
    for (long power = rest / 10; power > 0; power /= 10) {
      digits++;
    }
    if (value < 0) {
      buffer[length++] = '-';
    }
    for (int i = length + digits - 1; i >= length; i--) {
      buffer[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    length += digits;
  }

  void text(String text) {
    raw('"');
    int plain = 0;
    while (plain < text.length() && isPlain(text.charAt(plain))) {
      plain++;
    }
    ensure(text.length());
    for (int i = 0; i < plain; i++) {
      buffer[length++] = (byte) text.charAt(i);
    }
    for (int i = plain; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        i = surrogates(text, i);
      } else {
        character(c);
      }
    }
    raw('"');
  }

  private static boolean isPlain(char c) {
    return c >= ' ' && c < 0x7F && c != '"' && c != '\\';
  }

  private void character(char c) {
    if (isPlain(c)) {
      raw(c);
      return;
    }
    switch (c) {
      case '"', '\\' -> escape(c);
      case '\n' -> escape('n');
      case '\r' -> escape('r');
      case '\t' -> escape('t');
      case '\b' -> escape('b');
      case '\f' -> escape('f');
      default -> {
        if (c < ' ') {
          code(c);
        } else {
          raw(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
        }
      }
    }
  }

  private void escape(char letter) {
    raw('\\');
    raw(letter);
  }

  /** A pair is one character; half of one is no text in UTF-8, and can only be told by its code. */
  private int surrogates(String text, int i) {
    boolean pair =
        i + 1 < text.length() && Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1));
    if (pair) {
      raw(text.substring(i, i + 2).getBytes(StandardCharsets.UTF_8));
      return i + 1;
    }
    code(text.charAt(i));
    return i;
  }

  private void code(char c) {
    escape('u');
    for (int shift = 12; shift >= 0; shift -= 4) {
      raw((char) HEX[(c >> shift) & 0xF]);
    }
  }

  private void ensure(int more) {
    if (buffer.length - length < more) {
      buffer = Arrays.copyOf(buffer, Math.max(2 * buffer.length, length + more));
    }
  }
}
