package org.scrutin.replay.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import org.scrutin.replay.LongSet;
import org.scrutin.replay.TraceLine;
import tlc2.tool.TLCState;

/**
 * Finds a behaviour for events that leave many open, one event at a time: follows one behaviour as
 * long as it goes on, and goes back to where another was possible when it does not. What has been
 * seen before an event is not looked at again, so that the events are only rejected when all
 * behaviours have been tried. Steps that are not logged are tried last, the fewest first.
 */
final class DepthFirst {

  private static final int MAX_FURTHEST = 200;
  private static final long DEPTH_FACTOR = 0x9E3779B97F4A7C15L;

  private final Silent silent;
  private final Depths depths;
  private final BiPredicate<Claim, Edge> holds;
  private final int maxStates;

  private final List<TLCState> starts;
  private final List<Claim> claims = new ArrayList<>();
  private final Deque<Frame> path = new ArrayDeque<>();
  private final Iterator<TLCState> roots;
  private final LongSet seen = new LongSet();
  private final List<Integer> widths = new ArrayList<>();
  private final List<Frame> furthest = new ArrayList<>();
  private final SortedMap<Integer, Integer> ends = new TreeMap<>();
  private int depth = -1;

  /**
   * A state after so many events, the silent steps before the last one, what may follow, and what
   * was before it, if anything was.
   */
  private record Frame(TLCState state, Reached by, int depth, Ways next, Frame before) {}

  /** A way to take an event: from a state that silent steps led to. */
  private record Reached(Edge edge, List<Silent.Step> unlogged) {}

  /** How far a search has come. */
  enum Outcome {
    FOUND,
    EXHAUSTED,
    TOO_MANY
  }

  /**
   * @param starts where the first event may begin
   * @param silent the steps that need not be logged
   * @param holds whether the properties hold after a step
   */
  DepthFirst(
      List<TLCState> starts,
      Silent silent,
      Depths depths,
      BiPredicate<Claim, Edge> holds,
      int maxStates) {
    this.starts = List.copyOf(starts);
    this.roots = this.starts.iterator();
    this.silent = silent;
    this.depths = depths;
    this.holds = holds;
    this.maxStates = maxStates;
  }

  /** Goes on until there is a behaviour with this event at its end too. */
  Outcome extend(Claim claim) {
    claims.add(claim);
    while (path.isEmpty() || path.peek().depth() < claims.size()) {
      if (seen.size() > maxStates) {
        return Outcome.TOO_MANY;
      }
      if (path.isEmpty()) {
        if (!roots.hasNext()) {
          return Outcome.EXHAUSTED;
        }
        TLCState root = roots.next();
        push(root, new Reached(new Edge(root, root), List.of()), 0);
      } else if (path.peek().next().hasNext()) {
        Reached way = path.peek().next().next();
        push(way.edge().to(), way, path.peek().depth() + 1);
      } else {
        Frame end = path.pop();
        if (!end.next().hasLed) {
          ends.merge(end.depth(), 1, Integer::sum);
        }
      }
    }
    return Outcome.FOUND;
  }

  private void push(TLCState state, Reached by, int at) {
    if (!seen.add(depths.key(state) ^ (at + 1) * DEPTH_FACTOR)) {
      return;
    }
    while (widths.size() <= at) {
      widths.add(0);
    }
    widths.set(at, widths.get(at) + 1);
    if (at > depth) {
      depth = at;
      furthest.clear();
    }
    Frame frame = new Frame(state, by, at, new Ways(state, at), path.peek());
    if (at == depth && furthest.size() < MAX_FURTHEST) {
      furthest.add(frame);
    }
    path.push(frame);
  }

  /** The ways to take the event after a state, with no silent step, with one, and so on. */
  private final class Ways implements Iterator<Reached> {
    private final int at;
    private final Deque<Reached> ready = new ArrayDeque<>();
    private final Silent.Reach from;

    /** Whether anything followed, if only what had been seen already. */
    private boolean hasLed;

