package org.scrutin.render;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;

/** Puts a picture together: frame, title, lanes, messages, what was left out, legend. */
final class DiagramPainter {

  private static final double LEFT = 24;
  private static final double TITLE_BOTTOM = 66;
  private static final double LEAST_WIDTH = 720;
  private static final double BANNER = 11.5;

  /** A line of words beyond this is hard to read. */
  private static final double WIDEST_TEXT = 1100;

  private final Scene scene;
  private final Optional<DiagramOptions.Rejection> rejection;
  private final Optional<String> undecided;
  private final TimeAxis axis;
  private final NotePainter notes;
  private final List<Banner> banners = new ArrayList<>();

  /** Longer reasons are on the page, and would make the picture wider than it is. */
  private static final int MAX_WHY = 120;

  private final double width;
  private final Canvas canvas;
  private final Svg svg;

  /** Words at the top of the lanes about what is below them. */
  private record Banner(String words, double left, int row) {}

  DiagramPainter(Scene scene, DiagramOptions options) {
    this.scene = scene;
    this.rejection = options.rejection();
    this.undecided = options.undecided();
    double names =
        scene.survey().lanes().stream()
            .mapToDouble(lane -> LabelPlacer.width(LanePainter.name(lane), 14))
            .max()
            .orElse(40);
    this.axis = new TimeAxis(scene, LEFT + names + 14);
    this.notes = new NotePainter(scene, axis);
    this.width =
        Math.max(
            Math.max(axis.end() + names + 36, notes.right() + LEFT),
            Math.max(LEAST_WIDTH, LEFT * 2 + LabelPlacer.width(subtitle(), 12.5)));
    int bannerRows = placeBanners();
    double top = TITLE_BOTTOM + (notes.rows() + bannerRows) * Canvas.ROW + 4;
    this.canvas = new Canvas(scene, axis, top, "sd" + Long.toHexString(checksum()));
    this.svg = canvas.svg();
  }

  private long checksum() {
    CRC32 crc = new CRC32();
    crc.update((scene + rejection.toString()).getBytes(StandardCharsets.UTF_8));
    return crc.getValue();
  }

  private int placeBanners() {
    LabelPlacer places = new LabelPlacer();
    int rows = 0;
    for (int slot = 0; slot < scene.events().size(); slot++) {
      long number = scene.events().get(slot).number();
      if (rejection.filter(rejected -> rejected.event() == number).isPresent()) {
        rows = Math.max(rows, placeBanner(places, "event " + number + " rejected", axis.x(slot)));
      }
    }
    for (Scene.Conflict conflict : scene.conflicts()) {
      String words = conflict.words() + (conflict.sameEpoch() ? ", in one epoch" : "");
      double middle = (axis.x(conflict.start()) - 9 + axis.x(conflict.end())) / 2;
      rows = Math.max(rows, placeBanner(places, words, middle));
    }
    return rows;
  }

  /** The row after the banner's; 0 if it finds no room: the shading and its hover text remain. */
  private int placeBanner(LabelPlacer places, String words, double middle) {
    double size = LabelPlacer.boldWidth(words, BANNER) + 16;
    double left = Math.max(LEFT, Math.min(middle - size / 2, width - LEFT - size));
    for (int row = 0; row < 4; row++) {
      if (places.tryTake(new LabelPlacer.Box(left - 4, row, left + size + 4, row + 0.5))) {
        banners.add(new Banner(words, left, row));
        return row + 1;
      }
    }
    return 0;
  }

  String paint() {
    LanePainter lanes = new LanePainter(canvas);
    FlightPainter flights = new FlightPainter(canvas);
    title();
    new GapPainter(canvas).paint();
    lanes.leaderships();
    lanes.conflicts();
    lanes.lines();
    notes.bars(canvas, TITLE_BOTTOM);
    notes.marks(canvas);
    flights.arrows();
    lanes.bandLabels();
    lanes.events();
    lanes.rejection(rejection);
    lanes.reserveEvents();
    lanes.labels();
    flights.labels();
    lanes.labelsOfReceipts();
    lanes.names();
    banners();
    double y = ticks();
    y = rejectionPanel(y);
    y = new Legend(canvas, LEFT, Math.min(width - LEFT, WIDEST_TEXT), y + 22).paint();
    return frame(y + 4);
  }

