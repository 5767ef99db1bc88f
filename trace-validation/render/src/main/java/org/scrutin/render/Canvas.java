package org.scrutin.render;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.scrutin.render.Scene.Anchor;

/** What the painters of one picture share: where things are, and what has been used. Mutable. */
final class Canvas {

  /** Height of a note's row and of a banner's row. */
  static final double ROW = 21;

  private static final double FIRST_LANE = 44;

  private final Scene scene;
  private final TimeAxis axis;
  private final Svg svg = new Svg();
  private final LabelPlacer labels = new LabelPlacer();
  private final Set<Mark> used = EnumSet.noneOf(Mark.class);
  private final List<String> messageTypes = new ArrayList<>();
  private final double lanesTop;
  private final String id;

  /**
   * A canvas without a mark.
   *
   * @param lanesTop where the lanes begin, in pixels from the top
   * @param id what the ids of this picture begin with
   */
  Canvas(Scene scene, TimeAxis axis, double lanesTop, String id) {
    this.scene = scene;
    this.axis = axis;
    this.lanesTop = lanesTop;
    this.id = id;
  }

  Scene scene() {
    return scene;
  }

  TimeAxis axis() {
    return axis;
  }

  Svg svg() {
    return svg;
  }

  LabelPlacer labels() {
    return labels;
  }

  List<String> lanes() {
    return scene.survey().lanes();
  }

  double lanesTop() {
    return lanesTop;
  }

  double lanesBottom() {
    return lanesTop + FIRST_LANE + (lanes().size() - 1) * spacing() + 40;
  }

  boolean hasLane(String lane) {
    return lanes().contains(lane);
  }

  double y(String lane) {
    return lanesTop + FIRST_LANE + lanes().indexOf(lane) * spacing();
  }

  /** From lane to lane. */
  double spacing() {
    return lanes().size() <= 5 ? 92 : lanes().size() <= 9 ? 78 : 66;
  }

  double x(Anchor anchor) {
    return axis.x(anchor);
  }

  String hatch() {
    return "url(#" + id + "h)";
  }

  String id(String suffix) {
    return id + suffix;
  }

  /** Remembers for the legend that this was drawn. */
  void use(Mark mark) {
    used.add(mark);
  }

  Set<Mark> used() {
    return used;
  }

  /**
   * The number of the colour of a type of message, kept for the legend; the last is for no type.
   */
  int colour(String messageType) {
    if (messageType.isEmpty()) {
      return Style.MESSAGE_COLOURS - 1;
    }
    if (!messageTypes.contains(messageType)) {
      messageTypes.add(messageType);
    }
    return messageTypes.indexOf(messageType) % (Style.MESSAGE_COLOURS - 1);
  }

  List<String> messageTypes() {
    return messageTypes;
  }

  /** A cross of two strokes. */
  static String cross(double x, double y, double r) {
    return "M"
        + point(x - r, y - r)
        + "L"
        + point(x + r, y + r)
        + "M"
        + point(x - r, y + r)
        + "L"
        + point(x + r, y - r);
  }

  static String point(double x, double y) {
    return Svg.number(x) + " " + Svg.number(y);
  }
}
