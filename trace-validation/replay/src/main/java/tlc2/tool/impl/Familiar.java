package tlc2.tool.impl;

import java.util.HashMap;
import java.util.Map;
import tla2sany.semantic.OpDeclNode;
import tla2sany.semantic.SemanticNode;
import tlc2.tool.TLCState;

/**
 * Which part of a disjunction about a step was TRUE when a step changed the same variables last:
 * asked first, it mostly is again. So {@code [Next]_v} is not asked of a dozen actions before it
 * comes to the one that was taken. A hint and no more: it says where to look first. Not
 * thread-safe.
 */
final class Familiar {

  private final Map<SemanticNode, Map<Long, Integer>> places = new HashMap<>();
  private TLCState from;
  private TLCState to;
  private long changed;

  /** The place of the part, or -1. */
  int place(SemanticNode disjunction, TLCState before, TLCState after) {
    Map<Long, Integer> known = places.get(disjunction);
    return known == null ? -1 : known.getOrDefault(changed(before, after), -1);
  }

  /** This part was TRUE. */
  void remember(SemanticNode disjunction, TLCState before, TLCState after, int place) {
    places.computeIfAbsent(disjunction, any -> new HashMap<>()).put(changed(before, after), place);
  }

  /** The variables that are not the same objects, a bit each; more than 64 share bits. */
  private long changed(TLCState before, TLCState after) {
    if (before == from && after == to) {
      return changed;
    }
    from = before;
    to = after;
    changed = 0;
    OpDeclNode[] variables = before.getVars();
    for (int i = 0; i < variables.length; i++) {
      if (before.lookup(variables[i].getName()) != after.lookup(variables[i].getName())) {
        changed |= 1L << i;
      }
    }
    return changed;
  }
}
