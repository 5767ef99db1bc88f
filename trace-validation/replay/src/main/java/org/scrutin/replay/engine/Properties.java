package org.scrutin.replay.engine;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.scrutin.modelcheck.tlc.SpecException;
import org.scrutin.replay.Rejection;
import org.scrutin.replay.TraceLine;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpDeclNode;
import tla2sany.semantic.SemanticNode;
import tlc2.tool.Action;
import tlc2.tool.BuiltInOPs;
import tlc2.tool.EvalException;
import tlc2.tool.TLCState;
import tlc2.tool.ToolGlobals;
import tlc2.tool.impl.Tool;
import tlc2.util.Context;
import util.Assert.TLCRuntimeException;
import util.UniqueString;

/**
 * The invariants of the configuration, and its properties of the form {@code [][A]_v}. What a step
 * cannot have made false is not evaluated: an invariant of which it changes no variable, and an
 * {@code [A]_v} of which it changes nothing in {@code v}. So a step is only to be asked about if
 * its first state has all the invariants.
 */
final class Properties {

  /** Stands for all variables, and for those that cannot be told. */
  private static final int[] ANY = {};

  private final Tool tool;
  private final Explainer explainer;
  private final Action[] invariants;
  private final Action[] steps;
  private final int[][] ofInvariants;
  private final int[][] ofSteps;
  private final Changes changes;

  Properties(Tool tool, Explainer explainer) {
    this.tool = tool;
    this.explainer = explainer;
    this.invariants = tool.getInvariants();
    this.steps = tool.getImpliedActions();
    OpDeclNode[] declarations = tool.getSpecProcessor().getVariablesNodes();
    List<UniqueString> variables = Stream.of(declarations).map(OpDeclNode::getName).toList();
    this.changes = new Changes(variables.toArray(new UniqueString[0]));
    this.ofInvariants = places(variables, invariants, action -> Optional.of(action.pred));
    this.ofSteps = places(variables, steps, Properties::subscript);
  }

  private int[][] places(
      List<UniqueString> variables,
      Action[] formulas,
      Function<Action, Optional<SemanticNode>> decisive) {
    return Stream.of(formulas)
        .map(formula -> places(variables, formula, decisive.apply(formula)))
        .toArray(int[][]::new);
  }

  private int[] places(List<UniqueString> variables, Action formula, Optional<SemanticNode> node) {
    // Symbols that are bound outside of the formula may stand for anything.
    return node.filter(any -> formula.con == Context.Empty)
        .flatMap(decisive -> Reads.of(tool, decisive))
        .map(read -> read.stream().mapToInt(variables::indexOf).toArray())
        .orElse(ANY);
  }

  /** The {@code v} of {@code [A]_v}. */
  private static Optional<SemanticNode> subscript(Action step) {
    return step.pred instanceof OpApplNode box
            && BuiltInOPs.getOpCode(box.getOperator().getName()) == ToolGlobals.OPCODE_sa
        ? Optional.of(box.getArgs()[1])
        : Optional.empty();
  }

  /** What does not hold after a step; of an initial state, {@code from} is {@code to}. */
  Optional<Rejection> violated(
      TraceLine.Event event, String traceName, TLCState from, TLCState to) {
    boolean first = from == to;
    changes.of(from, to);
    for (int i = 0; i < invariants.length; i++) {
      if ((first || mayHaveChanged(ofInvariants[i])) && !holds(event, traceName, i, to)) {
        return Optional.of(
            explainer.property(event, traceName, tool.getInvNames()[i], invariants[i], to, to));
      }
    }
    for (int i = 0; !first && i < steps.length; i++) {
      if (mayHaveChanged(ofSteps[i]) && !holdsOf(event, traceName, i, from, to)) {
        return Optional.of(
            explainer.property(event, traceName, tool.getImpliedActNames()[i], steps[i], from, to));
      }
    }
    return Optional.empty();
  }

  private boolean mayHaveChanged(int[] places) {
    return places == ANY || changes.any(places);
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
}
