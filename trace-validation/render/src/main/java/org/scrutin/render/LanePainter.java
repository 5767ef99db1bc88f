package org.scrutin.render;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.scrutin.render.LabelPlacer.Box;
import org.scrutin.render.Scene.Side;

/** Draws the nodes: their lanes, who leads, who is down, and each event. */
final class LanePainter {

  private static final double BAND_ABOVE = 27;
  private static final double BAND_BELOW = 12;
  private static final double LABEL = 10.5;

  /** Up to so many events, receipts are labelled with their action too. */
  private static final int FEW = 24;

  private static final double BAND_TEXT = 11;

  /** So much of a name is shown. */
  static final int NAME = 18;

  private final List<BandLabel> bandLabels = new ArrayList<>();
  private final Canvas canvas;
  private final Scene scene;
  private final Svg svg;

  private record BandLabel(String words, double x, double y) {}

  LanePainter(Canvas canvas) {
    this.canvas = canvas;
    this.scene = canvas.scene();
    this.svg = canvas.svg();
  }

  void names() {
    for (String lane : canvas.lanes()) {
      double y = canvas.y(lane);
      double x = canvas.axis().start() - 12;
      svg.text(
          "text",
          name(lane),
          "class",
          "sd-ink",
          "x",
          x,
          "y",
          y + 5,
          "text-anchor",
          "end",
          "font-size",
          14,
          "font-weight",
          600);
      svg.text(
          "text",
          name(lane),
          "class",
          "sd-soft",
          "x",
          canvas.axis().end() + 12,
          "y",
          y + 4.5,
          "font-size",
          12.5);
    }
  }

  /** The name beside the lane; a number alone would not say what it counts. */
  static String name(String lane) {
    String text = lane.chars().allMatch(Character::isDigit) ? "node " + lane : lane;
    return Words.shorten(text, NAME);
  }

  void leaderships() {
    for (Scene.Leadership leadership : scene.leaderships()) {
      canvas.use(Mark.LEADER);
      double left = canvas.x(leadership.start()) - (leadership.fromTheEvent() ? 9 : 0);
      double right = Math.max(canvas.x(leadership.end()), left + 6);
      double y = canvas.y(leadership.lane());
      String words =
          "node "
              + leadership.lane()
              + " leads"
              + leadership.epoch().map(epoch -> ", epoch " + epoch).orElse("");
      svg.open("g", "class", "sd-hover").text("title", words);
      svg.element(
          "rect",
          "class",
          "sd-leader",
          "x",
          left,
          "y",
          y - BAND_ABOVE,
          "width",
          right - left,
          "height",
          BAND_ABOVE + BAND_BELOW,
          "rx",
          5);
      svg.close();
      placeBandLabel(leadership, left, right, y);
    }
  }

  private void placeBandLabel(Scene.Leadership leadership, double left, double right, double y) {
    List<String> variants = new ArrayList<>();
    leadership.epoch().ifPresent(epoch -> variants.add("leads, epoch " + epoch));
    leadership.epoch().ifPresent(epoch -> variants.add("epoch " + epoch));
    variants.add(leadership.epoch().orElse("leads"));
    variants.stream()
        .filter(variant -> LabelPlacer.boldWidth(variant, BAND_TEXT) + 9 < right - left)
        .findFirst()
        .ifPresent(variant -> bandLabels.add(new BandLabel(variant, left + 6, y - 14)));
    // Nothing else is written where the band says who leads.
    canvas.labels().take(new Box(left, y - BAND_ABOVE, right, y - 7));
  }

  /** Written late, so that no arrow strikes them through. */
  void bandLabels() {
    for (BandLabel label : bandLabels) {
      svg.text(
          "text",
          label.words,
          "class",
          "sd-leader-text sd-halo sd-leader-halo",
          "x",
          label.x,
          "y",
          label.y,
          "font-size",
          BAND_TEXT,
          "font-weight",
          600);
    }
  }

  /** Shades the whole height while several lead, and frames each of their bands. */
  void conflicts() {
    for (Scene.Conflict conflict : scene.conflicts()) {
      canvas.use(Mark.CONFLICT);
      double left = canvas.x(conflict.start()) - (conflict.start().side() == Side.AT ? 9 : 0);
      double right = Math.max(canvas.x(conflict.end()), left + 8);
      svg.open("g", "class", "sd-hover").text("title", conflict.words());
      svg.element(
          "rect",
          "class",
          "sd-conflict",
          "x",
          left,
          "y",
          canvas.lanesTop(),
          "width",
          right - left,
          "height",
          canvas.lanesBottom() - canvas.lanesTop());
      for (String lane : conflict.lanes()) {
        svg.element(
            "rect",
            "class",
            "sd-alarm",
            "x",
            left,
            "y",
            canvas.y(lane) - BAND_ABOVE,
            "width",
            right - left,
            "height",
            BAND_ABOVE + BAND_BELOW,
            "rx",
            5,
            "fill",
            "none",
            "stroke-width",
            3);
      }
      svg.close();
    }
  }

  void lines() {
    for (String lane : canvas.lanes()) {
      for (Scene.Segment segment : scene.segments()) {
        line(lane, canvas.axis().left(segment), canvas.axis().right(segment));
      }
    }
  }

  /** The line of a node within a segment, less the times when it was down. */
  private void line(String lane, double left, double right) {
    TreeMap<Double, Double> breaks = new TreeMap<>();
    scene.outages().stream()
        .filter(outage -> outage.lane().equals(lane))
        .forEach(outage -> breaks.put(canvas.x(outage.start()), canvas.x(outage.end())));
    double from = left;
    for (Map.Entry<Double, Double> down : breaks.entrySet()) {
      if (down.getKey() >= left && down.getKey() <= right) {
        stroke(from, down.getKey(), canvas.y(lane));
        from = down.getValue();
      }
    }
    stroke(from, right, canvas.y(lane));
  }

