package org.scrutin.replay.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.scrutin.modelcheck.tlc.SpecException;
import org.scrutin.replay.Rejection;
import org.scrutin.replay.TraceLine;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.semantic.SemanticNode;
import tlc2.tool.Action;
import tlc2.tool.BuiltInOPs;
import tlc2.tool.EvalException;
import tlc2.tool.TLCState;
import tlc2.tool.ToolGlobals;
import tlc2.tool.impl.Tool;
import util.Assert.TLCRuntimeException;

/**
 * The invariants of the configuration, and its properties of the form {@code [][A]_v}. What a step
 * cannot have made false is not evaluated, so a step is only to be asked about if its first state
 * has all the invariants.
 */
final class Properties {

  private final Tool tool;
  private final Explainer explainer;
  private final Action[] invariants;
  private final Action[] steps;
  private final Changes changes;
  private final Untouched untouchedInvariants;
  private final Untouched untouchedSteps;

  Properties(Tool tool, Explainer explainer) {
    this.tool = tool;
    this.explainer = explainer;
    this.invariants = tool.getInvariants();
    this.steps = tool.getImpliedActions();
    this.changes = new Changes(tool);
    this.untouchedInvariants = Untouched.invariants(tool, changes);
    this.untouchedSteps = Untouched.steps(tool, changes);
  }

  /** What does not hold after one of the steps, the first such; of an initial state, from is to. */
  Optional<Rejection> violated(TraceLine.Event event, String traceName, Edge edge) {
    TLCState at = edge.from();
    for (TLCState middle : edge.middles()) {
      Optional<Rejection> found = violated(event, traceName, at, middle);
      if (found.isPresent()) {
        return found;
      }
      at = middle;
    }
    return violated(event, traceName, at, edge.to());
  }

  /** Whether all hold after a step; not if one cannot be evaluated. */
  boolean hold(TLCState from, TLCState to) {
    try {
      for (Action invariant : invariants) {
        if (!tool.isValid(invariant, to)) {
          return false;
        }
      }
      for (Action step : steps) {
        if (!tool.isValid(step, from, to)) {
          return false;
        }
      }
      return true;
    } catch (EvalException | TLCRuntimeException e) {
      return false; // It is told where the step is judged, if it comes to that.
    }
  }

  private Optional<Rejection> violated(
      TraceLine.Event event, String traceName, TLCState from, TLCState to) {
    boolean first = from == to;
    changes.of(from, to);
    for (int i = 0; i < invariants.length; i++) {
      if ((first || !untouchedInvariants.is(i)) && !holds(event, traceName, i, to)) {
        return Optional.of(
            explainer.property(event, traceName, tool.getInvNames()[i], invariants[i], to, to));
      }
    }
    for (int i = 0; !first && i < steps.length; i++) {
      if (!untouchedSteps.is(i) && !holdsOf(event, traceName, i, from, to)) {
        return Optional.of(
            explainer.property(event, traceName, tool.getImpliedActNames()[i], steps[i], from, to));
      }
    }
    return Optional.empty();
  }

  private boolean holds(TraceLine.Event event, String traceName, int i, TLCState state) {
    try {
      return tool.isValid(invariants[i], state);
    } catch (EvalException | TLCRuntimeException e) {
      throw unevaluated(event, traceName, tool.getInvNames()[i], invariants[i], e);
    }
  }

  private boolean holdsOf(
      TraceLine.Event event, String traceName, int i, TLCState from, TLCState to) {
    try {
      return tool.isValid(steps[i], from, to);
    } catch (EvalException | TLCRuntimeException e) {
      throw unevaluated(event, traceName, tool.getImpliedActNames()[i], steps[i], e);
    }
  }

  private static SpecException unevaluated(
      TraceLine.Event event,
      String traceName,
      String name,
      Action property,
      RuntimeException error) {
    return new SpecException(
        traceName
            + ":"
            + event.line()
            + ": event "
            + event.number()
            + ": "
            + name
            + " cannot be evaluated, at "
            + SourceText.place(property.pred)
            + ": "
            + SpecLoader.oneLine(error.getMessage()));
  }

  /** What is not looked at in any run. */
  List<String> unchecked() {
    List<String> names = new ArrayList<>(Arrays.asList(tool.getImpliedTemporalNames()));
    names.addAll(Arrays.asList(tool.getImpliedInitNames()));
    names.addAll(beyondSteps());
    return names.stream().distinct().toList();
  }

  /**
   * What the specification asks of a whole behaviour; fairness aside, which no finite run lacks.
   */
  private List<String> beyondSteps() {
    return Arrays.stream(tool.getTemporals())
        .map(part -> part.pred)
        .filter(part -> !isFairness(part))
        .map(part -> "the part of the specification at " + SourceText.place(part))
        .toList();
  }

  private static boolean isFairness(SemanticNode part) {
    if (!(part instanceof OpApplNode node)) {
      return false;
    }
    return switch (BuiltInOPs.getOpCode(node.getOperator().getName())) {
      case ToolGlobals.OPCODE_wf, ToolGlobals.OPCODE_sf -> true;
      case ToolGlobals.OPCODE_bf, ToolGlobals.OPCODE_land, ToolGlobals.OPCODE_cl ->
          Arrays.stream(node.getArgs()).allMatch(Properties::isFairness);
      case 0 ->
          node.getOperator() instanceof OpDefNode definition && isFairness(definition.getBody());
      default -> false;
    };
  }
}
