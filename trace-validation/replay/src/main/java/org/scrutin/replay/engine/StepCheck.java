package org.scrutin.replay.engine;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import tla2sany.semantic.OpDeclNode;
import tlc2.tool.Action;
import tlc2.tool.EvalException;
import tlc2.tool.StateVec;
import tlc2.tool.TLCState;
import tlc2.tool.impl.ComposingTool;
import tlc2.util.Context;
import tlc2.util.FP64;
import tlc2.value.IValue;
import util.Assert.TLCRuntimeException;
import util.UniqueString;

/**
 * Holds a binding to its specification: what an event is said to mean must be a step that the
 * next-state relation allows, or none at all; of composed actions each part must. A binding may
 * have variables of its own, to remember what lines have said: of those the relation does not
 * speak.
 */
final class StepCheck {

  private final ComposingTool tool;
  private final Action next;
  private final List<UniqueString> specified;
  private final Set<Long> composed = new HashSet<>();

  /** Compositions of which the rest of the event says where they lead. */
  private final List<Begun> begun = new ArrayList<>();

  private Optional<String> unjudged = Optional.empty();

  private record Begun(TLCState middle, TLCState known) {}

  StepCheck(ComposingTool tool) {
    this.tool = tool;
    this.next = tool.getNextStateSpec();
    this.specified = specified(tool, next);
    tool.requireOfParts(this::allows, this::note);
  }

  /** The variables of which the next-state relation speaks; all, where that is not known. */
  private static List<UniqueString> specified(ComposingTool tool, Action next) {
    Optional<Set<UniqueString>> read =
        next.con == Context.Empty ? Reads.of(tool, next.pred) : Optional.empty();
    return Stream.of(tool.getSpecProcessor().getVariablesNodes())
        .map(OpDeclNode::getName)
        .filter(name -> read.isEmpty() || read.get().contains(name))
        .toList();
  }

  private void note(TLCState middle, TLCState to) {
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
    return isStep(from, to)
        || composed.contains(to.fingerPrint())
        || begun.stream()
            .anyMatch(part -> ComposingTool.agree(part.known(), to) && isStep(part.middle(), to));
  }

  private boolean isStep(TLCState from, TLCState to) {
    if (isSame(from, to)) {
      return true;
    }
    try {
      return tool.isValid(next, from, to);
    } catch (EvalException | TLCRuntimeException e) {
      return isSuccessor(from, to);
    }
  }

  /** Whether the specification sees no difference. */
  private boolean isSame(TLCState from, TLCState to) {
    return specified.stream().allMatch(name -> isSame(from.lookup(name), to.lookup(name)));
  }

  /** By fingerprints, since TLC refuses to compare values of some kinds with others. */
  private static boolean isSame(IValue one, IValue other) {
    return one == other || one.fingerPrint(FP64.New()) == other.fingerPrint(FP64.New());
  }

  /** The same asked in the other direction, where an action is left at its first false part. */
  private boolean isSuccessor(TLCState from, TLCState to) {
    try {
      StateVec successors = tool.getNextStates(next, from);
      for (int i = 0; i < successors.size(); i++) {
        TLCState successor = successors.elementAt(i);
        if (isAssigned(successor) && isSame(successor, to)) {
          return true;
        }
      }
      return false;
    } catch (EvalException | TLCRuntimeException e) {
      unjudged = Optional.of(SpecLoader.oneLine(e.getMessage()));
      return true;
    }
  }

  private boolean isAssigned(TLCState state) {
    return specified.stream().allMatch(variable -> state.lookup(variable) != null);
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