  private void stroke(double from, double to, double y) {
    if (to > from) {
      svg.element("line", "class", "sd-lane", "x1", from, "y1", y, "x2", to, "y2", y);
    }
  }

  /** Reserves the place of each event, so that no text covers it. */
  void reserveEvents() {
    for (int slot = 0; slot < scene.events().size(); slot++) {
      TraceLine.Event event = scene.events().get(slot);
      if (hasDot(event)) {
        double x = canvas.axis().x(slot);
        double y = canvas.y(event.at());
        canvas.labels().take(new Box(x - 7, y - 7, x + 7, y + 7));
      }
    }
  }

  void events() {
    for (int slot = 0; slot < scene.events().size(); slot++) {
      TraceLine.Event event = scene.events().get(slot);
      if (hasDot(event)) {
        event(event, canvas.axis().x(slot), canvas.y(event.at()));
      }
    }
  }

  /** What the network does to a message is drawn at the message. */
  private static boolean hasDot(TraceLine.Event event) {
    return !(event.isOfTheNetwork() && event.received().isPresent());
  }

  private void event(TraceLine.Event event, double x, double y) {
    svg.open("g", "class", "sd-hover sd-event").text("title", describe(event));
    if (event.isCrash()) {
      canvas.use(Mark.CRASH);
      svg.element("circle", "class", "sd-ring", "cx", x, "cy", y, "r", 9, "stroke-width", 0);
      svg.element(
          "path",
          "class",
          "sd-crash sd-line",
          "d",
          Canvas.cross(x, y, 7),
          "stroke-width",
          3.4,
          "stroke-linecap",
          "round");
    } else if (event.isRestart()) {
      canvas.use(Mark.RESTART);
      svg.element(
          "circle", "class", "sd-restart sd-ring", "cx", x, "cy", y, "r", 8, "stroke-width", 1.8);
      svg.element("path", "class", "sd-ink", "d", triangle(x, y));
    } else if (event.received().isPresent()) {
      canvas.use(Mark.RECEIPT);
      svg.element(
          "circle", "class", "sd-receipt sd-ring", "cx", x, "cy", y, "r", 4.2, "stroke-width", 1.8);
    } else {
      canvas.use(Mark.OWN_STEP);
      svg.element("circle", "class", "sd-own sd-dot", "cx", x, "cy", y, "r", 5);
    }
    svg.close();
  }

  static String triangle(double x, double y) {
    return "M"
        + Canvas.point(x - 2.6, y - 4.2)
        + "L"
        + Canvas.point(x + 4.4, y)
        + "L"
        + Canvas.point(x - 2.6, y + 4.2)
        + "Z";
  }

  /** Everything that the trace tells of an event, for hovering and for the table. */
  static String describe(TraceLine.Event event) {
    StringBuilder text = new StringBuilder("event " + event.number() + " at " + name(event.at()));
    if (event.time().isPresent()) {
      text.append(", ").append(Values.time(event.time().getAsLong()));
    }
    text.append("\n").append(Values.call(event.action(), event.args()));
    if (!event.state().isEmpty()) {
      text.append("\nstate: ").append(Values.show(event.state()));
    }
    return text.toString();
  }

  /** Names of actions: first those that no arrow explains. */
  void labels() {
    for (int slot = 0; slot < scene.events().size(); slot++) {
      TraceLine.Event event = scene.events().get(slot);
      if (hasDot(event) && event.received().isEmpty()) {
        label(event, canvas.axis().x(slot));
      }
    }
  }

  void labelsOfReceipts() {
    for (int slot = 0; slot < scene.events().size() && scene.events().size() <= FEW; slot++) {
      TraceLine.Event event = scene.events().get(slot);
      if (hasDot(event) && event.received().isPresent()) {
        label(event, canvas.axis().x(slot));
      }
    }
  }

  private void label(TraceLine.Event event, double x) {
    double y = canvas.y(event.at());
    String text = Words.shorten(event.action(), 30);
    for (double baseline : new double[] {y + 23, y - 12}) {
      if (canvas.labels().tryTake(Box.centred(text, LABEL, x, baseline))) {
        svg.text(
            "text",
            text,
            "class",
            "sd-soft sd-halo",
            "x",
            x,
            "y",
            baseline,
            "text-anchor",
            "middle",
            "font-size",
            LABEL);
        return;
      }
    }
  }

  /** Rings the rejected step and draws a line through the whole height. */
  void rejection(Optional<DiagramOptions.Rejection> rejection) {
    for (int slot = 0; slot < scene.events().size(); slot++) {
      TraceLine.Event event = scene.events().get(slot);
      if (rejection.filter(rejected -> rejected.event() == event.number()).isPresent()) {
        canvas.use(Mark.REJECTED);
        double x = canvas.axis().x(slot);
        double y = canvas.y(event.at());
        svg.open("g", "class", "sd-rejected")
            .text("title", "rejected: " + describe(event) + "\n" + rejection.get().reason());
        svg.element(
            "line",
            "class",
            "sd-alarm",
            "x1",
            x,
            "y1",
            canvas.lanesTop() - 4,
            "x2",
            x,
            "y2",
            canvas.lanesBottom(),
            "stroke-width",
            1.6,
            "stroke-dasharray",
            "5 4");
        svg.element(
            "circle",
            "class",
            "sd-alarm",
            "cx",
            x,
            "cy",
            y,
            "r",
            12,
            "fill",
            "none",
            "stroke-width",
            3.6);
        svg.element("circle", "class", "sd-alarm-fill", "cx", x, "cy", y, "r", 6);
        svg.close();
      }
    }
  }
}