    Ways(TLCState state, int at) {
      this.at = at;
      this.from = silent.from(state, edge -> holds.test(claims.get(at), edge));
    }

    @Override
    public boolean hasNext() {
      while (ready.isEmpty() && from.hasNext()) {
        Silent.Place place = from.next();
        Claim claim = claims.get(at);
        List<Edge> reached = new ArrayList<>(1);
        claim.steps(place.state(), reached);
        for (Edge edge : reached) {
          depths.count(edge.from(), edge.to());
          if (claim.agrees(edge) && holds.test(claim, edge)) {
            ready.add(new Reached(edge, place.unlogged()));
          }
        }
      }
      return !ready.isEmpty();
    }

    @Override
    public Reached next() {
      hasLed = true;
      return ready.remove();
    }
  }

  /** The step that the last event is, on the behaviour found. */
  Edge last() {
    return path.peek().by().edge();
  }

  /**
   * The steps that the events are, on the behaviour found, or else on one that came furthest, and
   * those between them.
   */
  void forEachStep(BiConsumer<Claim, Edge> step, Consumer<Silent.Step> unlogged) {
    for (Frame frame : way()) {
      frame.by().unlogged().forEach(unlogged);
      if (frame.depth() > 0) {
        step.accept(claims.get(frame.depth() - 1), frame.by().edge());
      }
    }
  }

  /** That behaviour, from its first state; nothing before the first event. */
  private Deque<Frame> way() {
    Deque<Frame> way = new ArrayDeque<>();
    for (Frame frame = end().orElse(null); frame != null; frame = frame.before()) {
      way.push(frame);
    }
    return way;
  }

  /** The last steps of the behaviour found, or else of one that came furthest; at most so many. */
  List<Recent.Taken> lastSteps(int most) {
    Deque<Recent.Taken> steps = new ArrayDeque<>();
    Frame frame = end().orElse(null);
    while (frame != null && frame.depth() > 0 && steps.size() < most) {
      TraceLine.Event event = claims.get(frame.depth() - 1).event();
      steps.addFirst(new Recent.Taken(event, Optional.of(frame.by().edge())));
      frame = frame.before();
    }
    return List.copyOf(steps);
  }

  /** Where these end; nowhere before the first event. */
  Optional<TLCState> lastState() {
    return end().map(Frame::state);
  }

  private Optional<Frame> end() {
    return path.isEmpty() ? furthest.stream().findFirst() : Optional.of(path.peek());
  }

  /** Where that behaviour begins; where one might, before the first event. */
  List<TLCState> begins() {
    Deque<Frame> way = way();
    return way.isEmpty() ? starts : List.of(way.peek().state());
  }

  /** The event that no behaviour reaches, when all have been tried. */
  Claim stuck() {
    return claims.get(Math.min(depth, claims.size() - 1));
  }

  /** The states before that event, some of them. */
  List<TLCState> furthest() {
    return furthest.stream().map(Frame::state).toList();
  }

  /** How many states there are before that event. */
  int reached() {
    return widths.get(depth);
  }

  /** How many behaviours ended before earlier events, by the event's number. */
  SortedMap<Long, Integer> ended() {
    SortedMap<Long, Integer> ended = new TreeMap<>();
    ends.headMap(depth).forEach((at, times) -> ended.put(claims.get(at).event().number(), times));
    return ended;
  }

  /** How many states were seen after the event with the most, and which event that is. */
  int widest() {
    return widths.stream().mapToInt(Integer::intValue).max().orElse(0);
  }

  /** The event after which there were the most states. */
  Claim widestAfter() {
    return claims.get(Math.max(0, Math.min(widths.indexOf(widest()), claims.size()) - 1));
  }

  int states() {
    return seen.size();
  }

  /** Adds what was not logged on the behaviour found. */
  void countSilent(SortedMap<String, Long> actions) {
    for (Frame frame : path) {
      frame.by().unlogged().forEach(step -> actions.merge(step.action(), 1L, Long::sum));
    }
  }
}
