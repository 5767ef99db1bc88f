package org.scrutin.render;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.scrutin.render.Scene.Anchor;
import org.scrutin.render.Scene.Side;

/**
 * Goes through a trace and collects what is in the window. Events outside of it are followed, so
 * that it is known who led and who was down where a segment begins, but they are not kept.
 */
final class SceneBuilder implements Consumer<TraceLine> {

  /** So many leaders at once are named. */
  private static final int MAX_NAMED = 6;

  private final Survey survey;
  private final List<Window.Range> ranges;
  private final NodeViews nodes;
  private final FlightBuilder flights = new FlightBuilder();

  private final List<TraceLine.Event> events = new ArrayList<>();
  private final List<Scene.Segment> segments = new ArrayList<>();
  private final List<Scene.Gap> gaps = new ArrayList<>();
  private final List<Scene.Leadership> leaderships = new ArrayList<>();
  private final List<Scene.Outage> outages = new ArrayList<>();
  private final List<Scene.Conflict> conflicts = new ArrayList<>();
  private final List<TraceLine.Note> notes = new ArrayList<>();

  private final Map<String, OpenLeadership> leading = new LinkedHashMap<>();
  private final Map<String, Anchor> down = new LinkedHashMap<>();
  private Optional<OpenConflict> conflict = Optional.empty();
  private boolean inWindow;
  private int segmentStart;
  private Optional<OpenGap> gap = Optional.empty();

  private record OpenLeadership(Optional<String> epoch, Anchor start) {}

  private record OpenConflict(List<String> lanes, String words, boolean sameEpoch, Anchor start) {
    boolean isOf(List<String> leaders, String theirs, boolean inOneEpoch) {
      return lanes.equals(leaders) && words.equals(theirs) && sameEpoch == inOneEpoch;
    }
  }

  private static final class OpenGap {
    private final long first;
    private long last;
    private int crashes;
    private int restarts;
    private int losses;
    private int doubleLeaderships;

    OpenGap(long first) {
      this.first = first;
    }
  }

  private SceneBuilder(Survey survey, List<Window.Range> ranges) {
    this.survey = survey;
    this.ranges = ranges;
    this.nodes = new NodeViews(survey.lanes());
  }

  /** Reads the trace and keeps what is in these ranges. */
  static Scene build(TraceSource source, Survey survey, List<Window.Range> ranges) {
    SceneBuilder builder = new SceneBuilder(survey, ranges);
    TraceReader.read(source, builder);
    return builder.finish();
  }

  @Override
  public void accept(TraceLine line) {
    if (line instanceof TraceLine.Event event) {
      step(event);
    } else if (line instanceof TraceLine.Note note) {
      notes.add(note);
    }
  }

  private void step(TraceLine.Event event) {
    boolean visible = ranges.stream().anyMatch(range -> range.contains(event.number()));
    if (visible) {
      if (!inWindow) {
        beginSegment();
      }
      events.add(event);
      int slot = events.size() - 1;
      nodes.see(event);
      followSpans(event, Anchor.at(slot));
      flights.see(event, Optional.of(Anchor.at(slot)));
    } else {
      if (inWindow) {
        endSegment();
      }
      passOver(event);
      flights.see(event, Optional.empty());
    }
  }

  private void beginSegment() {
    gap.ifPresent(this::closeGap);
    gap = Optional.empty();
    inWindow = true;
    segmentStart = events.size();
    Anchor edge = new Anchor(segmentStart, Side.BEFORE);
    for (String lane : survey.lanes()) {
      if (!nodes.isUp(lane)) {
        down.put(lane, edge);
      }
      if (nodes.leads(lane)) {
        leading.put(lane, new OpenLeadership(nodes.epoch(lane), edge));
      }
    }
    followConflict(edge);
  }

  private void endSegment() {
    int last = events.size() - 1;
    segments.add(new Scene.Segment(segmentStart, last));
    inWindow = false;
    Anchor edge = new Anchor(last, Side.AFTER);
    List.copyOf(leading.keySet()).forEach(lane -> closeLeadership(lane, edge));
    List.copyOf(down.keySet()).forEach(lane -> closeOutage(lane, edge, false));
    closeConflict(edge);
  }

