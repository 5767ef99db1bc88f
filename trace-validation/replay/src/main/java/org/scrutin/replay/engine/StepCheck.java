package org.scrutin.replay.engine;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tlc2.tool.Action;
import tlc2.tool.EvalException;
import tlc2.tool.StateVec;
import tlc2.tool.TLCState;
import tlc2.tool.impl.ComposingTool;
import util.Assert.TLCRuntimeException;

/**
 * Holds a binding to its specification: what an event is said to mean must be a step that the
 * next-state relation allows, or none at all; of composed actions each part must. A binding may
 * have variables of its own, to remember what lines have said: of those the relation does not
 * speak.
 */
final class StepCheck {

  private final ComposingTool tool;
  private final Action next;
  private final Specified specified;

  /** While the relation itself is evaluated, its own compositions are not asked about. */
  private boolean isOfNext;

  private final Set<Long> composed = new HashSet<>();

  /** Compositions of which the rest of the event says where they lead. */
  private final List<Begun> begun = new ArrayList<>();

  private Optional<String> unjudged = Optional.empty();

  private record Begun(TLCState middle, TLCState known) {}

  StepCheck(ComposingTool tool, Specified specified) {
    this.tool = tool;
    this.next = tool.getNextStateSpec();
    this.specified = specified;
    tool.requireOfParts(this::allows, this::note);
  }

  private void note(TLCState middle, TLCState to) {
    if (isOfNext) {
      return;
    }
    if (to.allAssigned()) {
      composed.add(to.fingerPrint());
    } else {
      begun.add(new Begun(middle, to.copy()));
    }
  }

  /** Before the successors of a state are asked for. */
  void begin() {
    composed.clear();
    begun.clear();
  }

  /** Whether the specification allows to go from one to the other. */
  boolean allows(TLCState from, TLCState to) {
    return isOfNext
        || isStep(from, to)
        || composed.contains(to.fingerPrint())
        || begun.stream()
            .anyMatch(part -> ComposingTool.agree(part.known(), to) && isStep(part.middle(), to));
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
