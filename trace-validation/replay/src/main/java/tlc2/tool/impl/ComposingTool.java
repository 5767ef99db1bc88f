package tlc2.tool.impl;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import tla2sany.semantic.ExprOrOpArgNode;
import tla2sany.semantic.FormalParamNode;
import tla2sany.semantic.LevelConstants;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpDeclNode;
import tla2sany.semantic.SemanticNode;
import tlc2.output.EC;
import tlc2.tool.Action;
import tlc2.tool.EvalControl;
import tlc2.tool.EvalException;
import tlc2.tool.IActionItemList;
import tlc2.tool.INextStateFunctor;
import tlc2.tool.StateVec;
import tlc2.tool.TLCState;
import tlc2.tool.ToolGlobals;
import tlc2.tool.coverage.CostModel;
import tlc2.util.Context;
import tlc2.value.impl.BoolValue;
import tlc2.value.impl.Value;
import util.Assert.TLCRuntimeException;
import util.FilenameToStream;

/**
 * TLC's evaluator with the composition of actions, {@code A \cdot B}: a step of A and then one of B
 * are one step. TLC 1.7.3 can parse it and no more. And in what it evaluates most, quantifiers and
 * {@code [A]_v}, it does not do what is in vain: {@link Futility}.
 *
 * <p>In TLC's own package, since what has to be overridden there is of types that only the package
 * sees.
 */
public final class ComposingTool extends ReplayTool {

  private static final long serialVersionUID = 1L;

  private final transient Compositions compositions = new Compositions(this);

  /** Null while TLC's constructor runs, in which it evaluates constants. */
  private final transient Futility futility;

  /** Null as long as {@link #futility} is. */
  private final transient Taken taken;

  private final transient Chosen chosen = new Chosen();

  /** Quantifiers of which it is being asked whether their values need be tried. */
  private final transient Set<OpApplNode> asked = new HashSet<>();

  /** Quantifiers that are all that another one says. */
  private final transient Set<SemanticNode> inner = new HashSet<>();

  private final transient Familiar familiar;

  /** Null as long as {@link #futility} is. */
  private final transient Prefixes prefixes = new Prefixes();

  /**
   * @param folder the root module's folder, with a slash at its end
   * @param module the root module
   * @param config the configuration, without its ending
   * @param formulas what is known of the specification
   */
  public ComposingTool(
      String folder, String module, String config, FilenameToStream resolver, Formulas formulas) {
    super(folder, module, config, resolver, formulas);
    futility = new Futility(this, formulas);
    taken = new Taken(this, formulas);
    familiar = new Familiar(chosen, taken, formulas.familiar());
  }

  /** Restricts the parts of compositions. */
  public void requireOfParts(Parts.Rule required) {
    compositions.require(required);
  }

  /** Those of the successors that were found since it was cleared. */
  public Parts parts() {
    return compositions.parts();
  }

  private static boolean isComposition(OpApplNode node) {
    return opcode(node) == ToolGlobals.OPCODE_cdot;
  }

  @Override
  protected TLCState getNextStatesAppl(
      Action action,
      OpApplNode predicate,
      ActionItemList rest,
      Context context,
      TLCState from,
      TLCState to,
      INextStateFunctor found,
      CostModel costs) {
    int opcode = opcode(predicate);
    if (opcode == ToolGlobals.OPCODE_be) {
      return getNextStatesOfSome(action, predicate, rest, context, from, to, found, costs);
    }
    if (opcode == 0) {
      return getNextStatesOfApplied(action, predicate, rest, context, from, to, found, costs);
    }
    if (opcode != ToolGlobals.OPCODE_cdot) {
      return super.getNextStatesAppl(action, predicate, rest, context, from, to, found, costs);
    }
    for (TLCState after : compositions.after(action, predicate, context, from, to, costs)) {
      Parts.Way way = compositions.parts().way(after);
      boolean isWhole = after.allAssigned();
      int known = found instanceof StateVec states ? states.size() : 0;
      goOn(action, rest, from, after, found);
      for (int i = known; found instanceof StateVec states && i < states.size(); i++) {
        compositions.complete(states.elementAt(i), way, isWhole);
      }
    }
    return to;
  }

