package org.scrutin.replay.shrink;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.scrutin.modelcheck.tlc.SpecException;
import org.scrutin.replay.Rejection;
import org.scrutin.replay.ReplayEngine.Place;
import org.scrutin.replay.TraceException;
import org.scrutin.replay.TraceParts;

/**
 * Replays a part of the trace from where it first differs from what is left of it, and no further
 * than to where it stands as that did: what follows is judged alike then. An event that is refused
 * on the way is left out too, and the replay goes on.
 */
final class ResumedReplays implements Trials {

  private final TraceParts parts;
  private final Predicate<Rejection> isSame;
  private final Effort effort;
  private final Places places = new Places();
  private final Map<String, Integer> lastReceipts = new HashMap<>();
  private List<Sketch> kept;
  private int givenUp;

  private ResumedReplays(
      List<Sketch> events, TraceParts parts, Predicate<Rejection> isSame, Effort effort) {
    this.kept = events;
    this.parts = parts;
    this.isSame = isSame;
    this.effort = effort;
    for (Sketch event : events) {
      event.received().ifPresent(message -> lastReceipts.put(message, event.line()));
    }
  }

  /**
   * Replays the trace once; nothing, if its replay cannot be resumed, or is not rejected like this.
   * Lines that are no events go at once: nothing depends on them.
   */
  static Optional<Trials> of(
      List<Sketch> events, TraceParts parts, Predicate<Rejection> isSame, Effort effort) {
    List<Sketch> steps = events.stream().filter(event -> parts.isEvent(event.line())).toList();
    if (!parts.isEvent(events.get(events.size() - 1).line())) {
      return Optional.empty();
    }
    ResumedReplays replays = new ResumedReplays(steps, parts, isSame, effort);
    return replays.isReplayed() ? Optional.of(replays) : Optional.empty();
  }

  private boolean isReplayed() {
    boolean goesOn = parts.begin() && remember(0);
    for (int i = 0; goesOn && i < kept.size() - 1; i++) {
      goesOn = accepts(kept.get(i), i + 1) && remember(kept.get(i).line());
    }
    return goesOn && isRejected(kept.size());
  }

  private boolean remember(int line) {
    Optional<Place> place = parts.place();
    place.ifPresent(here -> places.put(line, here));
    return place.isPresent();
  }

  private boolean accepts(Sketch event, int number) {
    effort.replayed(1);
    return parts.accepts(event.line(), number);
  }

  /** Whether the last event is rejected here for the same reason. */
  private boolean isRejected(int number) {
    effort.replayed(1);
    try {
      return parts.step(rejected().line(), number).filter(isSame).isPresent();
    } catch (TraceException | SpecException e) {
      // What cannot be evaluated is another reason.
      return false;
    }
  }

  private Sketch rejected() {
    return kept.get(kept.size() - 1);
  }

  @Override
  public List<Sketch> kept() {
    return kept;
  }

  @Override
  public int givenUp() {
    return givenUp;
  }

  @Override
  public boolean without(Predicate<Sketch> unwanted, int more) {
    int first = 0;
    int last = -1;
    for (int i = kept.size() - 2; i >= 0; i--) {
      if (unwanted.test(kept.get(i))) {
        last = Math.max(last, i);
        first = i;
      }
    }
    if (last < 0) {
      return false;
    }
    effort.tried();
    return new Trial(unwanted, more, kept.get(last).line()).isAlike(first);
  }

  /** One attempt. */
  private final class Trial {
    private final Predicate<Sketch> unwanted;
    private int more;

    /** The last line of which it is known that it goes. */
    private int lastGone;

    private final Set<String> unsent = new HashSet<>();
    private final List<Sketch> left;
    private final Set<Integer> gone = new HashSet<>();
    private final Map<Integer, Place> fresh = new HashMap<>();

    Trial(Predicate<Sketch> unwanted, int more, int lastGone) {
      this.unwanted = unwanted;
      this.more = more;
      this.lastGone = lastGone;
      this.left = new ArrayList<>(kept.size());
    }

    boolean isAlike(int first) {
      resume(first);
      for (int next = first; next < kept.size() - 1; next++) {
        if (effort.isOver() || !goOn(kept.get(next))) {
          return false;
        }
        if (standsAsBefore(kept.get(next))) {
          left.addAll(kept.subList(next + 1, kept.size()));
          keep();
          return true;
        }
      }
      if (isUnsent(rejected()) || !isRejected(left.size() + 1)) {
        return false;
      }
      left.add(rejected());
      keep();
      return true;
    }

    /** Goes to where the first event to go follows. */
    private void resume(int first) {
      int line = places.lastBefore(kept.get(first).line());
      parts.goTo(places.after(line).orElseThrow());
      for (int i = 0; i < first; i++) {
        if (kept.get(i).line() > line && !accepts(kept.get(i), i + 1)) {
          throw new IllegalStateException("line " + kept.get(i).line() + " was accepted before");
        }
        left.add(kept.get(i));
      }
    }

    /** Takes the event or leaves it out; false, if this leads nowhere. */
    private boolean goOn(Sketch event) {
      if (unwanted.test(event) || isUnsent(event)) {
        goes(event);
        return !isUnsent(rejected());
      }
      if (!accepts(event, left.size() + 1)) {
        more--;
        goes(event);
        return more >= 0 && !isUnsent(rejected());
      }
      left.add(event);
      Optional<Place> place = parts.place();
      // So many states may be possible that the replay goes on in another way.
      givenUp += place.isEmpty() ? 1 : 0;
      place
          .filter(any -> places.after(event.line()).isPresent())
          .ifPresent(any -> fresh.put(event.line(), any));
      return place.isPresent();
    }

    private boolean isUnsent(Sketch event) {
      return event.received().filter(unsent::contains).isPresent();
    }

    private void goes(Sketch event) {
      gone.add(event.line());
      unsent.addAll(event.sent());
      lastGone = Math.max(lastGone, event.line());
      for (String message : event.sent()) {
        lastGone = Math.max(lastGone, lastReceipts.getOrDefault(message, 0));
      }
    }

    private boolean standsAsBefore(Sketch event) {
      return event.line() >= lastGone
          && !gone.contains(event.line())
          && Optional.ofNullable(fresh.get(event.line()))
              .filter(place -> place.isLike(places.after(event.line()).orElseThrow()))
              .isPresent();
    }

    private void keep() {
      gone.forEach(places::remove);
      fresh.forEach(places::put);
      kept = left;
    }
  }
}
