package org.scrutin.render;

import java.util.ArrayList;
import java.util.List;
import org.scrutin.render.LabelPlacer.Box;
import org.scrutin.render.Scene.Fate;
import org.scrutin.render.Scene.Flight;

/** Draws the messages as arrows. */
final class FlightPainter {

  private static final double LABEL = 10;

  /** Where along its way a label is tried, best first. */
  private static final double[] PLACES = {0.6, 0.5, 0.7, 0.42, 0.78, 0.33, 0.25};

  /** How far towards its receiver a message is drawn that does not arrive in the picture. */
  private static final double OPEN_SHARE = 0.42;

  private final Canvas canvas;
  private final Svg svg;

  private record Point(double x, double y) {

    Point towards(Point other, double distance) {
      double length = Math.max(1e-9, Math.hypot(other.x - x, other.y - y));
      double share = Math.min(distance / length, 0.45);
      return new Point(x + (other.x - x) * share, y + (other.y - y) * share);
    }
  }

  private record Way(Flight flight, List<Point> points, boolean complete) {

    Point first() {
      return points.get(0);
    }

    Point last() {
      return points.get(points.size() - 1);
    }
  }

  FlightPainter(Canvas canvas) {
    this.canvas = canvas;
    this.svg = canvas.svg();
  }

  void arrows() {
    for (Flight flight : canvas.scene().flights()) {
      Way way = way(flight);
      if (way.points.size() > 1) {
        arrow(way);
      }
    }
  }

  void labels() {
    for (Flight flight : canvas.scene().flights()) {
      Way way = way(flight);
      if (way.points.size() > 1 && !flight.type().isEmpty()) {
        label(way);
      }
    }
  }

  /** The corners of the way; none if it is not known whence the message came. */
  private Way way(Flight flight) {
    if (flight.start().isEmpty()) {
      return new Way(flight, fromOutside(flight), true);
    }
    List<Point> points = new ArrayList<>();
    points.add(new Point(canvas.x(flight.start().get()), canvas.y(flight.from().orElseThrow())));
    double endX = flight.end().map(canvas::x).orElseGet(() -> openEnd(flight));
    for (Scene.Bend bend : flight.bends()) {
      double x = bend.at().map(canvas::x).orElse((last(points).x + endX) / 2);
      points.add(new Point(x, canvas.y(bend.lane())));
    }
    Point from = last(points);
    double to = canvas.y(flight.to());
    if (Math.abs(to - from.y) < 1) {
      // To oneself: over the lane and back.
      points.add(new Point((from.x + endX) / 2, from.y - 36));
    }
    double share = flight.fate() == Fate.LOST ? 0.6 : flight.end().isPresent() ? 1 : OPEN_SHARE;
    points.add(new Point(Math.max(endX, from.x + 3), from.y + (to - from.y) * share));
    return new Way(flight, points, flight.end().isPresent());
  }

  private List<Point> fromOutside(Flight flight) {
    if (flight.end().isEmpty() || flight.from().filter(canvas::hasLane).isEmpty()) {
      return List.of();
    }
    double x = canvas.x(flight.end().get());
    double y = canvas.y(flight.to());
    double rise = canvas.y(flight.from().get()) - y;
    return List.of(new Point(x - 24, y + Math.max(-40, Math.min(40, rise))), new Point(x, y));
  }

  /** A way without an end breaks off soon; one that ends outside goes to the edge. */
  private double openEnd(Flight flight) {
    double edge = canvas.axis().rightEdge(flight.start().orElseThrow().slot());
    double from =
        flight.bends().stream()
            .flatMap(bend -> bend.at().stream())
            .mapToDouble(canvas::x)
            .max()
            .orElse(canvas.x(flight.start().orElseThrow()));
    return flight.fate() == Fate.UNRECEIVED ? Math.min(from + 26, edge) : edge;
  }

  private static Point last(List<Point> points) {
    return points.get(points.size() - 1);
  }

  private void arrow(Way way) {
    Flight flight = way.flight;
    int colour = canvas.colour(flight.type());
    List<Point> points = new ArrayList<>(way.points);
    boolean arrives = way.complete && flight.fate() == Fate.RECEIVED;
    points.set(0, way.first().towards(points.get(1), flight.start().isPresent() ? 6 : 0));
    int end = points.size() - 1;
    points.set(end, way.last().towards(points.get(end - 1), arrives ? 6 : 0));
    svg.open("g", "class", "sd-hover").text("title", title(flight));
    svg.element(
        "path", "class", classes(flight, way.complete) + " sd-m" + colour, "d", path(points));
    bends(way, colour);
    if (arrives) {
      head(points.get(end - 1), points.get(end), colour);
    } else if (flight.fate() == Fate.LOST && way.complete) {
      canvas.use(Mark.LOST);
      svg.element(
          "path",
          "class",
          "sd-lost sd-alarm",
          "d",
          Canvas.cross(last(points).x, last(points).y, 4.5),
          "stroke-width",
          2.6,
          "stroke-linecap",
          "round");
    } else if (flight.fate() == Fate.UNRECEIVED) {
      svg.element(
          "circle",
          "class",
          "sd-ring sd-m" + colour,
          "cx",
          last(points).x,
          "cy",
          last(points).y,
          "r",
          2.6,
          "stroke-width",
          1.2);
    }
    svg.close();
  }

