package org.scrutin.render;

import java.util.ArrayList;
import java.util.List;
import org.scrutin.render.LabelPlacer.Box;

/** Draws what happened to the run: pauses, cut links, partitions, drifting clocks, the rest. */
final class NotePainter {

  /** More rows than this would push the nodes off the screen. */
  private static final int MAX_ROWS = 4;

  private static final double TEXT = 11;

  private final TimeAxis axis;
  private final List<Entry> entries = new ArrayList<>();
  private final int rows;
  private final int omitted;

  private record Entry(TraceLine.Note note, TimeAxis.Span span, String words, int row) {}

  /** Finds a row above the lanes for each note. */
  NotePainter(Scene scene, TimeAxis axis) {
    this.axis = axis;
    LabelPlacer places = new LabelPlacer();
    int lowest = 0;
    int without = 0;
    for (TraceLine.Note note : scene.notes()) {
      for (TimeAxis.Span span : axis.spans(note)) {
        int row = place(places, span, words(note));
        entries.add(new Entry(note, span, words(note), row));
        lowest = Math.max(lowest, row + 1);
        without += row < 0 ? 1 : 0;
      }
    }
    rows = lowest;
    omitted = without;
  }

  private static int place(LabelPlacer places, TimeAxis.Span span, String words) {
    double right = Math.max(span.right(), span.left() + LabelPlacer.width(words, TEXT) + 14) + 6;
    for (int row = 0; row < MAX_ROWS; row++) {
      if (places.tryTake(new Box(span.left(), row, right, row + 0.5))) {
        return row;
      }
    }
    return -1;
  }

  /** Rows above the lanes that the notes need. */
  int rows() {
    return rows + (omitted > 0 ? 1 : 0);
  }

  /** How far to the right the words reach. */
  double right() {
    return entries.stream()
        .filter(entry -> entry.row >= 0)
        .mapToDouble(entry -> entry.span.left() + LabelPlacer.width(entry.words, TEXT) + 14)
        .max()
        .orElse(0);
  }

  private static String words(TraceLine.Note note) {
    StringBuilder words = new StringBuilder(note.kind());
    note.at().ifPresent(at -> words.append(' ').append(at));
    if (note.from().isPresent() || note.to().isPresent()) {
      words.append(' ').append(note.from().orElse("all")).append(" → ");
      words.append(note.to().orElse("all"));
    }
    if (!note.groups().isEmpty()) {
      words.append(' ');
      words.append(
          String.join(
              " | ",
              note.groups().stream().map(group -> "{" + String.join(", ", group) + "}").toList()));
    }
    for (String field : List.of("rate", "factor", "ppm")) {
      if (note.all().path(field).isNumber()) {
        words.append(", ").append(field).append(' ').append(note.all().path(field).asText());
      }
    }
    return Words.shorten(words.toString(), 80);
  }

  /** The rows of bars above the lanes. */
  void bars(Canvas canvas, double top) {
    Svg svg = canvas.svg();
    for (Entry entry : entries) {
      if (entry.row >= 0) {
        double y = top + entry.row * Canvas.ROW;
        double left = entry.span.left();
        double width = Math.max(3, entry.span.right() - left);
        svg.open("g", "class", "sd-hover").text("title", describe(entry.note));
        svg.element(
            "rect",
            "class",
            "sd-note sd-note-bar",
            "x",
            left,
            "y",
            y,
            "width",
            width,
            "height",
            Canvas.ROW - 5,
            "rx",
            3);
        svg.element(
            "rect",
            "class",
            "sd-wall-fill",
            "x",
            left,
            "y",
            y,
            "width",
            3,
            "height",
            Canvas.ROW - 5);
        svg.text(
            "text", entry.words, "class", "sd-ink", "x", left + 8, "y", y + 12, "font-size", TEXT);
        svg.close();
      }
    }
    if (omitted > 0) {
      svg.text(
          "text",
          Counted.of(omitted, "more note") + " without room for words",
          "class",
          "sd-soft",
          "x",
          axis.start(),
          "y",
          top + rows * Canvas.ROW + 12,
          "font-size",
          TEXT);
    }
  }

  private static String describe(TraceLine.Note note) {
    String time =
        note.time().isEmpty()
            ? ""
            : ", "
                + Values.time(note.time().getAsLong())
                + (note.until().isPresent() ? " to " + Values.time(note.until().getAsLong()) : "");
    return words(note) + time + "\n" + Values.show(note.all());
  }

  /** What a note means for the nodes, drawn at their lanes. */
  void marks(Canvas canvas) {
    for (Entry entry : entries) {
      if (entry.note.kind().equals("pause")) {
        pause(canvas, entry);
      } else if (entry.note.kind().equals("cut")) {
        cut(canvas, entry);
      } else if (entry.note.kind().equals("partition")) {
        partition(canvas, entry);
      } else if (entry.note.kind().equals("drift")) {
        drift(canvas, entry);
      }
    }
  }

