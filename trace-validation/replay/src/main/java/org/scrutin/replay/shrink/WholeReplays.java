package org.scrutin.replay.shrink;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/** Replays each part of the trace from its first event. */
final class WholeReplays implements Trials {

  private final ToIntFunction<List<Sketch>> rejectedAt;
  private final Effort effort;
  private List<Sketch> kept;

  /**
   * @param rejectedAt which of these events is rejected, from 1; if none is, or the last for
   *     another reason, no number of one
   */
  WholeReplays(List<Sketch> events, ToIntFunction<List<Sketch>> rejectedAt, Effort effort) {
    this.kept = events;
    this.rejectedAt = rejectedAt;
    this.effort = effort;
  }

  @Override
  public List<Sketch> kept() {
    return kept;
  }

  @Override
  public boolean without(Predicate<Sketch> unwanted, int more) {
    List<Sketch> left = less(kept, unwanted);
    for (int n = 0; n <= more && left.size() < kept.size() && !effort.isOver(); n++) {
      int rejected = rejectedAt.applyAsInt(left);
      if (rejected == left.size()) {
        kept = left;
        return true;
      }
      if (rejected < 1 || rejected > left.size()) {
        return false;
      }
      // It needs what is gone: it goes too, but for who sends what the rejected event receives.
      List<Sketch> less = less(left, left.get(rejected - 1)::equals);
      if (less.size() == left.size()) {
        return false;
      }
      left = less;
    }
    return false;
  }

  /** Without these and who receives their messages; the same, if the rejected one would go. */
  private static List<Sketch> less(List<Sketch> events, Predicate<Sketch> unwanted) {
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

  @Override
  public int givenUp() {
    return 0;
  }
}
