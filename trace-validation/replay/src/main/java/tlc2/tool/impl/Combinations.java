package tlc2.tool.impl;

import java.util.Arrays;
import java.util.function.Function;
import java.util.function.Predicate;
import tla2sany.semantic.ExprNode;
import tla2sany.semantic.FormalParamNode;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.SemanticNode;
import tlc2.tool.ToolGlobals;
import tlc2.util.Context;
import tlc2.value.impl.Enumerable;
import tlc2.value.impl.Value;
import tlc2.value.impl.ValueEnumeration;

/**
 * Tries the values of a bounded quantifier's symbols, the last symbol's fastest. When what was
 * tried first with some values of the symbols before has come to nothing, it is asked whether all
 * of the rest is futile: of {@code \E t \in Tx, k \in Key, v \in Value} most {@code t} and {@code
 * k} are seen to be none after one of the values, and not after each. It is the same where each of
 * them has a quantifier of its own: {@code \E t \in Tx : \E k \in Key : ...}
 */
final class Combinations {

  /** So many values of a quantifier's only symbol are tried before it is asked. */
  private static final int TRIALS_ALONE = 8;

  private final FormalParamNode[] symbols;
  private final Enumerable[] domains;
  private final Formulas.Symbols[] open;
  private final int trials;

  private Combinations(FormalParamNode[] symbols, Enumerable[] domains, int trials) {
    this.symbols = symbols;
    this.domains = domains;
    this.trials = trials;
    this.open = new Formulas.Symbols[symbols.length];
    Formulas.Symbols rest = null;
    for (int i = symbols.length - 1; i >= 0; i--) {
      rest = new Formulas.Symbols(symbols[i], rest);
      open[i] = rest;
    }
  }

  /** Evaluates what a symbol ranges over. */
  interface Evaluator {
    Value of(ExprNode domain);
  }

  /** Whether all is futile, whatever the values of these symbols. */
  interface Futile {
    boolean is(Formulas.Symbols open, Context context);
  }

  /**
   * The combinations, or null where the quantifier has tuples of symbols, or a domain that cannot
   * be enumerated, which TLC has the words for.
   *
   * @param isInner whether it is all that another quantifier says
   */
  static Combinations of(OpApplNode quantifier, boolean isInner, Evaluator evaluator) {
    for (boolean tuple : quantifier.isBdedQuantATuple()) {
      if (tuple) {
        return null;
      }
    }
    FormalParamNode[][] groups = quantifier.getBdedQuantSymbolLists();
    ExprNode[] bounds = quantifier.getBdedQuantBounds();
    int size = 0;
    for (FormalParamNode[] group : groups) {
      size += group.length;
    }
    FormalParamNode[] symbols = new FormalParamNode[size];
    Enumerable[] domains = new Enumerable[size];
    int place = 0;
    for (int i = 0; i < groups.length; i++) {
      if (!(evaluator.of(bounds[i]) instanceof Enumerable domain)) {
        return null;
      }
      System.arraycopy(groups[i], 0, symbols, place, groups[i].length);
      Arrays.fill(domains, place, place + groups[i].length, domain);
      place += groups[i].length;
    }
    return new Combinations(symbols, domains, trials(quantifier, size, isInner));
  }

  /** How many values of the first symbol are tried before it is asked. */
  private static int trials(OpApplNode quantifier, int symbols, boolean isInner) {
    if (isInner) {
      return 0;
    }
    return symbols == 1 && !isQuantifier(quantifier.getArgs()[0]) ? TRIALS_ALONE : 1;
  }

  static boolean isQuantifier(SemanticNode node) {
    return node instanceof OpApplNode application
        && ReplayTool.opcode(application) == ToolGlobals.OPCODE_be;
  }

  /** All the symbols. */
  Formulas.Symbols all() {
    return open[0];
  }

  FormalParamNode[] symbols() {
    return symbols;
  }

  /** The context with such values of all symbols, or null where one has none in its domain. */
  Context with(Function<FormalParamNode, Value> values, Context context) {
    Context with = context;
    for (int i = 0; i < symbols.length; i++) {
      Value value = values.apply(symbols[i]);
      if (value == null || !domains[i].member(value)) {
        return null;
      }
      with = with.cons(symbols[i], value);
    }
    return with;
  }

  /**
   * Tries.
   *
   * @param body told the values; true ends it
   * @return whether it was ended
   */
  boolean any(Context context, Predicate<Context> body, Futile futile) {
    return any(0, context, body, futile);
  }

  private boolean any(int place, Context context, Predicate<Context> body, Futile futile) {
    boolean last = place == symbols.length - 1;
    int before = place == 0 ? trials : 0;
    int tried = 0;
    ValueEnumeration values = domains[place].elements();
    for (Value next = values.nextElement(); next != null; next = values.nextElement()) {
      if (tried == before && futile.is(open[place], context)) {
        return false;
      }
      Context with = context.cons(symbols[place], next);
      if (last ? body.test(with) : any(place + 1, with, body, futile)) {
        return true;
      }
      tried++;
    }
    return false;
  }
}
