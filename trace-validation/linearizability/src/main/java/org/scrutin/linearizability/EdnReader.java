package org.scrutin.linearizability;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The part of EDN that histories use: nil, truth values, integers, floats, ratios, strings,
 * characters, keywords, symbols, lists, vectors, maps, sets, patterns, tags (left out, so that a
 * record is its map), comments, {@code #_}. Our own because the one on Maven Central is dormant and
 * does not say in which line a map began.
 */
final class EdnReader {

  private static final String STOPS = "()[]{}\"; \t\r\n,";

  /** Nobody writes so many levels; the stack has room for them. */
  static final int MAX_DEPTH = 500;

  private final String text;
  private final String source;
  private int at;
  private int line;
  private int depth;

  EdnReader(String text, String source) {
    this(text, source, 1);
  }

  /** Of a text that stands in this line of its source. */
  EdnReader(String text, String source, int line) {
    this.text = text;
    this.source = source;
    this.line = line;
  }

  /** The line that comes next, from 1. */
  int line() {
    return line;
  }

  /** Leaps over what says nothing; whether something is left. */
  boolean more() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (endOfLine(at)) {
        line++;
        at++;
      } else if (Character.isWhitespace(c) || c == ',') {
        at++;
      } else if (c == ';') {
        while (at < text.length() && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
          at++;
        }
      } else if (text.startsWith("#_", at)) {
        at += 2;
        value();
      } else {
        return true;
      }
    }
    return false;
  }

  /** A line ends with LF, CR LF, or CR alone. */
  private boolean endOfLine(int i) {
    char c = text.charAt(i);
    return c == '\n' || (c == '\r' && !text.startsWith("\n", i + 1));
  }

  /** Leaps over an opening bracket of a sequence, where one comes next. */
  Optional<Character> open() {
    if (more() && (text.charAt(at) == '[' || text.charAt(at) == '(')) {
      return Optional.of(text.charAt(at++) == '[' ? ']' : ')');
    }
    return Optional.empty();
  }

  /** Leaps over the bracket, where it comes next. */
  boolean close(char bracket) {
    if (more() && text.charAt(at) == bracket) {
      at++;
      return true;
    }
    return false;
  }

  /** The next value; keywords as {@link Keyword}, symbols as text. */
  Object value() {
    if (++depth > MAX_DEPTH) {
      throw broken("values lie in each other more than " + MAX_DEPTH + " deep; mend the brackets");
    }
    Object value = next();
    depth--;
    return value;
  }

  private Object next() {
    if (!more()) {
      throw broken("the file ends where a value is due; is it cut off?");
    }
    char c = text.charAt(at);
    if (STOPS.indexOf(c) < 0 && c != '#') {
      return atom(token());
    }
    at++;
    return switch (c) {
      case '[' -> List.copyOf(sequence(']'));
      case '(' -> List.copyOf(sequence(')'));
      case '{' -> map();
      case '"' -> string();
      case '#' -> tagged();
      default -> throw broken("there is no value before '" + c + "'; mend the brackets");
    };
  }

  private Object tagged() {
    char next = at < text.length() ? text.charAt(at) : ' ';
    if (next == '{') {
      at++;
      return set();
    } else if (next == '"') {
      at++;
      return string(); // A pattern.
    } else if (next == '#') {
      at++;
      return "##" + token(); // Infinite, or not a number.
    }
    token();
    return value();
  }

  private Set<Object> set() {
    Set<Object> set = new LinkedHashSet<>();
    while (!close('}')) {
      Object element = value();
      if (!set.add(element)) {
        throw broken("the element " + element + " stands twice in one set; remove one");
      }
    }
    return set;
  }

  private List<Object> sequence(char end) {
    List<Object> values = new ArrayList<>();
    while (!close(end)) {
      values.add(value());
    }
    return values;
  }

  private Map<Object, Object> map() {
    Map<Object, Object> map = new LinkedHashMap<>();
    while (!close('}')) {
      Object key = value();
      if (map.put(key, value()) != null) {
        throw broken("the key " + key + " stands twice in one map; remove one");
      }
    }
    return map;
  }

  private String string() {
    StringBuilder value = new StringBuilder();
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '"') {
        return value.toString();
      }
      if (endOfLine(at - 1)) {
        line++;
      }
      if (c == '\\' && at < text.length()) {
        char escaped = text.charAt(at++);
        switch (escaped) {
          case 'n' -> value.append('\n');
          case 't' -> value.append('\t');
          case 'r' -> value.append('\r');
          case 'u' -> value.append(unicode());
          default -> value.append(escaped);
        }
      } else {
        value.append(c);
      }
    }
    throw broken("the string has no end; close it with \"");
  }

  private char unicode() {
    try {
      char c = (char) Integer.parseInt(text.substring(at, Math.min(at + 4, text.length())), 16);
      at += 4;
      return c;
    } catch (NumberFormatException notHexadecimal) {
      throw broken("\\u takes four hexadecimal digits; mend the string");
    }
  }

  private String token() {
    int start = at;
    if (at < text.length() && text.charAt(at) == '\\') {
      at = Math.min(at + 2, text.length());
    }
    while (at < text.length() && STOPS.indexOf(text.charAt(at)) < 0) {
      at++;
    }
    if (start == at) {
      throw broken("a tag is due after '#'; add it, or remove the '#'");
    }
    return text.substring(start, at);
  }

  private Object atom(String token) {
    if (token.equals("nil")) {
      return Nil.NIL;
    }
    if (token.equals("true") || token.equals("false")) {
      return token.equals("true");
    }
    char c = token.charAt(0);
    if (c == ':') {
      if (token.length() == 1) {
        throw broken("a name is due after ':'; mend the keyword, or is this JSON?");
      }
      return new Keyword(token.substring(1));
    }
    boolean signed = (c == '-' || c == '+') && token.length() > 1;
    if (!Character.isDigit(signed ? token.charAt(1) : c)) {
      return token;
    }
    try {
      String plain =
          token.endsWith("N") || token.endsWith("M")
              ? token.substring(0, token.length() - 1)
              : token;
      if (plain.indexOf('/') > 0) {
        return plain; // A ratio: histories only compare values.
      }
      return isInteger(plain, signed ? 1 : 0) ? (Object) Long.valueOf(plain) : decimal(plain);
    } catch (NumberFormatException notOne) {
      throw broken("'" + token + "' is no number of 64 bits; mend it, or quote it");
    }
  }

  private Double decimal(String number) {
    return Decimal.exact(new BigDecimal(number))
        .orElseThrow(() -> broken(number + " " + Decimal.TOO_LONG));
  }

  private static boolean isInteger(String number, int from) {
    for (int i = from; i < number.length(); i++) {
      if (!Character.isDigit(number.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  HistoryException broken(String what) {
    return HistoryException.at(source, line, what);
  }
}