  private void passOver(TraceLine.Event event) {
    OpenGap open = gap.orElseGet(() -> new OpenGap(event.number()));
    boolean conflictBefore = nodes.leaders().size() > 1;
    nodes.see(event);
    open.last = event.number();
    open.crashes += event.isCrash() ? 1 : 0;
    open.restarts += event.isRestart() ? 1 : 0;
    open.losses += event.isLoss() ? 1 : 0;
    open.doubleLeaderships += !conflictBefore && nodes.leaders().size() > 1 ? 1 : 0;
    gap = Optional.of(open);
  }

  private void closeGap(OpenGap open) {
    gaps.add(
        new Scene.Gap(
            segments.size() - 1,
            open.first,
            open.last,
            open.crashes,
            open.restarts,
            open.losses,
            open.doubleLeaderships));
  }

  private void followSpans(TraceLine.Event event, Anchor now) {
    String lane = event.at();
    if (nodes.isUp(lane)) {
      closeOutage(lane, now, event.isRestart());
    } else {
      down.putIfAbsent(lane, now);
    }
    Optional<OpenLeadership> open = Optional.ofNullable(leading.get(lane));
    boolean same = open.filter(old -> old.epoch.equals(nodes.epoch(lane))).isPresent();
    if (!nodes.leads(lane) || !same) {
      closeLeadership(lane, now);
    }
    if (nodes.leads(lane)) {
      leading.putIfAbsent(lane, new OpenLeadership(nodes.epoch(lane), now));
    }
    followConflict(now);
  }

  private void closeLeadership(String lane, Anchor end) {
    Optional.ofNullable(leading.remove(lane))
        .ifPresent(
            open ->
                leaderships.add(
                    new Scene.Leadership(
                        lane, open.epoch, open.start, end, open.start.side() == Side.AT)));
  }

  private void closeOutage(String lane, Anchor end, boolean restarted) {
    Optional.ofNullable(down.remove(lane))
        .ifPresent(
            start ->
                outages.add(
                    new Scene.Outage(lane, start, end, start.side() == Side.AT, restarted)));
  }

  private void followConflict(Anchor now) {
    List<String> leaders = nodes.leaders();
    String words = words(leaders);
    boolean sameEpoch = nodes.shareAnEpoch(leaders);
    if (conflict.filter(open -> open.isOf(leaders, words, sameEpoch)).isPresent()) {
      return;
    }
    closeConflict(now);
    if (leaders.size() > 1) {
      conflict = Optional.of(new OpenConflict(leaders, words, sameEpoch, now));
    }
  }

  private void closeConflict(Anchor end) {
    conflict.ifPresent(
        open ->
            conflicts.add(
                new Scene.Conflict(open.lanes, open.sameEpoch, open.words, open.start, end)));
    conflict = Optional.empty();
  }

  private String words(List<String> leaders) {
    List<String> each =
        leaders.stream()
            .limit(MAX_NAMED)
            .map(lane -> shorten(lane) + nodes.epoch(lane).map(SceneBuilder::inEpoch).orElse(""))
            .toList();
    String more = leaders.size() > MAX_NAMED ? ", …" : "";
    return leaders.size() + " leaders at once: " + String.join(", ", each) + more;
  }

  private static String inEpoch(String epoch) {
    return " (epoch " + shorten(epoch) + ")";
  }

  private static String shorten(String name) {
    return Words.shorten(name, LanePainter.NAME);
  }

  private Scene finish() {
    if (inWindow) {
      endSegment();
    }
    gap.ifPresent(this::closeGap);
    return new Scene(
        survey,
        List.copyOf(events),
        List.copyOf(segments),
        List.copyOf(gaps),
        flights.finish(),
        List.copyOf(leaderships),
        List.copyOf(outages),
        List.copyOf(conflicts),
        List.copyOf(notes));
  }
}
