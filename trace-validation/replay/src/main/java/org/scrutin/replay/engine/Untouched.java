package org.scrutin.replay.engine;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpDeclNode;
import tla2sany.semantic.SemanticNode;
import tlc2.tool.Action;
import tlc2.tool.BuiltInOPs;
import tlc2.tool.ToolGlobals;
import tlc2.tool.impl.Tool;
import tlc2.util.Context;
import util.UniqueString;

/**
 * Formulas that a step cannot have made false: an invariant of which it changes no variable, and an
 * {@code [A]_v} of which it changes nothing in {@code v}. Of an invariant this is said only if it
 * held before the step.
 */
final class Untouched {

  /** Stands for all variables, and for those that cannot be told. */
  private static final int[] ANY = {};

  private final int[][] places;
  private final Changes changes;

  private Untouched(
      Tool tool,
      Action[] formulas,
      Changes changes,
      Function<Action, Optional<SemanticNode>> decisive) {
    this.changes = changes;
    OpDeclNode[] declarations = tool.getSpecProcessor().getVariablesNodes();
    List<UniqueString> variables = Stream.of(declarations).map(OpDeclNode::getName).toList();
    this.places =
        Stream.of(formulas)
            .map(formula -> places(tool, variables, formula, decisive.apply(formula)))
            .toArray(int[][]::new);
  }

  static Untouched invariants(Tool tool, Changes changes) {
    return new Untouched(
        tool, tool.getInvariants(), changes, invariant -> Optional.of(invariant.pred));
  }

  static Untouched steps(Tool tool, Changes changes) {
    return new Untouched(tool, tool.getImpliedActions(), changes, Untouched::subscript);
  }

  private static int[] places(
      Tool tool, List<UniqueString> variables, Action formula, Optional<SemanticNode> decisive) {
    // Symbols that are bound outside of the formula may stand for anything.
    return decisive
        .filter(any -> formula.con == Context.Empty)
        .flatMap(node -> Reads.of(tool, node))
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

  /** Whether the i-th formula is untouched by the step that the changes are about. */
  boolean is(int i) {
    return places[i] != ANY && !changes.any(places[i]);
  }
}