  private TLCState getNextStatesOfApplied(
      Action action,
      OpApplNode applied,
      ActionItemList rest,
      Context context,
      TLCState from,
      TLCState to,
      INextStateFunctor found,
      CostModel costs) {
    int known = found instanceof StateVec states ? states.size() : 0;
    TLCState after = getNextStatesApplImpl(action, applied, rest, context, from, to, found, costs);
    if (found instanceof StateVec states && states.size() > known) {
      taken.note(applied, context, from, states, known, costs);
    }
    return after;
  }

  private TLCState getNextStatesOfSome(
      Action action,
      OpApplNode some,
      ActionItemList rest,
      Context context,
      TLCState from,
      TLCState to,
      INextStateFunctor found,
      CostModel costs) {
    Combinations values =
        combinations(some, domain -> eval(domain, context, from, to, EvalControl.Clear, costs));
    if (values == null) {
      return getNextStatesApplImpl(action, some, rest, context, from, to, found, costs);
    }
    TLCState[] after = {to};
    values.any(
        context,
        next -> {
          int known = found instanceof StateVec states ? states.size() : 0;
          after[0] =
              getNextStates(action, some.getArgs()[0], rest, next, from, after[0], found, costs);
          if (found instanceof StateVec states) {
            chosen.note(values.symbols(), next, from, states, known);
          }
          return false;
        },
        // What was handed in is among the successors by then, with the values that it has there.
        (open, with) ->
            ask(some, () -> futility.of(some, open, with, from, after[0], false, costs)));
    return after[0];
  }

  private Combinations combinations(OpApplNode some, Combinations.Evaluator evaluator) {
    if (Combinations.isQuantifier(some.getArgs()[0])) {
      inner.add(some.getArgs()[0]);
    }
    return Combinations.of(some, inner.contains(some), evaluator);
  }

  /** What else the state after the step has to satisfy. */
  private void goOn(
      Action action, ActionItemList rest, TLCState from, TLCState to, INextStateFunctor found) {
    if (rest.isEmpty()) {
      found.addElement(from, action, to);
      return;
    }
    SemanticNode next = rest.carPred();
    Context context = rest.carContext();
    switch (rest.carKind()) {
      case IActionItemList.UNCHANGED ->
          processUnchangedImpl(action, next, rest.cdr(), context, from, to, found, rest.cm);
      case IActionItemList.CHANGED -> {
        if (!isSame(next, context, from, to, EvalControl.Clear, rest.cm)) {
          goOn(action, rest.cdr(), from, to, found);
        }
      }
      default -> getNextStatesImpl(action, next, rest.cdr(), context, from, to, found, rest.cm);
    }
  }

  /** ENABLED knows of the state after a step in another form, which cannot be added to by name. */
  private static TLCState known(TLCState to) {
    TLCState known = TLCState.Empty.createEmpty();
    for (OpDeclNode variable : TLCState.Empty.getVars()) {
      Value value = (Value) to.lookup(variable.getName());
      if (value != null) {
        known.bind(variable.getName(), value);
      }
    }
    return known;
  }

  @Override
  protected TLCState enabledAppl(
      OpApplNode predicate,
      ActionItemList rest,
      Context context,
      TLCState from,
      TLCState to,
      CostModel costs) {
    if (!isComposition(predicate)) {
      return enabledApplImpl(predicate, rest, context, from, to, costs);
    }
    Action action = new Action(predicate, context);
    for (TLCState after : compositions.after(action, predicate, context, from, known(to), costs)) {
      StateVec found = new StateVec(0);
      goOn(action, rest, from, after, found);
      if (!found.isEmpty()) {
        return found.elementAt(0);
      }
    }
    return null;
  }

