package org.scrutin.render;

import java.util.ArrayList;
import java.util.List;

/** Breaks text into lines, which SVG does not, and shortens it. */
final class Words {

  /** Deeper indentation would leave no room for words. */
  private static final int MAX_INDENT = 8;

  /** Longer lines are for programs, not for eyes; with the ellipsis. */
  static final int MAX_LINE = 1_001;

  private Words() {}

  /** So many characters at most, the last an ellipsis where something was left out. */
  static String shorten(String text, int most) {
    return text.length() <= most ? text : text.substring(0, whole(text, most - 1)) + "…";
  }

  /** Before this place, but not within a character that takes two places. */
  private static int whole(String text, int end) {
    boolean within =
        end < text.length()
            && Character.isHighSurrogate(text.charAt(end - 1))
            && Character.isLowSurrogate(text.charAt(end));
    return within ? end - 1 : end;
  }

  /**
   * Lines no wider than this, in pixels; line ends of the text stay, and its indentation. A line of
   * the text that is very long is shortened.
   */
  static List<String> wrap(String text, double width, double size) {
    List<String> lines = new ArrayList<>();
    text.lines()
        .map(line -> shorten(line.stripTrailing(), MAX_LINE))
        .forEach(line -> wrapLine(line, width, size, lines));
    return List.copyOf(lines);
  }

  private static void wrapLine(String text, double width, double size, List<String> lines) {
    int indent = Math.min(MAX_INDENT, text.length() - text.stripLeading().length());
    String indentation = " ".repeat(indent);
    String rest = indentation + text.stripLeading();
    while (width(rest, size) > width) {
      int fit = rest.length();
      while (fit > indent + 1 && width(rest.substring(0, fit), size) > width) {
        fit--;
      }
      int space = rest.lastIndexOf(' ', fit);
      int end = space > indent ? space : Math.max(whole(rest, fit), indent + 1);
      lines.add(rest.substring(0, end));
      rest = indentation + rest.substring(end).stripLeading();
    }
    lines.add(rest);
  }

  /** Indented lines are set in letters of one width. */
  private static double width(String line, double size) {
    return line.startsWith(" ") ? line.length() * size * 0.61 : LabelPlacer.width(line, size);
  }
}
