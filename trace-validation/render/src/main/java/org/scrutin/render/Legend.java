package org.scrutin.render;

/** Explains the marks that a picture has, and only those. */
final class Legend {

  private static final double TEXT = 11.5;
  private static final double SAMPLE = 34;
  private static final double ROW = 24;

  private final Canvas canvas;
  private final Svg svg;
  private final double left;
  private final double right;
  private double x;
  private double y;

  Legend(Canvas canvas, double left, double right, double top) {
    this.canvas = canvas;
    this.svg = canvas.svg();
    this.left = left;
    this.right = right;
    this.x = left;
    this.y = top;
  }

  /** Draws it, and says where it ends from the top. */
  double paint() {
    svg.open("g", "class", "sd-legend");
    for (String type : canvas.messageTypes()) {
      advance(type);
      String colour = "sd-m" + canvas.colour(type);
      svg.element("path", "class", "sd-message " + colour, "d", "M" + at(2, 0) + "L" + at(23, 0));
      svg.element(
          "path",
          "class",
          "sd-f" + canvas.colour(type),
          "d",
          "M" + at(28, 0) + "L" + at(20, -3.6) + "L" + at(20, 3.6) + "Z");
      words(type);
    }
    for (Mark mark : canvas.used()) {
      advance(mark.words());
      sample(mark);
      words(mark.words());
    }
    svg.close();
    return y + ROW;
  }

  private void advance(String words) {
    double width = SAMPLE + LabelPlacer.width(words, TEXT) + 22;
    if (x > left && x + width > right) {
      x = left;
      y += ROW;
    }
  }

  private void words(String words) {
    svg.text("text", words, "class", "sd-soft", "x", x + SAMPLE, "y", y + 4, "font-size", TEXT);
    x += SAMPLE + LabelPlacer.width(words, TEXT) + 22;
  }

  private String at(double dx, double dy) {
    return Canvas.point(x + dx, y + dy);
  }

  private void sample(Mark mark) {
    switch (mark) {
      case OWN_STEP -> svg.element("circle", "class", "sd-dot", "cx", x + 15, "cy", y, "r", 5);
      case RECEIPT ->
          svg.element(
              "circle", "class", "sd-ring", "cx", x + 15, "cy", y, "r", 4.2, "stroke-width", 1.8);
      case LEADER ->
          svg.element(
              "rect",
              "class",
              "sd-leader",
              "x",
              x + 2,
              "y",
              y - 8,
              "width",
              26,
              "height",
              16,
              "rx",
              4);
      case CONFLICT -> {
        svg.element(
            "rect", "class", "sd-conflict", "x", x + 2, "y", y - 9, "width", 26, "height", 18);
        svg.element(
            "rect",
            "class",
            "sd-alarm",
            "x",
            x + 5,
            "y",
            y - 6,
            "width",
            20,
            "height",
            12,
            "rx",
            3,
            "fill",
            "none",
            "stroke-width",
            2.4);
      }
      case CRASH ->
          svg.element(
              "path",
              "class",
              "sd-line",
              "d",
              Canvas.cross(x + 15, y, 6),
              "stroke-width",
              3.2,
              "stroke-linecap",
              "round");
      case RESTART -> {
        svg.element(
            "circle", "class", "sd-ring", "cx", x + 15, "cy", y, "r", 8, "stroke-width", 1.8);
        svg.element("path", "class", "sd-ink", "d", LanePainter.triangle(x + 15, y));
      }
      case PAUSE ->
          svg.element(
              "rect", "x", x + 2, "y", y - 7, "width", 26, "height", 14, "fill", canvas.hatch());
      case CUT -> {
        line("sd-wall", "2 4", 2.4);
        svg.element(
            "path", "class", "sd-wall", "d", Canvas.cross(x + 6, y, 5), "stroke-width", 2.4);
      }
      case PARTITION -> line("sd-wall", "none", 5);
      case DRIFT ->
          svg.element(
              "path",
              "class",
              "sd-wall",
              "d",
              NotePainter.wave(x + 2, x + 28, y),
              "fill",
              "none",
              "stroke-width",
              1.6);
      case LOST -> {
        line("sd-m5", "none", 1.4);
        svg.element(
            "path",
            "class",
            "sd-alarm",
            "d",
            Canvas.cross(x + 26, y, 4.5),
            "stroke-width",
            2.6,
            "stroke-linecap",
            "round");
      }
      case DUPLICATE -> line("sd-m5", "6 4", 1.4);
      case REROUTED -> {
        svg.element(
            "path",
            "class",
            "sd-message sd-m5",
            "d",
            "M" + at(3, 7) + "L" + at(14, -5) + "L" + at(26, 7));
        svg.element("circle", "class", "sd-f5", "cx", x + 14, "cy", y - 5, "r", 3.2);
      }
      case UNRECEIVED -> {
        line("sd-m5", "1.5 4", 1.4);
        svg.element(
            "circle",
            "class",
            "sd-ring sd-m5",
            "cx",
            x + 27,
            "cy",
            y,
            "r",
            2.6,
            "stroke-width",
            1.2);
      }
      case OUTSIDE -> line("sd-m5", "10 3 2 3", 1.4);
      case REJECTED -> {
        svg.element(
            "circle",
            "class",
            "sd-alarm",
            "cx",
            x + 15,
            "cy",
            y,
            "r",
            9,
            "fill",
            "none",
            "stroke-width",
            3);
        svg.element("circle", "class", "sd-alarm-fill", "cx", x + 15, "cy", y, "r", 5);
      }
    }
  }

  private void line(String colour, String dashes, double width) {
    svg.element(
        "line",
        "class",
        colour,
        "x1",
        x + 2,
        "y1",
        y,
        "x2",
        x + 28,
        "y2",
        y,
        "stroke-width",
        width,
        "stroke-dasharray",
        dashes);
  }
}
