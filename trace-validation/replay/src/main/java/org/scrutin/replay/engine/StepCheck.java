package org.scrutin.replay.engine;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import tlc2.tool.Action;
import tlc2.tool.EvalException;
import tlc2.tool.TLCState;
import tlc2.tool.impl.ComposingTool;
import util.Assert.TLCRuntimeException;

/**
 * Holds a binding to its specification: what an event is said to mean must be a step that the
 * next-state relation allows, or none at all; of composed actions each part must.
 */
final class StepCheck {

  private final ComposingTool tool;
  private final Action next;
  private final Set<Long> composed = new HashSet<>();
  private Optional<String> given = Optional.empty();

  StepCheck(ComposingTool tool) {
    this.tool = tool;
    this.next = tool.getNextStateSpec();
    tool.requireOfParts(this::allows, to -> composed.add(to.fingerPrint()));
  }

  /** Before the successors of a state are asked for. */
  void begin() {
    composed.clear();
  }

  /** Whether the specification allows to go from one to the other. */
  boolean allows(TLCState from, TLCState to) {
    return isStep(from, to) || composed.contains(to.fingerPrint());
  }

  private boolean isStep(TLCState from, TLCState to) {
    if (given.isPresent() || from.fingerPrint() == to.fingerPrint()) {
      return true;
    }
    try {
      return tool.isValid(next, from, to);
    } catch (EvalException | TLCRuntimeException e) {
      given = Optional.of(SpecLoader.oneLine(e.getMessage()));
      return true;
    }
  }

  /** Why steps are no longer checked: what in the next-state relation cannot be evaluated. */
  Optional<String> givenUp() {
    return given;
  }

  Action next() {
    return next;
  }
}
