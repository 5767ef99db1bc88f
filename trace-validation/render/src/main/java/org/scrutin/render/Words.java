package org.scrutin.render;

import java.util.ArrayList;
import java.util.List;

/** Breaks text into lines: SVG does not. */
final class Words {

  /** Deeper indentation would leave no room for words. */
  private static final int MAX_INDENT = 8;

  private Words() {}

  /** Lines no wider than this, in pixels; line ends of the text stay, and its indentation. */
  static List<String> wrap(String text, double width, double size) {
    List<String> lines = new ArrayList<>();
    text.lines().forEach(line -> wrapLine(line.stripTrailing(), width, size, lines));
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
      int end = space > indent ? space : fit;
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
