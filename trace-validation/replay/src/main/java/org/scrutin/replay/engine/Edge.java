package org.scrutin.replay.engine;

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
}
