package tlc2.tool.impl;

import tla2sany.semantic.FormalParamNode;
import tlc2.tool.StateVec;
import tlc2.tool.TLCState;
import tlc2.util.Context;
import tlc2.value.impl.Value;

/**
 * The values of quantified symbols with which a state's successors were found. A step is mostly
 * asked about by formulas that say the same in other words, a refinement or a constraint, whose
 * symbols mostly have the same names: these values are tried first there. A hint and no more. Not
 * thread-safe.
 */
final class Chosen {

  private final OfSuccessors<Choice> choices = new OfSuccessors<>();

  /** A symbol's value, and those that were chosen inside of its quantifier. */
  private record Choice(FormalParamNode symbol, Value value, Choice inner) {}

  /**
   * Keeps what the symbols stood for, until another state's successors are looked for.
   *
   * @param first the place of the first successor that was found with these values; all that follow
   *     were, too
   */
  void note(
      FormalParamNode[] symbols, Context context, TLCState before, StateVec found, int first) {
    choices.note(before, found, first, inner -> outside(inner, symbols, context));
  }

  private static Choice outside(Choice inner, FormalParamNode[] symbols, Context context) {
    Choice choice = inner;
    for (FormalParamNode symbol : symbols) {
      choice = new Choice(symbol, (Value) context.lookup(symbol), choice);
    }
    return choice;
  }

  /** What a symbol of this name stood for when the step was found, or null. */
  Value of(FormalParamNode symbol, TLCState before, TLCState after) {
    for (Choice at = choices.of(before, after); at != null; at = at.inner) {
      if (at.symbol.getName().equals(symbol.getName())) {
        return at.value;
      }
    }
    return null;
  }

  /** Tells by which quantifiers the step was found; 0 if by none. */
  int way(TLCState before, TLCState after) {
    int way = 0;
    for (Choice at = choices.of(before, after); at != null; at = at.inner) {
      way = 31 * way + at.symbol.hashCode();
    }
    return way;
  }
}
