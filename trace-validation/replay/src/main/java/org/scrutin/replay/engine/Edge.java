package org.scrutin.replay.engine;

import java.util.ArrayList;
import java.util.List;
import tlc2.tool.TLCState;

/**
 * What an event may have done: a step, or several that are composed.
 *
 * @param middles the states between, in order
 */
record Edge(TLCState from, List<TLCState> middles, TLCState to) {

  /** One step. */
  Edge(TLCState from, TLCState to) {
    this(from, List.of(), to);
  }

  /** The steps of which it consists, each as one. */
  List<Edge> parts() {
    List<Edge> parts = new ArrayList<>();
    TLCState at = from;
    for (TLCState middle : middles) {
      parts.add(new Edge(at, middle));
      at = middle;
    }
    parts.add(new Edge(at, to));
    return parts;
  }
}
