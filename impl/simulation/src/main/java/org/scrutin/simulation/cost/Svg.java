package org.scrutin.simulation.cost;

import java.util.Locale;

/** A drawing in the making. Not thread-safe. */
final class Svg {

  private final StringBuilder drawing = new StringBuilder();

  /** Adds elements as they are. */
  void add(String elements) {
    drawing.append(elements);
  }

  void line(String attributes, double x1, double y1, double x2, double y2) {
    add(
        String.format(
            Locale.ROOT,
            "<line %s x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>%n",
            attributes,
            x1,
            y1,
            x2,
            y2));
  }

  void text(double x, double y, String anchor, String words) {
    add(
        String.format(
            Locale.ROOT,
            "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>%n",
            x,
            y,
            anchor,
            words));
  }

  /** A point of a line with many; they are written one behind the other. */
  static String point(double x, double y) {
    return String.format(Locale.ROOT, "%.1f,%.1f ", x, y);
  }

  /** The whole drawing, which ends here. */
  String ended() {
    return drawing.append("</svg>\n").toString();
  }
}
