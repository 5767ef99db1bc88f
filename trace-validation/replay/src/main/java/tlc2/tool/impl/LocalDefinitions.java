package tlc2.tool.impl;

import tla2sany.semantic.LetInNode;
import tla2sany.semantic.LevelConstants;
import tla2sany.semantic.LevelNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.semantic.SymbolNode;
import tlc2.tool.coverage.CostModel;
import tlc2.util.Context;
import tlc2.value.impl.LazyValue;
import tlc2.value.impl.Value;

/**
 * What LET defines, without parameters, as values that are evaluated when they are first asked for,
 * and kept: the step's first state does not change while its successors are looked for. What speaks
 * of the next state is not kept, since that is found bit by bit, and differs between alternatives.
 */
final class LocalDefinitions {

  private LocalDefinitions() {}

  /** The context of what stands behind IN. */
  static Context of(LetInNode let, Context context, CostModel costs) {
    Context inside = context;
    for (OpDefNode definition : let.getLets()) {
      if (definition.getArity() == 0) {
        LevelNode body = definition.getBody();
        boolean keeps = isOfOneState(body, inside);
        inside = inside.cons(definition, new LazyValue(body, inside, keeps, costs));
      }
    }
    return inside;
  }

  /**
   * Whether an expression does not speak of the next state. Its level alone does not tell: it takes
   * parameters for constants, and what stands for them may be primed.
   */
  private static boolean isOfOneState(LevelNode expression, Context context) {
    if (expression.getLevel() > LevelConstants.VariableLevel) {
      return false;
    }
    for (SymbolNode parameter : expression.getLevelParams()) {
      Object meaning = context.lookup(parameter);
      boolean fixed =
          meaning instanceof LazyValue lazy
              ? lazy.expr instanceof LevelNode argument && isOfOneState(argument, lazy.con)
              : meaning == null || meaning instanceof Value;
      if (!fixed) {
        return false;
      }
    }
    return true;
  }
}
