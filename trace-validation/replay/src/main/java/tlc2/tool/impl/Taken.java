package tlc2.tool.impl;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tla2sany.semantic.ExprOrOpArgNode;
import tla2sany.semantic.FormalParamNode;
import tla2sany.semantic.LevelConstants;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.SemanticNode;
import tla2sany.semantic.SymbolNode;
import tlc2.tool.EvalControl;
import tlc2.tool.EvalException;
import tlc2.tool.StateVec;
import tlc2.tool.TLCState;
import tlc2.tool.coverage.CostModel;
import tlc2.util.Context;
import tlc2.value.impl.LazyValue;
import tlc2.value.impl.Value;
import util.Assert.TLCRuntimeException;

/**
 * Of which actions the successors of a state were found to be steps, with which arguments. A
 * successor that was found by {@code Send(i)} satisfies {@code Send(i)}, so this need not be
 * evaluated again where a refinement asks of the step whether it is one of the specification's.
 *
 * <p>It is taken for TRUE only where the same formula is asked about, with equal arguments, in a
 * place where all names mean the same, and where the formula has no effect, says the same whenever
 * it is asked, and asks for no argument's value after the step: what was passed for it may have
 * another there. Not thread-safe.
 */
final class Taken {

  private final Tool tool;
  private final Formulas formulas;
  private final OfSuccessors<Step> steps = new OfSuccessors<>();

  /** The action of which a state was found to be a step, and those inside of which it was. */
  private record Step(
      SemanticNode body,
      List<FormalParamNode> parameters,
      List<Value> arguments,
      Map<SymbolNode, SymbolNode> meanings,
      Step inner) {}

  Taken(Tool tool, Formulas formulas) {
    this.tool = tool;
    this.formulas = formulas;
  }

  /**
   * Keeps that states were found by an action, until another state's successors are looked for, if
   * such actions are asked about.
   *
   * @param first the place of the first successor that was found by it; all that follow were, too
   */
  void note(
      OpApplNode node,
      Context context,
      TLCState before,
      StateVec found,
      int first,
      CostModel costs) {
    if (node.getLevel() != LevelConstants.ActionLevel) {
      return;
    }
    Application application = application(node, context, before);
    if (application == null
        || !formulas.isAskedOfSteps(application.body())
        || !areSettled(application.arguments(), context)) {
      return;
    }
    Map<SymbolNode, SymbolNode> meanings =
        application.meanings(formulas.mentioned(tool, application.body()));
    List<Value> arguments =
        meanings == null ? null : values(application, context, before, TLCState.Empty, costs);
    if (arguments == null) {
      return;
    }
    steps.note(
        before,
        found,
        first,
        inner ->
            new Step(application.body(), application.parameters(), arguments, meanings, inner));
  }

  /** Whether each has one value, whenever it is asked for. */
  private boolean areSettled(List<ExprOrOpArgNode> arguments, Context context) {
    boolean all = true;
    for (int i = 0; i < arguments.size() && all; i++) {
      all = LocalDefinitions.isOfOneState(arguments.get(i), context);
    }
    return all && areOfAnyMoment(arguments, context);
  }

  private boolean areOfAnyMoment(List<ExprOrOpArgNode> arguments, Context context) {
    boolean all = true;
    for (int i = 0; i < arguments.size() && all; i++) {
      all = isOfAnyMoment(arguments.get(i), context);
    }
    return all;
  }

  /** Also what stands for the names in it. */
  private boolean isOfAnyMoment(SemanticNode expression, Context context) {
    boolean is = formulas.isOfAnyMoment(tool, expression);
    Set<SymbolNode> mentioned = formulas.mentioned(tool, expression).symbols();
    for (SymbolNode name : Contexts.names(context)) {
      if (is && mentioned.contains(name) && context.lookup(name) instanceof LazyValue value) {
        is = isOfAnyMoment(value.expr, value.con);
      }
    }
    return is;
  }

  /** Whether the step was found by this very action. */
  boolean is(OpApplNode node, Context context, TLCState before, TLCState after, CostModel costs) {
    if (before == null || node.getLevel() != LevelConstants.ActionLevel) {
      return false;
    }
    Application application = application(node, context, before);
    if (application == null || !formulas.askOfSteps(tool, application)) {
      return false;
    }
    for (Step at = steps.of(before, after); at != null; at = at.inner) {
      if (at.body.equals(application.body())
          && isSame(at, application, context, before, after, costs)) {
        return true;
      }
    }
    return false;
  }

  private boolean isSame(
      Step step,
      Application application,
      Context context,
      TLCState before,
      TLCState after,
      CostModel costs) {
    if (!application.parameters().equals(step.parameters)
        || !areOfAnyMoment(application.arguments(), context)
        || !step.meanings.equals(
            application.meanings(formulas.mentioned(tool, application.body())))) {
      return false;
    }
    List<Value> arguments = values(application, context, before, after, costs);
    return arguments != null && areEqual(arguments, step.arguments);
  }

  private static boolean areEqual(List<Value> some, List<Value> others) {
    try {
      boolean equal = true;
      for (int i = 0; equal && i < some.size(); i++) {
        equal = Equality.of(some.get(i), others.get(i));
      }
      return equal;
    } catch (EvalException | TLCRuntimeException e) {
      return false; // A guard may keep TLC from comparing them.
    }
  }

  private Application application(OpApplNode node, Context context, TLCState before) {
    return Application.of(
        tool, node, tool.lookup(node.getOperator(), context, before, false), context);
  }

  /** Null where one has no value. */
  private List<Value> values(
      Application application, Context context, TLCState before, TLCState after, CostModel costs) {
    List<ExprOrOpArgNode> arguments = application.arguments();
    List<Value> values = new ArrayList<>(arguments.size());
    try {
      for (ExprOrOpArgNode argument : arguments) {
        values.add(tool.eval(argument, context, before, after, EvalControl.Clear, costs));
      }
      return values;
    } catch (EvalException | TLCRuntimeException e) {
      return null; // It is told where it is needed.
    }
  }

  /**
   * What was passed in the place where this symbol stands below a quantifier when the step was
   * found, or null.
   *
   * @param applications those below the quantifier
   */
  Value argument(
      List<OpApplNode> applications, FormalParamNode symbol, TLCState before, TLCState after) {
    for (Step at = steps.of(before, after); at != null; at = at.inner) {
      for (OpApplNode node : applications) {
        Application application = application(node, Context.Empty, before);
        if (application != null
            && application.body().equals(at.body)
            && application.parameters().equals(at.parameters)) {
          int place = place(symbol, node.getArgs());
          if (place >= 0) {
            return at.arguments.get(place);
          }
        }
      }
    }
    return null;
  }

  private static int place(FormalParamNode symbol, ExprOrOpArgNode[] arguments) {
    for (int i = 0; i < arguments.length; i++) {
      if (arguments[i] instanceof OpApplNode name && name.getOperator().equals(symbol)) {
        return i;
      }
    }
    return -1;
  }

  /** Tells by which actions the step was found; 0 if by none that is known. */
  int way(TLCState before, TLCState after) {
    int way = 0;
    for (Step at = steps.of(before, after); at != null; at = at.inner) {
      way = 31 * way + at.body.hashCode();
    }
    return way;
  }
}
