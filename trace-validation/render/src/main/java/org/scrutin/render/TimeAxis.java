package org.scrutin.render;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.scrutin.render.Scene.Anchor;

/**
 * Where each event stands from left to right. Order is kept exactly, distance is not: simulated
 * time comes in bursts and long waits, and to scale the bursts would be a blot. A wait grows with
 * the logarithm of its length.
 */
final class TimeAxis {

  /** Room for what was left out, in words. */
  private static final double GAP = 190;

  /** Between the edge of a segment and its first or last event. */
  private static final double MARGIN = 34;

  /** Beyond this width a person scrolls instead of looking; then the events move closer. */
  private static final int MANY = 70;

  /** Pixels that fit on most screens without scrolling. */
  private static final double COMFORTABLE = 1150;

  private final Scene scene;
  private final double[] x;
  private final double typicalWait;
  private final double start;
  private final double end;

  /**
   * Lays out the events.
   *
   * @param start pixels from the left to where the axis begins
   */
  TimeAxis(Scene scene, double start) {
    this.scene = scene;
    this.start = start;
    this.typicalWait = typicalWait(scene.events());
    this.x = new double[scene.events().size()];
    double stretch = stretch();
    double at = start;
    for (int s = 0; s < scene.segments().size(); s++) {
      Scene.Segment segment = scene.segments().get(s);
      at += gapBefore(s).isPresent() ? GAP : 0;
      at += MARGIN;
      for (int slot = segment.first(); slot <= segment.last(); slot++) {
        at += slot == segment.first() ? 0 : distance(slot) * stretch;
        x[slot] = at;
      }
      at += MARGIN;
    }
    at += gapBefore(scene.segments().size()).isPresent() ? GAP : 0;
    this.end = at;
  }

  /** A short trace may fill the screen. */
  private double stretch() {
    double natural = 0;
    for (Scene.Segment segment : scene.segments()) {
      for (int slot = segment.first() + 1; slot <= segment.last(); slot++) {
        natural += distance(slot);
      }
    }
    return natural == 0 ? 1 : Math.max(1, Math.min(2.2, COMFORTABLE / natural));
  }

  private double distance(int slot) {
    TraceLine.Event before = scene.events().get(slot - 1);
    TraceLine.Event event = scene.events().get(slot);
    boolean many = scene.events().size() > MANY;
    boolean sameLane = before.at().equals(event.at());
    double least = (sameLane ? 24 : 15) * (many ? 0.8 : 1);
    if (!scene.survey().timed()) {
      return least + 8;
    }
    double wait = event.time().orElse(0) - before.time().orElse(0);
    double stretch = (many ? 9 : 14) * Math.log1p(wait / typicalWait) / Math.log(2);
    return least + Math.min(stretch, many ? 50 : 90);
  }

  /** The median of the waits that are not nothing; at least a microsecond. */
  private static double typicalWait(List<TraceLine.Event> events) {
    double[] waits =
        IntStream.range(1, events.size())
            .mapToDouble(i -> events.get(i).time().orElse(0) - events.get(i - 1).time().orElse(0))
            .filter(wait -> wait > 0)
            .sorted()
            .toArray();
    return waits.length == 0 ? 1 : waits[waits.length / 2];
  }

  /** The gap to the left of a segment; for the number of segments, the gap after the last. */
  private Optional<Scene.Gap> gapBefore(int segment) {
    return scene.gaps().stream().filter(gap -> gap.segmentBefore() == segment - 1).findFirst();
  }

  double start() {
    return start;
  }

  double end() {
    return end;
  }

  double x(int slot) {
    return x[slot];
  }

  double x(Anchor anchor) {
    double at = x[anchor.slot()];
    if (anchor.side() == Scene.Side.BEFORE) {
      return at - MARGIN;
    }
    return anchor.side() == Scene.Side.AFTER ? at + MARGIN : at;
  }

  /** The left edge of a segment. */
  double left(Scene.Segment segment) {
    return x[segment.first()] - MARGIN;
  }

  /** The right edge of a segment. */
  double right(Scene.Segment segment) {
    return x[segment.last()] + MARGIN;
  }