  private String frame(double height) {
    Svg frame = new Svg();
    frame.open(
        "svg",
        "xmlns",
        "http://www.w3.org/2000/svg",
        "class",
        "sd",
        "width",
        width,
        "height",
        height,
        "viewBox",
        "0 0 " + Svg.number(width) + " " + Svg.number(height),
        "role",
        "img",
        "aria-labelledby",
        canvas.id("t") + " " + canvas.id("d"));
    frame.text("title", heading() + ", " + subtitle(), "id", canvas.id("t"));
    frame.text("desc", description(), "id", canvas.id("d"));
    frame.raw("<style>\n" + Style.sheet() + "</style>\n");
    frame.open("defs");
    frame.open(
        "pattern",
        "id",
        canvas.id("h"),
        "width",
        6,
        "height",
        6,
        "patternUnits",
        "userSpaceOnUse",
        "patternTransform",
        "rotate(45)");
    frame.element(
        "line", "class", "sd-hatch", "x1", 0, "y1", 0, "x2", 0, "y2", 6, "stroke-width", 3);
    frame.close().close();
    frame.element("rect", "class", "sd-paper", "width", width, "height", height);
    return frame.raw(svg.toString()).close().toString();
  }

  private String heading() {
    return scene.survey().header().spec();
  }

  private String subtitle() {
    TraceLine.Header header = scene.survey().header();
    List<String> parts = new ArrayList<>();
    parts.add(header.config());
    header.seed().ifPresent(seed -> parts.add("seed " + seed));
    parts.add(Counted.of(scene.survey().lanes().size(), "node"));
    parts.add(Counted.of(scene.survey().events(), "event"));
    if (!header.producer().isEmpty()) {
      parts.add("from " + header.producer());
    }
    if (scene.survey().cutOff()) {
      parts.add("the last line of the file was cut off and is not shown");
    }
    undecided.ifPresent(why -> parts.add("undecided: " + shortened(why)));
    return String.join("  ·  ", parts);
  }

  private static String shortened(String why) {
    return why.length() <= MAX_WHY ? why : why.substring(0, MAX_WHY - 1) + "…";
  }

  /** What one sees, for those who do not. */
  private String description() {
    long crashes = scene.events().stream().filter(TraceLine.Event::isCrash).count();
    long restarts = scene.events().stream().filter(TraceLine.Event::isRestart).count();
    long lost = scene.flights().stream().filter(flight -> flight.fate() == Scene.Fate.LOST).count();
    StringBuilder text = new StringBuilder("Lamport diagram: a line for each node, time to the");
    text.append(" right, an arrow for each message. Shown: ");
    text.append(Counted.of(scene.events().size(), "event")).append(", ");
    text.append(crashes).append(crashes == 1 ? " crash, " : " crashes, ");
    text.append(Counted.of(restarts, "restart")).append(", ");
    text.append(Counted.of(lost, "lost message")).append('.');
    for (Scene.Leadership leadership : scene.leaderships()) {
      text.append(" Node ").append(leadership.lane()).append(" leads");
      leadership.epoch().ifPresent(epoch -> text.append(" in epoch ").append(epoch));
      text.append('.');
    }
    scene.conflicts().forEach(conflict -> text.append(' ').append(conflict.words()).append('.'));
    scene
        .gaps()
        .forEach(gap -> text.append(" Left out: ").append(GapPainter.range(gap)).append('.'));
    rejection.ifPresent(
        rejected ->
            text.append(" Event ")
                .append(rejected.event())
                .append(" was rejected: ")
                .append(rejected.reason()));
    return text.toString();
  }

  private void title() {
    svg.text(
        "text",
        heading(),
        "class",
        "sd-ink",
        "x",
        LEFT,
        "y",
        32,
        "font-size",
        19,
        "font-weight",
        700);
    svg.text("text", subtitle(), "class", "sd-soft", "x", LEFT, "y", 52, "font-size", 12.5);
    if (scene.events().isEmpty()) {
      svg.text("text", nothing(), "class", "sd-ink", "x", LEFT, "y", 90, "font-size", 14);
    }
  }