  @Override
  protected Value evalAppl(
      OpApplNode expression,
      Context context,
      TLCState from,
      TLCState to,
      int control,
      CostModel costs) {
    return switch (opcode(expression)) {
      case 0 -> evalApplied(expression, context, from, to, control, costs);
      case ToolGlobals.OPCODE_be -> evalSome(expression, context, from, to, control, costs);
      case ToolGlobals.OPCODE_sa -> evalOrSame(expression, context, from, to, control, costs);
      case ToolGlobals.OPCODE_lor, ToolGlobals.OPCODE_dl ->
          evalOr(expression, context, from, to, control, costs);
      case ToolGlobals.OPCODE_eq -> evalEqual(expression, context, from, to, control, costs);
      case ToolGlobals.OPCODE_unchanged -> evalSame(expression, context, from, to, control, costs);
      case ToolGlobals.OPCODE_cdot ->
          compositions.leads(expression, context, from, to, control, costs)
              ? BoolValue.ValTrue
              : BoolValue.ValFalse;
      default -> super.evalAppl(expression, context, from, to, control, costs);
    };
  }

  private Value evalApplied(
      OpApplNode applied,
      Context context,
      TLCState from,
      TLCState to,
      int control,
      CostModel costs) {
    return control == EvalControl.Clear
            && applied.getLevel() == LevelConstants.ActionLevel
            && to != null
            && to.allAssigned()
            && taken.is(applied, context, from, to, costs)
        ? BoolValue.ValTrue
        : super.evalAppl(applied, context, from, to, control, costs);
  }

  private Value evalSome(
      OpApplNode some, Context context, TLCState from, TLCState to, int control, CostModel costs) {
    Combinations values =
        control == EvalControl.Clear && futility != null
            ? combinations(some, domain -> eval(domain, context, from, to, control, costs))
            : null;
    if (values == null) {
      return evalApplImpl(some, context, from, to, control, costs);
    }
    boolean whole = to != null && to.allAssigned();
    if (whole && ask(some, () -> isTrueAsChosen(some, values, context, from, to, costs))) {
      return BoolValue.ValTrue;
    }
    // Of a step that is given, UNCHANGED says at once of most actions that they are not taken.
    if (whole && ask(some, () -> futility.of(some, values.all(), context, from, to, true, costs))) {
      return BoolValue.ValFalse;
    }
    boolean holds =
        values.any(
            context,
            next -> isTrue(some, next, from, to, costs),
            (open, with) -> ask(some, () -> futility.of(some, open, with, from, to, whole, costs)));
    return holds ? BoolValue.ValTrue : BoolValue.ValFalse;
  }

  /**
   * The answer to what need not be asked, and is only asked to save time; FALSE where it would be
   * asked to answer itself: in a recursion that would be 2^depth times.
   */
  private boolean ask(OpApplNode some, BooleanSupplier question) {
    if (!asked.add(some)) {
      return false;
    }
    try {
      return question.getAsBoolean();
    } finally {
      asked.remove(some);
    }
  }

  /** Whether it is TRUE for the values with which the step was found. */
  private boolean isTrueAsChosen(
      OpApplNode some,
      Combinations values,
      Context context,
      TLCState from,
      TLCState to,
      CostModel costs) {
    if (!futility.mayAsk(some)) {
      return false;
    }
    // Of values that are tried before it may be TRUE.
    return unlessInError(
            () -> {
              Context with = values.with(symbol -> likely(some, symbol, from, to), context);
              return with != null && isTrue(some, with, from, to, costs);
            })
        .orElse(false);
  }

  /** What the symbol may stand for where the step is one of the action's, or null. */
  private Value likely(OpApplNode some, FormalParamNode symbol, TLCState from, TLCState to) {
    Value passed = taken.argument(formulas().applicationsBelow(some), symbol, from, to);
    return passed != null ? passed : chosen.of(symbol, from, to);
  }

  /** Nothing for what cannot be evaluated: it is only asked to save time, and need not be. */
  private static <T> Optional<T> unlessInError(Supplier<T> question) {
    try {
      return Optional.of(question.get());
    } catch (EvalException | TLCRuntimeException e) {
      return Optional.empty();
    }
  }

