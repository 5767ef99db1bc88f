package org.scrutin.cli;

import java.io.PrintWriter;
import java.util.Locale;

/**
 * Prints to a terminal what other people's files say: control characters, by which a trace could
 * make the terminal show another verdict, become visible. Lines and tabs stay.
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
      if (Character.isISOControl(c) && c != '\n' && c != '\t') {
        shown.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        shown.append(c);
      }
    }
    return shown.toString();
  }
}
