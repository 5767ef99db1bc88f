package tlc2.tool.impl;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
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
 * and kept: the step's first state does not change while its successors are looked for. Not kept is
 * what speaks of the next state, since that is found bit by bit, and differs between alternatives;
 * nor what is another value each time it is asked for.
 */
final class LocalDefinitions {

  private final Tool tool;
  private final Formulas formulas;

  LocalDefinitions(Tool tool, Formulas formulas) {
    this.tool = tool;
    this.formulas = formulas;
  }

  /** The context of what stands behind IN. */
  Context of(LetInNode let, Context context, CostModel costs) {
    Context inside = context;
    for (OpDefNode definition : let.getLets()) {
      if (definition.getArity() == 0) {
        LevelNode body = definition.getBody();
        boolean keeps = formulas.isLasting(tool, definition) && isOfOneState(body, inside);
        inside = inside.cons(definition, new LazyValue(body, inside, keeps, costs));
      }
    }
    return inside;
  }

  /**
   * Whether an expression does not speak of the next state. Its level alone does not tell: it takes
   * parameters for constants, and what stands for them may be primed.
   */
  static boolean isOfOneState(LevelNode expression, Context context) {
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

  /**
   * The context with nothing kept, for an expression that is evaluated in several states: kept
   * values are those of one. (Where TLC has marked it for ENABLED it stays as it is: nothing is
   * kept there.)
   */
  static Context anew(Context context) {
    return anew(context, new IdentityHashMap<>());
  }

  private static Context anew(Context context, Map<Context, Context> done) {
    Context known = done.get(context);
    if (known != null) {
      return known;
    }
    List<SymbolNode> names = Contexts.names(context);
    Context anew = names.contains(null) ? context : rebuilt(context, names, done);
    done.put(context, anew);
    return anew;
  }

  private static Context rebuilt(
      Context context, List<SymbolNode> names, Map<Context, Context> done) {
    if (names.stream().noneMatch(name -> context.lookup(name) instanceof LazyValue)) {
      return context;
    }
    Context anew = Context.Empty;
    for (int i = names.size() - 1; i >= 0; i--) { // The last that was added is found first.
      Object value = context.lookup(names.get(i));
      anew =
          anew.cons(
              names.get(i),
              value instanceof LazyValue lazy
                  ? new LazyValue(lazy.expr, anew(lazy.con, done), false, lazy.getCostModel())
                  : value);
    }
    return anew;
  }
}
