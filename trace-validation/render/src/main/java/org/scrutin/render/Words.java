package org.scrutin.render;

import java.util.ArrayList;
import java.util.List;

/** Breaks text into lines: SVG does not. */
final class Words {

  private Words() {}

  /** Lines no wider than this, in pixels; line ends of the text stay, and its indentation. */
  static List<String> wrap(String text, double width, double size) {
    List<String> lines = new ArrayList<>();
    text.lines().forEach(line -> wrapLine(line.stripTrailing(), width, size, lines));
    return List.copyOf(lines);
  }

  private static void wrapLine(String text, double width, double size, List<String> lines) {
    String rest = text;
    while (LabelPlacer.width(rest, size) > width) {
      int fit = rest.length();
      while (fit > 1 && LabelPlacer.width(rest.substring(0, fit), size) > width) {
        fit--;
      }
      int space = rest.lastIndexOf(' ', fit);
      boolean betweenWords = space > 0 && !rest.substring(0, space).isBlank();
      int end = betweenWords ? space : fit;
      lines.add(rest.substring(0, end));
      rest = rest.substring(end).stripLeading();
    }
    lines.add(rest);
  }
}
