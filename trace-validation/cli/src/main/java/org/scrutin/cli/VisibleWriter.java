package org.scrutin.cli;

import java.io.PrintWriter;
import java.util.Locale;

/**
 * Prints to a terminal what other people's files say: control characters, and those that turn the
 * direction of the text, by which a trace could make the terminal show another verdict, become
 * visible. Lines and tabs stay.
 */
final class VisibleWriter extends PrintWriter {

  VisibleWriter(PrintWriter out) {
    super(out, true);
  }

  @Override
  public void write(int c) {
    super.write(visible(String.valueOf((char) c)));
  }

  @Override
  public void write(char[] text, int from, int length) {
    write(new String(text, from, length));
  }

  @Override
  public void write(String text, int from, int length) {
    String shown = visible(text.substring(from, from + length));
    super.write(shown, 0, shown.length());
  }

  private static String visible(String text) {
    StringBuilder shown = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isObeyed(c)) {
        shown.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        shown.append(c);
      }
    }
    return shown.toString();
  }

  /** Whether a terminal does something else with it than to show it. */
  private static boolean isObeyed(char c) {
    boolean turns = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    return turns || (Character.isISOControl(c) && c != '\n' && c != '\t');
  }
}
