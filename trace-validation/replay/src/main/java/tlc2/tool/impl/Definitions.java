package tlc2.tool.impl;

import java.util.HashMap;
import java.util.Map;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpDefNode;
import tlc2.tool.EvalControl;
import tlc2.tool.TLCState;
import tlc2.util.Context;
import tlc2.value.impl.Value;

/**
 * What a module defines without parameters, evaluated once in a state where there is a quantifier
 * in it: the leaders that there are, the entries that are committed. An invariant asks for it with
 * each value of its own quantifiers. Not thread-safe.
 */
final class Definitions {

  private final Tool tool;
  private final Formulas formulas;
  private final Map<OpDefNode, Known> known = new HashMap<>();

  /** What it is in the state that it was asked for in last. */
  private record Known(TLCState state, Value value) {}

  /** What evaluates it. */
  interface Evaluator {
    Value evaluate();
  }

  Definitions(Tool tool, Formulas formulas) {
    this.tool = tool;
    this.formulas = formulas;
  }

  /**
   * The definition that an expression names, if its value in this state may be kept, or null.
   *
   * @param to null where it is primed: then the state is the next one, and still in the making
   */
  OpDefNode mayKeep(
      OpApplNode expression, Context context, TLCState from, TLCState to, int control) {
    return expression.getArgs().length == 0
            && expression.getOperator() instanceof OpDefNode definition
            && to != null
            && control == EvalControl.Clear
            && formulas.isWorthKeeping(tool, definition)
            && from.allAssigned()
            && !mayDependOn(context, definition)
        ? definition
        : null;
  }

  /** The value of such a definition. */
  Value of(OpDefNode definition, TLCState state, Evaluator evaluator) {
    Known before = known.get(definition);
    if (before == null || before.state != state) {
      before = new Known(state, evaluator.evaluate());
      known.put(definition, before);
    }
    return before.value;
  }

  /** What LET defines may depend on what is bound around it, and an instance on what it is of. */
  private boolean mayDependOn(Context context, OpDefNode definition) {
    Formulas.Mentioned mentioned = formulas.mentioned(tool, definition.getBody());
    return context.lookupName(name -> definition.equals(name) || mentioned.symbols().contains(name))
        != null;
  }
}
