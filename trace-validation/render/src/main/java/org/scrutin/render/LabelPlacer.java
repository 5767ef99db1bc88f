package org.scrutin.render;

import java.util.ArrayList;
import java.util.List;

/** Keeps texts apart: a place is given once. First come, first served. Mutable. */
final class LabelPlacer {

  private static final String NARROW = "iljtfr.,:;|()[]! '";

  private final List<Box> taken = new ArrayList<>();

  /** A rectangle, in pixels. */
  record Box(double left, double top, double right, double bottom) {

    /** The box of a text whose base line is centred at the point. */
    static Box centred(String text, double size, double x, double baseline) {
      double half = width(text, size) / 2;
      return new Box(x - half - 3, baseline - size * 0.85, x + half + 3, baseline + size * 0.25);
    }

    /** The box of a text that begins at the point. */
    static Box from(String text, double size, double x, double baseline) {
      return new Box(x, baseline - size * 0.85, x + width(text, size), baseline + size * 0.25);
    }

    boolean meets(Box other) {
      return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
    }
  }

  /** How wide a text will be, rather too wide: whose font it is, is not known. */
  static double width(String text, double size) {
    double width = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      // From U+1100 on characters are mostly as wide as high.
      width += c >= 0x1100 ? 1 : NARROW.indexOf(c) >= 0 ? 0.36 : 0.61;
    }
    return width * size;
  }

  /** The same for bold letters. */
  static double boldWidth(String text, double size) {
    return width(text, size) * 1.12;
  }

  /** Takes the place, whether it is free or not. */
  void take(Box box) {
    taken.add(box);
  }

  /** Takes the place if it is free. */
  boolean tryTake(Box box) {
    if (taken.stream().anyMatch(box::meets)) {
      return false;
    }
    taken.add(box);
    return true;
  }
}
