package org.scrutin.replay.shrink;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.scrutin.modelcheck.tlc.SpecException;
import org.scrutin.replay.Rejection;
import org.scrutin.replay.TraceException;
import org.scrutin.replay.Verdict;

/**
 * Leaves out events of a rejected trace while what is left is still rejected at the same event for
 * the same reason (Zeller and Hildebrandt, "Simplifying and isolating failure-inducing input",
 * 2002). What comes after the rejected event goes first. With an event goes what is rejected
 * without it, and with a message who receives it; a message that the rejected event receives stays,
 * or "it was never sent" would take the place of any other reason. Not thread-safe.
 */
public final class TraceShrinker {

  /** So many events are left out at most since they need what is gone. */
  private static final int MAX_MORE = 16;

  private final Format format;
  private final Judge judge;
  private final Limits limits;

  private final long started = System.nanoTime();
  private long replayed;
  private int replays;

  /** How lines become a trace again. */
  public enum Format {
    /** Scrutin's own: a header, and events that are numbered. */
    OURS,
    /** That of a log with a binding: every line stands for itself. */
    BOUND,
    /** That of a trace specification: the same. */
    TRACE_SPEC
  }

  /** Judges a trace that is made of these lines. */
  public interface Judge {
    /** Judges; exceptions that are about the trace or specification count as another reason. */
    Verdict judge(List<String> lines);
  }

  /**
   * When to be content with what was found.
   *
   * @param events so many events are replayed at most, over all attempts
   * @param time so long it takes at most, but for the attempt under way
   */
  public record Limits(long events, Duration time) {}

  public TraceShrinker(Format format, Judge judge, Limits limits) {
    this.format = format;
    this.judge = judge;
    this.limits = limits;
  }

  /**
   * Shrinks a trace.
   *
   * @param lines all its lines
   * @param rejection why it is rejected
   */
  public Shrunk shrink(List<String> lines, Rejection rejection) {
    Search search = new Search(lines, reason(rejection));
    List<Sketch> least = search.run(events(lines, last(rejection, lines.size())));
    return new Shrunk(
        search.trace(least), least.stream().map(Sketch::line).toList(), search.isSmallest, replays);
  }

  private Reason reason(Rejection rejection) {
    return format == Format.TRACE_SPEC ? Reason.ofTraceSpec(rejection) : Reason.of(rejection);
  }

  private List<Sketch> events(List<String> lines, int last) {
    boolean ours = format == Format.OURS;
    return IntStream.rangeClosed(ours ? 2 : 1, last)
        .filter(n -> !lines.get(n - 1).isBlank())
        .boxed()
        .flatMap(
            n ->
                ours
                    ? Sketch.ours(n, lines.get(n - 1)).stream()
                    : List.of(Sketch.free(n, lines.get(n - 1))).stream())
        .toList();
  }

  /** The line that is rejected; the last one, if the rejection is of none. */
  private static int last(Rejection rejection, int lines) {
    String where = rejection.where();
    String line = where.substring(where.lastIndexOf(':') + 1);
    return line.matches("\\d{1,9}") ? Math.min(lines, Integer.parseInt(line)) : lines;
  }

  private boolean isOver() {
    return replayed >= limits.events() || System.nanoTime() - started >= limits.time().toNanos();
  }

  /** One trace's search. */
  private final class Search {
    private final List<String> lines;
    private final Reason reason;
    private boolean isSmallest;

    Search(List<String> lines, Reason reason) {
      this.lines = lines;
      this.reason = reason;
    }

    List<Sketch> run(List<Sketch> events) {
      List<Sketch> left = events;
      // The initial state alone may be rejected.
      isSmallest = events.isEmpty();
      if (isSmallest || rejectedAt(events) != events.size()) {
        return left;
      }
      Set<String> groups = new LinkedHashSet<>();
      events.forEach(event -> groups.addAll(event.groups()));
      for (String group : groups) {
        left = without(left, event -> event.groups().contains(group));
      }
      for (int chunk = Math.max(1, left.size() / 2); chunk > 1; chunk /= 2) {
        left = chunks(left, chunk);
      }
      int before;
      do {
        before = left.size();
        left = chunks(left, 1);
      } while (left.size() < before && !isOver());
      isSmallest = !isOver();
      return left;
    }

    private List<Sketch> chunks(List<Sketch> events, int size) {
      List<Sketch> left = events;
      for (int from = 0; from < left.size() - 1 && !isOver(); ) {
        Set<Sketch> chunk = new HashSet<>(left.subList(from, Math.min(from + size, left.size())));
        List<Sketch> less = without(left, chunk::contains);
        from += less.size() == left.size() ? size : 0;
        left = less;
      }
      return left;
    }

    /** Without these and what cannot be without them, if that is rejected for the same reason. */
    private List<Sketch> without(List<Sketch> events, Predicate<Sketch> unwanted) {
      List<Sketch> left = less(events, unwanted);
      for (int more = 0; more < MAX_MORE && left.size() < events.size() && !isOver(); more++) {
        int rejected = rejectedAt(left);
        if (rejected == left.size()) {
          return left;
        }
        if (rejected < 1 || rejected > left.size()) {
          break;
        }
        // It needs what is gone: it goes too.
        left = less(left, left.get(rejected - 1)::equals);
      }
      return events;
    }

    /** Without these and who receives their messages; the same, if the rejected one would go. */
    private List<Sketch> less(List<Sketch> events, Predicate<Sketch> unwanted) {
      Sketch rejected = events.get(events.size() - 1);
      Set<String> unsent = new HashSet<>();
      List<Sketch> left = new ArrayList<>();
      for (Sketch event : events) {
        boolean goes = !event.equals(rejected) && unwanted.test(event);
        if (goes || event.received().filter(unsent::contains).isPresent()) {
          unsent.addAll(event.sent());
        } else {
          left.add(event);
        }
      }
      boolean isPossible = !left.isEmpty() && left.get(left.size() - 1).equals(rejected);
      return isPossible ? left : events;
    }

    /** Which event is rejected, from 1; none, or the last for another reason, is 0. */
    private int rejectedAt(List<Sketch> events) {
      List<String> trace = trace(events);
      int before = trace.size() - events.size();
      replays++;
      try {
        Verdict verdict = judge.judge(trace);
        replayed += Math.max(1, verdict.stats().events());
        if (!(verdict instanceof Verdict.Rejected rejected)) {
          return 0;
        }
        int at = last(rejected.rejection(), trace.size()) - before;
        boolean isOther = !reason(rejected.rejection()).equals(reason);
        return at == events.size() && isOther ? 0 : at;
      } catch (TraceException | SpecException e) {
        // What cannot be evaluated is another reason.
        replayed += events.size();
        return 0;
      }
    }

    List<String> trace(List<Sketch> events) {
      List<String> trace = new ArrayList<>();
      if (format != Format.OURS) {
        events.forEach(event -> trace.add(event.json()));
        return trace;
      }
      trace.add(lines.get(0));
      events.forEach(event -> trace.add(event.numbered(trace.size())));
      return trace;
    }
  }
}
