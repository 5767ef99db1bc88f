package org.scrutin.replay.shrink;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.scrutin.modelcheck.tlc.SpecException;
import org.scrutin.replay.Options;
import org.scrutin.replay.Rejection;
import org.scrutin.replay.TraceException;
import org.scrutin.replay.TraceParts;
import org.scrutin.replay.TraceValidator;
import org.scrutin.replay.Verdict;

/**
 * Leaves out events of a rejected trace while what is left is still rejected at the same event for
 * the same reason (Zeller and Hildebrandt, "Simplifying and isolating failure-inducing input",
 * 2002). What comes after the rejected event goes first. With an event goes what is rejected
 * without it, and with a message who receives it; a message that the rejected event receives stays,
 * or "it was never sent" would take the place of any other reason. Not thread-safe.
 */
public final class TraceShrinker {

  /** The trace is not rejected, or its last event for another reason. */
  static final int NOT_SO = -1;

  /** So many events are left out at most since they need what is gone. */
  private static final int MAX_MORE = 16;

  /** Chunks get smaller by this: those that are impossible cost time, and single events follow. */
  private static final int CHUNK_STEP = 4;

  private final Format format;
  private final Judge judge;
  private final Effort effort;

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

    /** By what is loaded, where a trace need not be a file; its replay is resumed. */
    static Judge of(TraceValidator validator, String name, Options options) {
      return new InMemory(validator, name, options);
    }

    /** Judges; exceptions that are about the trace or specification count as another reason. */
    Verdict judge(List<String> lines);

    /** The events of a trace of these lines, if their replay can be resumed. */
    default Optional<TraceParts> parts(List<String> lines) {
      return Optional.empty();
    }
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
    this.effort = new Effort(limits);
  }

  /**
   * Shrinks a trace.
   *
   * @param lines all its lines
   * @param rejection why it is rejected
   * @return nothing, if these lines are not seen to be rejected so: then no part of them shows it
   */
  public Optional<Shrunk> shrink(List<String> lines, Rejection rejection) {
    Search search = new Search(lines, reason(rejection));
    return search
        .run(events(lines, last(rejection, lines.size())))
        .map(
            least ->
                new Shrunk(
                    search.trace(least),
                    least.stream().map(Sketch::line).toList(),
                    search.isSmallest,
                    effort.trials()));
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

  /** One trace's search. */
  private final class Search {
    private final List<String> lines;
    private final Reason reason;
    private boolean isSmallest;

    Search(List<String> lines, Reason reason) {
      this.lines = lines;
      this.reason = reason;
    }

    /** The least that was seen rejected for the reason. */
    Optional<List<Sketch>> run(List<Sketch> events) {
      // The initial state alone may be rejected.
      isSmallest = events.isEmpty();
      if (isSmallest) {
        return ifRejected(events);
      }
      Optional<Trials> resumed = resumed(events);
      if (resumed.isPresent()) {
        shrink(resumed.get());
        // It was found by going back and forth.
        return ifRejected(resumed.get().kept());
      }
      return ifRejected(events)
          .map(
              all -> {
                Trials whole = new WholeReplays(all, this::rejectedAt, effort);
                shrink(whole);
                return whole.kept();
              });
    }

    private Optional<Trials> resumed(List<Sketch> events) {
      try {
        return judge
            .parts(lines.subList(0, events.get(events.size() - 1).line()))
            .flatMap(parts -> ResumedReplays.of(events, parts, this::isSame, effort));
      } catch (TraceException e) {
        return Optional.empty(); // These are other lines than those that were judged.
      }
    }

    private Optional<List<Sketch>> ifRejected(List<Sketch> events) {
      return Optional.of(events).filter(all -> rejectedAt(all) == all.size());
    }

    private void shrink(Trials trials) {
      Set<Integer> past = Past.of(trials.kept());
      trials.without(event -> !past.contains(event.line()), Integer.MAX_VALUE);
      Set<String> groups = new LinkedHashSet<>();
      trials.kept().forEach(event -> groups.addAll(event.groups()));
      for (String group : groups) {
        trials.without(event -> event.groups().contains(group), MAX_MORE);
      }
      // With a message goes who receives it, and then all is mostly as if it had never been sent.
      singles(trials, event -> event.received().isEmpty());
      for (int size = trials.kept().size() / 2; size > 1; size /= CHUNK_STEP) {
        chunks(trials, size);
      }
      int givenUp = trials.givenUp();
      singles(trials, event -> true);
      isSmallest = !effort.isOver() && trials.givenUp() == givenUp;
    }

    /** From the end: little has to be replayed after what goes. */
    private void chunks(Trials trials, int size) {
      for (int to = trials.kept().size() - 1; to > 0 && !effort.isOver(); to -= size) {
        int end = Math.min(to, trials.kept().size() - 1);
        without(trials, Math.max(0, end - size), end);
      }
    }

    /** One after the other, round and round, until each has been tried since one has gone. */
    private void singles(Trials trials, Predicate<Sketch> isTried) {
      int at = trials.kept().size() - 1;
      for (int seen = 0; seen < trials.kept().size() - 1 && !effort.isOver(); seen++) {
        at = Math.min(at, trials.kept().size() - 1) - 1;
        at = at < 0 ? trials.kept().size() - 2 : at;
        if (isTried.test(trials.kept().get(at)) && without(trials, at, at + 1)) {
          seen = -1;
        }
      }
    }

    private boolean without(Trials trials, int from, int to) {
      Set<Integer> unwanted = new HashSet<>();
      trials.kept().subList(from, to).forEach(event -> unwanted.add(event.line()));
      return trials.without(event -> unwanted.contains(event.line()), MAX_MORE);
    }

    private boolean isSame(Rejection rejection) {
      return reason(rejection).equals(reason);
    }

    /** Which event is rejected, from 1, or the initial state, 0; else {@link #NOT_SO}. */
    private int rejectedAt(List<Sketch> events) {
      List<String> trace = trace(events);
      int before = trace.size() - events.size();
      effort.tried();
      try {
        Verdict verdict = judge.judge(trace);
        effort.replayed(Math.max(1, verdict.stats().events()));
        if (!(verdict instanceof Verdict.Rejected rejected)) {
          return NOT_SO;
        }
        int at = last(rejected.rejection(), trace.size()) - before;
        return at == events.size() && !isSame(rejected.rejection()) ? NOT_SO : at;
      } catch (TraceException | SpecException e) {
        // What cannot be evaluated is another reason.
        effort.replayed(events.size());
        return NOT_SO;
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
