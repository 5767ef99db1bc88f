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

  /**
   * Refuses what cannot be an event of the specification, whatever the states are.
   *
   * @param reached the steps from these states, which all differ in logged values
   * @throws org.scrutin.replay.TraceException in one line
   */
  void requireShape(List<TLCState> states, List<Edge> reached);

  /** Why a state has no such step, given its steps, which differ in logged values. */
  Rejection why(TLCState state, List<Edge> reached);

  /** What else was possible. */
  List<Rejection.Enabled> enabled(TLCState state);

  /** TLC could not evaluate a step from one of these states. */
  SpecException unevaluated(List<TLCState> states, RuntimeException error);
}
