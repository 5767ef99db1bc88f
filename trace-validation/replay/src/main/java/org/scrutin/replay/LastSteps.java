package org.scrutin.replay;

import java.util.List;
import java.util.Optional;

/**
 * The last steps of a replay, as far as they were kept, and where it stands after them: on one of
 * the behaviours that came furthest, if there were several.
 *
 * @param steps in their order
 * @param state the variables of the specification, in its order; none if several states are
 *     possible
 */
public record LastSteps(List<Step> steps, List<Variable> state) {

  /** Of a replay that does not tell. */
  public static final LastSteps NONE = new LastSteps(List.of(), List.of());

  /**
   * A step.
   *
   * @param line of the event in the trace, from 1
   * @param event its name
   * @param node where it happened
   * @param changes what it changed, if it is known
   */
  public record Step(int line, String event, String node, Optional<List<Change>> changes) {}

  /**
   * What a step changed.
   *
   * @param part the innermost part that tells it, as in {@code log[2][1].term}
   * @param before its value before the step, in TLA+
   * @param after its value after it
   * @param isOfElements whether it is a set, and these are what has gone from it and come to it
   */
  public record Change(String part, String before, String after, boolean isOfElements) {}

  /**
   * A variable.
   *
   * @param value in TLA+
   */
  public record Variable(String name, String value) {}
}
