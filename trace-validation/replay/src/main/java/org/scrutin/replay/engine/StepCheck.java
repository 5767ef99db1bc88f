package org.scrutin.replay.engine;

import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import tlc2.tool.Action;
import tlc2.tool.EvalException;
import tlc2.tool.StateVec;
import tlc2.tool.TLCState;
import tlc2.tool.impl.ComposingTool;
import tlc2.tool.impl.Parts;
import util.Assert.TLCRuntimeException;

/**
 * Holds a binding to its specification: what an event is said to mean must be a step that the
 * next-state relation allows, or none at all; of composed actions each part must. A binding may
 * have variables of its own, to remember what lines have said: of those the relation does not
 * speak.
 */
final class StepCheck implements Parts.Rule {

  private final ComposingTool tool;
  private final Action next;
  private final Specified specified;
  private final BiPredicate<TLCState, TLCState> hold;

  /** While the relation itself is evaluated, its own compositions are not asked about. */
  private boolean isOfNext;

  private Optional<String> unjudged = Optional.empty();

  /**
   * @param hold whether the properties hold after a step
   */
  StepCheck(ComposingTool tool, Specified specified, BiPredicate<TLCState, TLCState> hold) {
    this.tool = tool;
    this.next = tool.getNextStateSpec();
    this.specified = specified;
    this.hold = hold;
    tool.requireOfParts(this);
  }

  /** Before the successors of a state are asked for. */
  void begin() {
    tool.parts().clear();
  }

  /**
   * Whether the specification allows to go from one to the other, which was found as a successor:
   * by the steps that were composed, if it was found so.
   */
  boolean isAllowed(TLCState from, TLCState to) {
    return !tool.parts().isRefused(to) && (!middles(to).isEmpty() || isStep(from, to));
  }

  /** The states between the steps of which this very successor was composed. */
  List<TLCState> middles(TLCState to) {
    return tool.parts().middles(to);
  }

  @Override
  public boolean allows(TLCState from, TLCState to) {
    return isOfNext || isStep(from, to);
  }

  @Override
  public boolean prefers(TLCState from, TLCState to) {
    return isOfNext || hold.test(from, to);
  }

  private boolean isStep(TLCState from, TLCState to) {
    if (specified.isSame(from, to)) {
      return true;
    }
    isOfNext = true;
    try {
      return tool.isValid(next, from, to);
    } catch (EvalException | TLCRuntimeException e) {
      return isSuccessor(from, to);
    } finally {
      isOfNext = false;
    }
  }

  /** The same asked in the other direction, where an action is left at its first false part. */
  private boolean isSuccessor(TLCState from, TLCState to) {
    try {
      StateVec successors = tool.getNextStates(next, from);
      for (int i = 0; i < successors.size(); i++) {
        TLCState successor = successors.elementAt(i);
        if (specified.isAssigned(successor) && specified.isSame(successor, to)) {
          return true;
        }
      }
      return false;
    } catch (EvalException | TLCRuntimeException e) {
      unjudged = Optional.of(SpecLoader.oneLine(e.getMessage()));
      return true;
    }
  }

  /** A trace begins. */
  void start() {
    unjudged = Optional.empty();
  }

  /** Why of some step it is not known whether it is one: what cannot be evaluated. */
  Optional<String> unjudged() {
    return unjudged;
  }

  Action next() {
    return next;
  }
}
