package org.scrutin.replay.merge;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.scrutin.replay.Causes;
import org.scrutin.replay.LongSet;
import org.scrutin.replay.TraceException;

/**
 * The steps that have come so far, as far as it matters for those that follow: the messages that
 * were sent, and how far the clocks of the nodes have come. Not thread-safe.
 */
final class Past {

  private final LongSet sent = new LongSet();
  private final Map<String, Long> counted = new HashMap<>();
  private final Map<Object, Long> clocks = new HashMap<>();

  /** As clocks of ours do with each step, also from one life to the next. */
  private final boolean alwaysRise;

  Past(boolean clocksAlwaysRise) {
    this.alwaysRise = clocksAlwaysRise;
  }

  /** Whether what a step needs has come. */
  boolean has(Need need) {
    if (need instanceof Need.Message message) {
      return sent.contains(message.id().key());
    }
    Need.Count count = (Need.Count) need;
    return counted.getOrDefault(count.node(), 0L) >= count.steps();
  }

  /**
   * The step has come.
   *
   * @param anyIds whether messages may have the same id, since nothing is put in order by them
   */
  void add(Item.Step step, boolean anyIds) {
    for (Causes.Message id : step.causes().sent()) {
      if (!sent.add(id.key()) && !anyIds) {
        throw new TraceException(
            step.place()
                + ": message "
                + id
                + " is sent a second time; ids must differ between nodes and between their lives");
      }
    }
    clocks.put(step.at(), NodeTrace.key(step));
    if (step.causes().own() > 0) {
      counted.put(String.valueOf(step.at()), step.causes().own());
    }
  }

  /** Why nothing but ids could say where the step belongs, if so. */
  Optional<String> unordered(Item.Step step) {
    if (step.causes().vector().isPresent() || step.causes().hasIds()) {
      return Optional.empty();
    }
    Long before = clocks.get(step.at());
    if (step.causes().clock().isEmpty()) {
      return clocks.size() > (before == null ? 0 : 1)
          ? Optional.of(
              "there is no clock, and messages have no ids: nothing orders the nodes; log Lamport"
                  + " clocks, vector clocks, or ids")
          : Optional.empty();
    }
    long clock = NodeTrace.key(step);
    return before != null && (clock < before || (clock == before && alwaysRise))
        ? Optional.of(
            "the clock of "
                + step.at()
                + (clock < before ? " goes back from " : " does not rise from ")
                + before
                + " and messages have no ids: nothing orders the nodes; keep the clock over"
                + " restarts, or log ids")
        : Optional.empty();
  }

  /**
   * @throws TraceException in one line, if a vector clock has begun anew
   */
  void requireRising(Item.Step step) {
    Long before = counted.get(String.valueOf(step.at()));
    long own = step.causes().own();
    if (before != null && own > 0 && own < before) {
      throw new TraceException(
          step.place()
              + ": the vector clock of "
              + step.at()
              + " counts "
              + own
              + " steps of its own after "
              + before
              + "; keep it over restarts");
    }
  }
}
