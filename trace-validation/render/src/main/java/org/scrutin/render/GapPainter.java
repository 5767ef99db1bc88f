package org.scrutin.render;

import java.util.ArrayList;
import java.util.List;

/** Draws what was left out, and says what happened in it. */
final class GapPainter {

  private final Canvas canvas;
  private final Svg svg;

  GapPainter(Canvas canvas) {
    this.canvas = canvas;
    this.svg = canvas.svg();
  }

  void paint() {
    for (Scene.Gap gap : canvas.scene().gaps()) {
      TimeAxis.Span span = canvas.axis().span(gap);
      double top = canvas.lanesTop();
      double bottom = canvas.lanesBottom();
      svg.element(
          "path", "class", "sd-gap", "d", torn(span.left() + 8, span.right() - 8, top, bottom));
      List<String> words = new ArrayList<>();
      words.add(Counted.of(gap.last() - gap.first() + 1, "event") + " left out");
      words.add(range(gap));
      count(words, gap.crashes(), "crash", "crashes");
      count(words, gap.restarts(), "restart", "restarts");
      count(words, gap.losses(), "lost message", "lost messages");
      if (gap.doubleLeaderships() > 0) {
        words.add("two leaders " + Counted.of(gap.doubleLeaderships(), "time"));
      }
      double y = (top + bottom) / 2 - words.size() * 8;
      double x = (span.left() + span.right()) / 2;
      for (int i = 0; i < words.size(); i++) {
        boolean alarming = i == words.size() - 1 && gap.doubleLeaderships() > 0;
        svg.text(
            "text",
            words.get(i),
            "class",
            alarming ? "sd-alarm-fill" : i == 0 ? "sd-ink" : "sd-soft",
            "x",
            x,
            "y",
            y + 17 * i,
            "text-anchor",
            "middle",
            "font-size",
            12,
            "font-weight",
            i == 0 || alarming ? 700 : 400);
      }
    }
  }

  private static void count(List<String> words, int number, String one, String many) {
    if (number > 0) {
      words.add(Values.grouped(number) + " " + (number == 1 ? one : many));
    }
  }

  /** The numbers of the events in the gap, in words. */
  static String range(Scene.Gap gap) {
    return gap.first() == gap.last()
        ? "event " + Values.grouped(gap.first())
        : "events " + Values.grouped(gap.first()) + " to " + Values.grouped(gap.last());
  }

  /** An area whose left and right edges look torn. */
  private static String torn(double left, double right, double top, double bottom) {
    StringBuilder path = new StringBuilder("M" + Canvas.point(left, top));
    int teeth = (int) Math.ceil((bottom - top) / 12);
    double tooth = (bottom - top) / teeth;
    for (int i = 1; i <= teeth; i++) {
      path.append('L').append(Canvas.point(left + (i % 2 == 0 ? 0 : 6), top + i * tooth));
    }
    for (int i = teeth; i >= 0; i--) {
      path.append('L').append(Canvas.point(right - (i % 2 == 0 ? 0 : 6), top + i * tooth));
    }
    return path.append('Z').toString();
  }
}
