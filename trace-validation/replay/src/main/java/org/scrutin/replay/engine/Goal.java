package org.scrutin.replay.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.scrutin.modelcheck.tlc.SpecException;
import tla2sany.semantic.ExprNode;
import tla2sany.semantic.ExprOrOpArgNode;
import tla2sany.semantic.LevelConstants;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.semantic.SemanticNode;
import tlc2.tool.Action;
import tlc2.tool.BuiltInOPs;
import tlc2.tool.EvalException;
import tlc2.tool.TLCState;
import tlc2.tool.ToolGlobals;
import tlc2.tool.impl.Tool;
import tlc2.util.Context;
import tlc2.value.impl.BoolValue;
import util.Assert.TLCRuntimeException;

/**
 * What says that the trace is matched. TLC knows no such thing; trace specifications put it into a
 * property, a post-condition or an invariant that shall be violated.
 *
 * <p>A property such as {@code <>(l > Len(Trace))} is true of one behaviour, and what is meant is
 * that there is such a behaviour. So what stands below {@code []} and {@code <>} is asked of each
 * state: the trace is matched if one state says yes. {@code TLCGet("queue")} is 0 there, which is
 * when properties that use it decide. An invariant counts only if it speaks of nothing but how far
 * the trace has been read. Where nothing in the configuration depends on the trace, its lines must
 * have been read, and no more.
 */
final class Goal {

  private final Tool tool;
  private final List<Part> parts = new ArrayList<>();
  private final Set<String> names = new HashSet<>();
  private Optional<OpDefNode> postcondition = Optional.empty();
  private Optional<String> fault = Optional.empty();

  /** Whether nothing is left to go by but that all lines were read. */
  private boolean isReading;

  /** A formula, and whether it must be true or false of the state in which the trace is matched. */
  private record Part(SemanticNode formula, Context context, boolean truth) {}

  private Goal(Tool tool) {
    this.tool = tool;
  }

  /**
   * @param matched the operator that the user names, or empty
   */
  static Goal of(
      Tool tool,
      Dependence dependence,
      Arguments arguments,
      Cursor cursor,
      TraceConfig config,
      Optional<String> matched) {
    Goal goal = new Goal(tool);
    if (matched.isPresent()) {
      SemanticNode formula = definition(tool, matched.get()).getBody();
      if (!goal.isPlain(formula)) {
        throw new SpecException(
            SourceText.place(formula)
                + ": --matched takes what is true or false of a state, and "
                + matched.get()
                + " speaks of a step; leave out what is primed");
      }
      goal.parts.add(new Part(formula, Context.Empty, true));
      return goal;
    }
    goal.postcondition = config.postcondition().map(name -> definition(tool, name));
    Predicate<SemanticNode> isMeant = dependence::onTrace;
    goal.add(tool.getImpliedTemporals(), tool.getImpliedTemporalNames(), isMeant, true);
    if (goal.parts.isEmpty() && goal.postcondition.isEmpty()) {
      // What speaks of the system's state as well is to hold, and not to be violated.
      isMeant = isMeant.and(cursor::isAllThatIsRead);
      goal.add(tool.getInvariants(), tool.getInvNames(), isMeant, false);
    }
    goal.isReading =
        !goal.isKnown()
            && tool.getImpliedTemporals().length == 0
            && Stream.of(tool.getInvariants()).allMatch(formula -> cursor.isLeftOut(formula.pred))
            && cursor.isOnlyReader(dependence, arguments);
    return goal;
  }

  /** What may say that the trace is matched; invariants only where nothing else may. */
  static List<SemanticNode> formulas(
      Tool tool, Dependence dependence, TraceConfig config, Optional<String> matched) {
    List<SemanticNode> formulas = new ArrayList<>();
    matched.ifPresent(name -> formulas.add(definition(tool, name).getBody()));
    config.postcondition().ifPresent(name -> formulas.add(definition(tool, name).getBody()));
    Stream.of(tool.getImpliedTemporals()).forEach(property -> formulas.add(property.pred));
    if (formulas.isEmpty()) {
      Stream.of(tool.getInvariants()).forEach(invariant -> formulas.add(invariant.pred));
    }
    formulas.removeIf(formula -> !dependence.onTrace(formula));
    return formulas;
  }

  private static OpDefNode definition(Tool tool, String name) {
    OpDefNode definition = tool.getSpecProcessor().getRootModule().getOpDef(name);
    if (definition == null || definition.getArity() > 0) {
      throw new SpecException(
          tool.getRootName() + ".tla: there is no definition " + name + " without parameters");
    }
    return definition;
  }