  /** What is said where there is nothing to draw. */
  private String nothing() {
    int alone = scene.notes().size();
    return "The trace has no events"
        + (alone > 0 ? ", but " + Counted.of(alone, "note") : "")
        + ".";
  }

  private void banners() {
    for (Banner banner : banners) {
      double y = canvas.lanesTop() - 6 - (banner.row + 1) * Canvas.ROW + 4;
      double size = LabelPlacer.boldWidth(banner.words, BANNER) + 16;
      svg.element(
          "rect",
          "class",
          "sd-banner sd-alarm-fill",
          "x",
          banner.left,
          "y",
          y,
          "width",
          size,
          "height",
          Canvas.ROW - 3,
          "rx",
          4);
      svg.text(
          "text",
          banner.words,
          "class",
          "sd-alarm-text",
          "x",
          banner.left + size / 2,
          "y",
          y + 13,
          "text-anchor",
          "middle",
          "font-size",
          BANNER,
          "font-weight",
          700);
    }
  }

  /** The time below the lanes. */
  private double ticks() {
    double y = canvas.lanesBottom();
    if (scene.events().isEmpty()) {
      return y + 40;
    }
    boolean timed = scene.survey().timed();
    for (int slot : axis.ticks(timed ? 92 : 56)) {
      TraceLine.Event event = scene.events().get(slot);
      double x = axis.x(slot);
      svg.element("line", "class", "sd-tick sd-lane", "x1", x, "y1", y, "x2", x, "y2", y + 5);
      svg.text(
          "text",
          timed ? Values.time(event.time().orElse(0)) : Values.grouped(event.number()),
          "class",
          "sd-soft",
          "x",
          x,
          "y",
          y + 18,
          "text-anchor",
          "middle",
          "font-size",
          11);
    }
    String words =
        timed ? "time, in the order of events; long waits are shortened" : "number of the event";
    svg.text(
        "text",
        words,
        "class",
        "sd-soft",
        "x",
        axis.start(),
        "y",
        y + 36,
        "font-size",
        11,
        "font-style",
        "italic");
    return y + 40;
  }

  /** Why the step was rejected, in words. */
  private double rejectionPanel(double top) {
    if (rejection.isEmpty()) {
      return top;
    }
    DiagramOptions.Rejection rejected = rejection.get();
    double panel = Math.min(width - 2 * LEFT, WIDEST_TEXT);
    List<String> lines = Words.wrap(rejected.reason(), panel - 36, 12.5);
    String heading =
        scene.events().stream()
            .filter(event -> event.number() == rejected.event())
            .findFirst()
            .map(event -> ": " + event.action() + " at " + LanePainter.name(event.at()))
            .orElse("");
    double height = 40 + lines.size() * 18;
    svg.open("g", "class", "sd-reason");
    svg.element(
        "rect",
        "class",
        "sd-panel",
        "x",
        LEFT,
        "y",
        top + 12,
        "width",
        panel,
        "height",
        height,
        "rx",
        4);
    svg.element(
        "rect", "class", "sd-alarm-fill", "x", LEFT, "y", top + 12, "width", 5, "height", height);
    svg.text(
        "text",
        "Event " + Values.grouped(rejected.event()) + " rejected" + heading,
        "class",
        "sd-ink",
        "x",
        LEFT + 18,
        "y",
        top + 35,
        "font-size",
        14,
        "font-weight",
        700);
    for (int i = 0; i < lines.size(); i++) {
      // What is indented is a quotation from the specification or the trace.
      boolean code = lines.get(i).startsWith(" ");
      svg.text(
          "text",
          lines.get(i),
          "class",
          code ? "sd-ink sd-code" : "sd-ink",
          "xml:space",
          "preserve",
          "x",
          LEFT + 18,
          "y",
          top + 56 + 18 * i,
          "font-size",
          code ? 12.0 : 12.5);
    }
    svg.close();
    return top + 12 + height;
  }
}
