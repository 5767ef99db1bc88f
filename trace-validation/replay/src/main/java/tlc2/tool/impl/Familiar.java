package tlc2.tool.impl;

import java.util.HashMap;
import java.util.Map;
import tla2sany.semantic.OpDeclNode;
import tla2sany.semantic.SemanticNode;
import tlc2.tool.TLCState;

/**
 * Which part of a disjunction about a step was TRUE when a step that was found in the same way
 * changed the same variables last: asked first, it mostly is again. So {@code [Next]_v} is not
 * asked of a dozen actions before it comes to the one that was taken. A hint and no more: it says
 * where to look first. Not thread-safe.
 */
final class Familiar {

  private final Chosen chosen;
  private final Taken taken;
  private final Map<SemanticNode, Map<Likeness, Integer>> places;
  private TLCState from;
  private TLCState to;
  private Likeness likeness;

  /**
   * Steps that are alike.
   *
   * @param changed the variables that are not the same objects, a bit each; more than 64 share bits
   * @param way how they were found
   */
  record Likeness(long changed, int way) {}

  /**
   * @param places what was TRUE last, also in the traces before
   */
  Familiar(Chosen chosen, Taken taken, Map<SemanticNode, Map<Likeness, Integer>> places) {
    this.chosen = chosen;
    this.taken = taken;
    this.places = places;
  }

  /** The place of the part, or -1. */
  int place(SemanticNode disjunction, TLCState before, TLCState after) {
    Map<Likeness, Integer> known = places.get(disjunction);
    return known == null ? -1 : known.getOrDefault(likeness(before, after), -1);
  }

  /** This part was TRUE. */
  void remember(SemanticNode disjunction, TLCState before, TLCState after, int place) {
    places.computeIfAbsent(disjunction, any -> new HashMap<>()).put(likeness(before, after), place);
  }

  private Likeness likeness(TLCState before, TLCState after) {
    if (before != from || after != to) {
      from = before;
      to = after;
      int way = 31 * taken.way(before, after) + chosen.way(before, after);
      likeness = new Likeness(changed(before, after), way);
    }
    return likeness;
  }

  private static long changed(TLCState before, TLCState after) {
    long changed = 0;
    OpDeclNode[] variables = before.getVars();
    for (int i = 0; i < variables.length; i++) {
      if (before.lookup(variables[i].getName()) != after.lookup(variables[i].getName())) {
        changed |= 1L << i;
      }
    }
    return changed;
  }
}