  /** The right edge of the segment that has this slot. */
  double rightEdge(int slot) {
    return scene.segments().stream()
        .filter(segment -> segment.first() <= slot && slot <= segment.last())
        .mapToDouble(this::right)
        .findFirst()
        .orElse(end);
  }

  /** From where to where a gap reaches. */
  Span span(Scene.Gap gap) {
    double left =
        gap.segmentBefore() < 0 ? start : right(scene.segments().get(gap.segmentBefore()));
    return new Span(left, left + GAP, true, true);
  }

  /**
   * The pieces of a note that are in the picture, one a segment; none if it happened in a gap. A
   * note without a time stands after the event before it.
   */
  List<Span> spans(TraceLine.Note note) {
    List<Span> spans = new ArrayList<>();
    for (Scene.Segment segment : scene.segments()) {
      if (scene.survey().timed() && note.time().isPresent()) {
        timedSpan(segment, note).ifPresent(spans::add);
      } else {
        momentAfter(segment, note.afterEvent()).ifPresent(spans::add);
      }
    }
    return List.copyOf(spans);
  }

  private Optional<Span> timedSpan(Scene.Segment segment, TraceLine.Note note) {
    long from = note.time().orElse(0);
    // What has no end lasts, but a note of a moment has neither.
    boolean lasting =
        note.until().isPresent() || note.from().isPresent() || !note.groups().isEmpty();
    long until = note.until().orElse(lasting ? Long.MAX_VALUE : from);
    List<Scene.Segment> all = scene.segments();
    boolean first = segment.equals(all.get(0)) && gapBefore(0).isEmpty();
    boolean last = segment.equals(all.get(all.size() - 1)) && gapBefore(all.size()).isEmpty();
    long begin = first ? 0 : time(segment.first());
    long finish = last ? Long.MAX_VALUE : time(segment.last());
    if (from > finish || until < begin) {
      return Optional.empty();
    }
    return Optional.of(
        new Span(
            at(segment, from),
            at(segment, until),
            from >= begin,
            until <= finish && until != Long.MAX_VALUE));
  }

  private Optional<Span> momentAfter(Scene.Segment segment, long event) {
    long first = scene.events().get(segment.first()).number();
    long last = scene.events().get(segment.last()).number();
    if (event < first - 1 || event > last) {
      return Optional.empty();
    }
    double at =
        event < first
            ? left(segment) + MARGIN / 2
            : event == last
                ? right(segment) - MARGIN / 2
                : (x[segment.first() + (int) (event - first)]
                        + x[segment.first() + (int) (event - first) + 1])
                    / 2;
    return Optional.of(new Span(at, at, true, true));
  }

  private long time(int slot) {
    return scene.events().get(slot).time().orElse(0);
  }

  /** Where a moment lies: between its two neighbours, in proportion. */
  private double at(Scene.Segment segment, long time) {
    if (time < time(segment.first())) {
      return left(segment) + MARGIN / 2;
    }
    if (time > time(segment.last())) {
      return time == Long.MAX_VALUE ? right(segment) : right(segment) - MARGIN / 2;
    }
    int slot = segment.first();
    while (slot < segment.last() && time(slot + 1) <= time) {
      slot++;
    }
    if (slot == segment.last()) {
      return x[slot];
    }
    double share = (double) (time - time(slot)) / (time(slot + 1) - time(slot));
    return x[slot] + share * (x[slot + 1] - x[slot]);
  }

  /** Slots that get a tick: as many as have room. */
  int[] ticks(double room) {
    int[] ticks = new int[x.length];
    int count = 0;
    double free = Double.NEGATIVE_INFINITY;
    for (int slot = 0; slot < x.length; slot++) {
      if (x[slot] >= free) {
        ticks[count++] = slot;
        free = x[slot] + room;
      }
    }
    return Arrays.copyOf(ticks, count);
  }

  /**
   * A piece of the axis.
   *
   * @param begins whether what it shows begins here
   * @param ends whether what it shows ends here
   */
  record Span(double left, double right, boolean begins, boolean ends) {}
}
