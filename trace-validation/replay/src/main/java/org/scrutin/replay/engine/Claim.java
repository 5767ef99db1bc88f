package org.scrutin.replay.engine;

import java.util.List;
import org.scrutin.modelcheck.tlc.SpecException;
import org.scrutin.replay.Rejection;
import org.scrutin.replay.TraceLine;
import tlc2.tool.TLCState;

/** What one event asks of a step. */
interface Claim {

  /** The event, for messages. */
  TraceLine.Event event();

  /** The steps from a state that the event could be, its logged values apart. */
  void steps(TLCState from, List<Edge> reached);

  /** Whether the step has what the event logs. */
  boolean agrees(Edge edge);

  /** The event is accepted, as one of these steps. */
  void accepted(List<Edge> edges);

  /** Why none of these states has such a step, given the steps that differ in logged values. */
  Rejection rejected(List<TLCState> states, List<Edge> reached);

  /** TLC could not evaluate a step from one of these states. */
  SpecException unevaluated(List<TLCState> states, RuntimeException error);
}