  private Value evalOr(
      OpApplNode or, Context context, TLCState from, TLCState to, int control, CostModel costs) {
    if (control != EvalControl.Clear
        || or.getLevel() != LevelConstants.ActionLevel
        || to == null
        || !to.allAssigned()
        || !futility.mayAsk(or)) {
      return evalApplImpl(or, context, from, to, control, costs);
    }
    ExprOrOpArgNode[] parts = or.getArgs();
    int likely = familiar.place(or, from, to);
    // A part that stands before may say when this one has no value.
    Optional<Value> first =
        likely > 0
            ? unlessInError(() -> eval(parts[likely], context, from, to, control, costs))
            : Optional.empty();
    if (first.filter(BoolValue.ValTrue::equals).isPresent()) {
      return BoolValue.ValTrue;
    }
    for (int i = 0; i < parts.length; i++) {
      // What has a value is not asked twice: where the parts nest, this would be 2^depth times.
      Value holds =
          i == likely && first.isPresent()
              ? first.get()
              : eval(parts[i], context, from, to, control, costs);
      if (!(holds instanceof BoolValue truth)) {
        return evalApplImpl(or, context, from, to, control, costs); // It has the words for it.
      }
      if (truth.val) {
        familiar.remember(or, from, to, i);
        return BoolValue.ValTrue;
      }
    }
    return BoolValue.ValFalse;
  }

  private boolean isTrue(
      OpApplNode some, Context context, TLCState from, TLCState to, CostModel costs) {
    Value holds = eval(some.getArgs()[0], context, from, to, EvalControl.Clear, costs);
    if (holds instanceof BoolValue truth) {
      return truth.val;
    }
    throw new EvalException(
        EC.TLC_EXPECTED_VALUE, new String[] {"boolean", some.getArgs()[0].toString()});
  }

  /** {@code [A]_v}: whether v stays the same is seen sooner than whether A is taken. */
  private Value evalOrSame(
      OpApplNode step, Context context, TLCState from, TLCState to, int control, CostModel costs) {
    boolean same =
        control == EvalControl.Clear
            && to != null
            && to.allAssigned()
            // Values that cannot be compared need not be, where A is taken.
            && unlessInError(() -> isSame(step.getArgs()[1], context, from, to, control, costs))
                .orElse(false);
    return same ? BoolValue.ValTrue : evalApplImpl(step, context, from, to, control, costs);
  }

  /** Without a state after {@code to}, TLC does not take what it has kept of {@code from}. */
  boolean isSame(
      SemanticNode expression,
      Context context,
      TLCState from,
      TLCState to,
      int control,
      CostModel costs) {
    Value before = eval(expression, context, from, TLCState.Empty, control, costs);
    int primed = EvalControl.setPrimedIfEnabled(control);
    Value after = eval(expression, context, to, null, primed, costs);
    return Equality.of(before, after);
  }

  private Value evalEqual(
      OpApplNode equal, Context context, TLCState from, TLCState to, int control, CostModel costs) {
    ExprOrOpArgNode[] sides = equal.getArgs();
    boolean same;
    if (prefixes != null
        && Prefixes.isSubSeq(this, sides[0])
        && Prefixes.isSubSeq(this, sides[1])) {
      same =
          prefixes.areEqual(
              this, sides[0], sides[1], part -> eval(part, context, from, to, control, costs));
    } else {
      Value left = eval(sides[0], context, from, to, control, costs);
      Value right = eval(sides[1], context, from, to, control, costs);
      same = Equality.of(left, right);
    }
    return same ? BoolValue.ValTrue : BoolValue.ValFalse;
  }

  private Value evalSame(
      OpApplNode same, Context context, TLCState from, TLCState to, int control, CostModel costs) {
    return isSame(same.getArgs()[0], context, from, to, control, costs)
        ? BoolValue.ValTrue
        : BoolValue.ValFalse;
  }
}