  private String classes(Flight flight, boolean complete) {
    StringBuilder classes = new StringBuilder("sd-message");
    if (flight.duplicate()) {
      canvas.use(Mark.DUPLICATE);
      classes.append(" sd-duplicate");
    }
    if (!flight.bends().isEmpty()) {
      canvas.use(Mark.REROUTED);
      classes.append(" sd-rerouted");
    }
    if (flight.fate() == Fate.UNRECEIVED) {
      canvas.use(Mark.UNRECEIVED);
      classes.append(" sd-unreceived");
    } else if (!complete || flight.start().isEmpty()) {
      canvas.use(Mark.OUTSIDE);
      classes.append(" sd-outside");
    }
    return classes.toString();
  }

  /** Straight from corner to corner. */
  private static String path(List<Point> points) {
    StringBuilder path = new StringBuilder("M" + at(points.get(0)));
    for (Point corner : points.subList(1, points.size() - 1)) {
      path.append('L').append(at(corner));
    }
    return path.append('L').append(at(last(points))).toString();
  }

  private static String at(Point point) {
    return Canvas.point(point.x, point.y);
  }

  private void head(Point from, Point tip, int colour) {
    double length = Math.max(1e-9, Math.hypot(tip.x - from.x, tip.y - from.y));
    double dx = (tip.x - from.x) / length;
    double dy = (tip.y - from.y) / length;
    Point left = new Point(tip.x - 8 * dx + 3.4 * dy, tip.y - 8 * dy - 3.4 * dx);
    Point right = new Point(tip.x - 8 * dx - 3.4 * dy, tip.y - 8 * dy + 3.4 * dx);
    svg.element(
        "path",
        "class",
        "sd-f" + colour,
        "d",
        "M" + at(tip) + "L" + at(left) + "L" + at(right) + "Z");
  }

  private void label(Way way) {
    String text = way.flight.type();
    for (double place : PLACES) {
      Point point = along(way.points, place);
      boolean onLane =
          canvas.lanes().stream().anyMatch(lane -> Math.abs(canvas.y(lane) - point.y) < 9);
      if (!onLane && canvas.labels().tryTake(Box.centred(text, LABEL, point.x, point.y + 3.5))) {
        svg.text(
            "text",
            text,
            "class",
            "sd-label sd-halo sd-f" + canvas.colour(text),
            "x",
            point.x,
            "y",
            point.y + 3.5,
            "text-anchor",
            "middle",
            "font-size",
            LABEL);
        return;
      }
    }
  }

  /** The point at this share of the way. */
  private static Point along(List<Point> points, double share) {
    double length = 0;
    for (int i = 1; i < points.size(); i++) {
      length += distance(points.get(i - 1), points.get(i));
    }
    double rest = share * length;
    int i = 1;
    while (i < points.size() - 1 && rest > distance(points.get(i - 1), points.get(i))) {
      rest -= distance(points.get(i - 1), points.get(i));
      i++;
    }
    Point from = points.get(i - 1);
    Point to = points.get(i);
    double part = rest / Math.max(1e-9, distance(from, to));
    return new Point(from.x + (to.x - from.x) * part, from.y + (to.y - from.y) * part);
  }

  private static double distance(Point a, Point b) {
    return Math.hypot(b.x - a.x, b.y - a.y);
  }

  /** What became of the message; a loss is an event, and told like one. */
  private String title(Flight flight) {
    boolean lossSeen = flight.fate() == Fate.LOST && flight.end().isPresent();
    return words(flight) + (lossSeen ? "\n" + describe(flight.end().orElseThrow()) : "");
  }

  private String describe(Scene.Anchor at) {
    return LanePainter.describe(canvas.scene().events().get(at.slot()));
  }

  /** A dot where the message was turned round, with the event that did it. */
  private void bends(Way way, int colour) {
    for (int i = 0; i < way.flight.bends().size() && way.flight.start().isPresent(); i++) {
      Point corner = way.points.get(i + 1);
      svg.open("g", "class", "sd-hover");
      way.flight.bends().get(i).at().ifPresent(at -> svg.text("title", describe(at)));
      svg.element(
          "circle", "class", "sd-bend sd-f" + colour, "cx", corner.x, "cy", corner.y, "r", 3.2);
      svg.close();
    }
  }

  private static String words(Flight flight) {
    String name = flight.type().isEmpty() ? "message" : flight.type();
    String way =
        name
            + " (message "
            + flight.id()
            + "), "
            + flight.from().orElse("?")
            + " to "
            + flight.to();
    String fate =
        flight.fate() == Fate.LOST
            ? ": lost"
            : flight.fate() == Fate.UNRECEIVED ? ": not received by the end" : ": received";
    return way
        + fate
        + (flight.duplicate() ? ", a duplicate" : "")
        + (flight.bends().isEmpty() ? "" : ", rerouted");
  }
}