  private void add(
      Action[] formulas, String[] given, Predicate<SemanticNode> isMeant, boolean truth) {
    for (int i = 0; i < formulas.length; i++) {
      if (isMeant.test(formulas[i].pred) && isPlain(formulas[i].pred)) {
        parts.add(new Part(formulas[i].pred, formulas[i].con, truth));
        names.add(given[i]);
      }
    }
  }

  /** Whether there is anything to go by. */
  boolean isKnown() {
    return isReading || !parts.isEmpty() || postcondition.isPresent();
  }

  /**
   * Whether the configuration says nothing of the trace, so that it is matched where its lines were
   * all read: TLC tells of a deadlock there, which who runs it takes for the good end.
   */
  boolean isReading() {
    return isReading;
  }

  /** Whether the formula of that name is the goal, and so no property to check. */
  boolean is(String name) {
    return names.contains(name);
  }

  /** Whether the trace is matched in this state. */
  boolean isReached(TLCState state) {
    for (Part part : parts) {
      if (holds(part.formula(), part.context(), state) != part.truth()) {
        return false;
      }
    }
    return postcondition.map(definition -> holdsNow(definition, state)).orElse(true);
  }

  /**
   * TLC asks for a post-condition when all has been explored. Asked before, it may speak of what is
   * not set yet: then it does not hold so far.
   */
  private boolean holdsNow(OpDefNode definition, TLCState state) {
    try {
      fault = Optional.empty();
      return holds(definition.getBody(), Context.Empty, state);
    } catch (EvalException | TLCRuntimeException e) {
      fault = Optional.of(SpecLoader.oneLine(e.getMessage()));
      return false;
    }
  }

  /** Why the post-condition could not be evaluated when it was asked for last, if so. */
  Optional<String> fault() {
    return fault;
  }

  /** Whether there is nothing in the formula but what a state can say. */
  private boolean isPlain(SemanticNode formula) {
    if (!(formula instanceof ExprNode expression)) {
      return false;
    }
    if (expression.getLevel() <= LevelConstants.VariableLevel) {
      return true;
    }
    if (!(expression instanceof OpApplNode node)) {
      return false;
    }
    return switch (opcode(node)) {
      case ToolGlobals.OPCODE_box,
          ToolGlobals.OPCODE_diamond,
          ToolGlobals.OPCODE_leadto,
          ToolGlobals.OPCODE_implies,
          ToolGlobals.OPCODE_land,
          ToolGlobals.OPCODE_cl,
          ToolGlobals.OPCODE_lor,
          ToolGlobals.OPCODE_dl,
          ToolGlobals.OPCODE_lnot,
          ToolGlobals.OPCODE_neg ->
          Arrays.stream(node.getArgs()).allMatch(this::isPlain);
      case 0 -> body(node).map(this::isPlain).orElse(false);
      default -> false;
    };
  }

  private static int opcode(OpApplNode node) {
    return BuiltInOPs.getOpCode(node.getOperator().getName());
  }

  private static Optional<SemanticNode> body(OpApplNode node) {
    return node.getArgs().length == 0 && node.getOperator() instanceof OpDefNode definition
        ? Optional.ofNullable(definition.getBody())
        : Optional.empty();
  }

  private boolean holds(SemanticNode formula, Context context, TLCState state) {
    if (((ExprNode) formula).getLevel() <= LevelConstants.VariableLevel) {
      return tool.eval(formula, context, state).equals(BoolValue.ValTrue);
    }
    OpApplNode node = (OpApplNode) formula;
    ExprOrOpArgNode[] parts = node.getArgs();
    return switch (opcode(node)) {
      case ToolGlobals.OPCODE_box, ToolGlobals.OPCODE_diamond -> holds(parts[0], context, state);
      case ToolGlobals.OPCODE_leadto -> holds(parts[1], context, state);
      case ToolGlobals.OPCODE_implies ->
          !holds(parts[0], context, state) || holds(parts[1], context, state);
      case ToolGlobals.OPCODE_lnot, ToolGlobals.OPCODE_neg -> !holds(parts[0], context, state);
      case ToolGlobals.OPCODE_land, ToolGlobals.OPCODE_cl ->
          Arrays.stream(parts).allMatch(part -> holds(part, context, state));
      case ToolGlobals.OPCODE_lor, ToolGlobals.OPCODE_dl ->
          Arrays.stream(parts).anyMatch(part -> holds(part, context, state));
      default -> holds(body(node).orElseThrow(), context, state);
    };
  }
}