  private static void pause(Canvas canvas, Entry entry) {
    if (entry.note.at().filter(canvas::hasLane).isEmpty()) {
      return;
    }
    canvas.use(Mark.PAUSE);
    double y = canvas.y(entry.note.at().get());
    double width = Math.max(5, entry.span.right() - entry.span.left());
    Svg svg = canvas.svg();
    svg.open("g", "class", "sd-hover").text("title", describe(entry.note));
    svg.element(
        "rect",
        "class",
        "sd-pause",
        "x",
        entry.span.left(),
        "y",
        y - 8,
        "width",
        width,
        "height",
        16,
        "fill",
        canvas.hatch());
    svg.close();
  }

  /** A bracket between the two nodes, as long as the cut lasts, with a cross where it begins. */
  private static void cut(Canvas canvas, Entry entry) {
    if (entry.note.from().filter(canvas::hasLane).isEmpty()
        || entry.note.to().filter(canvas::hasLane).isEmpty()) {
      return;
    }
    canvas.use(Mark.CUT);
    double from = canvas.y(entry.note.from().get());
    double to = canvas.y(entry.note.to().get());
    // Nearer to the sender, so that it does not lie on a lane between the two.
    double middle = from + (to > from ? 1 : -1) * canvas.spacing() / 2;
    Svg svg = canvas.svg();
    svg.open("g", "class", "sd-hover").text("title", describe(entry.note));
    for (double x : ends(entry.span)) {
      svg.element(
          "line",
          "class",
          "sd-cut sd-wall",
          "x1",
          x,
          "y1",
          from,
          "x2",
          x,
          "y2",
          to,
          "stroke-width",
          1.4,
          "stroke-dasharray",
          "2 4");
    }
    if (entry.span.begins()) {
      svg.element(
          "path",
          "class",
          "sd-wall",
          "d",
          Canvas.cross(entry.span.left(), middle, 5),
          "stroke-width",
          2.4);
    }
    svg.element(
        "line",
        "class",
        "sd-wall",
        "x1",
        entry.span.left(),
        "y1",
        middle,
        "x2",
        entry.span.right(),
        "y2",
        middle,
        "stroke-width",
        2.4,
        "stroke-dasharray",
        "2 4");
    svg.close();
  }

  private static double[] ends(TimeAxis.Span span) {
    return span.begins() && span.ends()
        ? new double[] {span.left(), span.right()}
        : span.begins()
            ? new double[] {span.left()}
            : span.ends() ? new double[] {span.right()} : new double[0];
  }

  /** A wall between neighbouring lanes of different sides, and the number of its side at each. */
  private static void partition(Canvas canvas, Entry entry) {
    canvas.use(Mark.PARTITION);
    Svg svg = canvas.svg();
    svg.open("g", "class", "sd-hover").text("title", describe(entry.note));
    List<String> lanes = canvas.lanes();
    for (int i = 0; i < lanes.size(); i++) {
      int side = side(entry.note, lanes.get(i));
      double y = canvas.y(lanes.get(i));
      if (i > 0 && side != side(entry.note, lanes.get(i - 1))) {
        double wall = (canvas.y(lanes.get(i - 1)) + y) / 2;
        svg.element(
            "line",
            "class",
            "sd-partition sd-wall",
            "x1",
            entry.span.left(),
            "y1",
            wall,
            "x2",
            entry.span.right(),
            "y2",
            wall,
            "stroke-width",
            5);
      }
      if (side >= 0 && entry.span.begins()) {
        String letter = String.valueOf((char) ('A' + side % 26));
        svg.text(
            "text",
            letter,
            "class",
            "sd-wall-fill sd-halo",
            "x",
            entry.span.left() - 4,
            "y",
            y - 9,
            "text-anchor",
            "end",
            "font-size",
            11,
            "font-weight",
            700);
      }
    }
    for (double x : ends(entry.span)) {
      svg.element(
          "line",
          "class",
          "sd-wall",
          "x1",
          x,
          "y1",
          canvas.lanesTop() + 8,
          "x2",
          x,
          "y2",
          canvas.lanesBottom() - 8,
          "stroke-width",
          1.2,
          "stroke-dasharray",
          "2 4");
    }
    svg.close();
  }

  /** Which side of the partition; -1 for a node that no side names. */
  private static int side(TraceLine.Note note, String lane) {
    for (int side = 0; side < note.groups().size(); side++) {
      if (note.groups().get(side).contains(lane)) {
        return side;
      }
    }
    return -1;
  }

  private static void drift(Canvas canvas, Entry entry) {
    if (entry.note.at().filter(canvas::hasLane).isEmpty()) {
      return;
    }
    canvas.use(Mark.DRIFT);
    double y = canvas.y(entry.note.at().get()) + 14;
    Svg svg = canvas.svg();
    svg.open("g", "class", "sd-hover").text("title", describe(entry.note));
    svg.element(
        "path",
        "class",
        "sd-drift sd-wall",
        "d",
        wave(entry.span.left(), Math.max(entry.span.right(), entry.span.left() + 12), y),
        "fill",
        "none",
        "stroke-width",
        1.6);
    svg.close();
  }

  static String wave(double left, double right, double y) {
    StringBuilder path = new StringBuilder("M" + Canvas.point(left, y));
    boolean up = true;
    for (double x = left; x + 6 <= right; x += 6) {
      path.append("q3 ").append(up ? "-5" : "5").append(" 6 0");
      up = !up;
    }
    return path.toString();
  }
}
