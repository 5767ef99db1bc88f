package tlc2.tool.impl;

import java.util.Optional;
import tla2sany.semantic.ExprOrOpArgNode;
import tla2sany.semantic.LetInNode;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.SemanticNode;
import tlc2.tool.Action;
import tlc2.tool.BuiltInOPs;
import tlc2.tool.EvalException;
import tlc2.tool.IActionItemList;
import tlc2.tool.INextStateFunctor;
import tlc2.tool.IStateFunctor;
import tlc2.tool.TLCState;
import tlc2.tool.ToolGlobals;
import tlc2.tool.coverage.CostModel;
import tlc2.util.Context;
import tlc2.value.impl.Value;
import util.Assert.TLCRuntimeException;
import util.FilenameToStream;

/**
 * TLC's evaluator, which evaluates what an action defines by LET once a step: TLC itself does so
 * only where no step is looked for, and otherwise evaluates the definition anew wherever it is
 * named. See {@link LocalDefinitions}.
 *
 * <p>In TLC's own package, since what has to be overridden there is of types that only the package
 * sees.
 */
public class ReplayTool extends Tool {

  private static final long serialVersionUID = 1L;

  /** Null while TLC's constructor runs, in which it loads. */
  private final transient LocalDefinitions definitions;

  private final transient Formulas formulas;
  private final transient Reading reading = new Reading();
  private final transient Upheld upheld = new Upheld(this, reading);

  /** What could not be evaluated last, and what was thrown there first. */
  private transient SemanticNode failed;

  private transient RuntimeException failure;

  /**
   * @param folder the root module's folder, with a slash at its end
   * @param module the root module
   * @param config the configuration, without its ending
   * @param formulas what is known of the specification
   */
  public ReplayTool(
      String folder, String module, String config, FilenameToStream resolver, Formulas formulas) {
    super(Loading.begin(formulas, folder), module, config, resolver);
    this.formulas = formulas;
    definitions = new LocalDefinitions(this, formulas);
    formulas.operators().share(this);
  }

  /** Ends a search that has come to what was looked for. */
  private static final class Found extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient TLCState state;

    Found(TLCState state) {
      super(null, null, false, false);
      this.state = state;
    }
  }

  /**
   * A state that satisfies the predicate, if there is one; variables of which it says nothing have
   * no value there.
   */
  public final Optional<TLCState> someState(SemanticNode predicate, Context context) {
    TLCState none = TLCState.Empty.createEmpty();
    IStateFunctor first =
        state -> {
          throw new Found(state);
        };
    try {
      getInitStates(predicate, ActionItemList.Empty, context, none, first, CostModel.DO_NOT_RECORD);
      return Optional.empty();
    } catch (Found found) {
      return Optional.of(found.state);
    }
  }

  /** Whether something is done where the expression is evaluated, such as by TLCSet. */
  public final boolean hasEffect(SemanticNode expression) {
    return formulas.hasEffect(this, expression);
  }

  /** The innermost expression in which that was thrown, if it was thrown last. */
  public final Optional<SemanticNode> whereFailed(RuntimeException thrown) {
    return thrown == failure ? Optional.ofNullable(failed) : Optional.empty();
  }

  final Formulas formulas() {
    return formulas;
  }

  static int opcode(OpApplNode node) {
    return BuiltInOPs.getOpCode(node.getOperator().getName());
  }

  /** Whether TLC's constructor runs. */
  private boolean isLoading() {
    return definitions == null;
  }

  @Override
  public final int getLevelBound(SemanticNode expression, Context context, int tool) {
    return isLoading()
        ? Loading.current()
            .level(expression, context, () -> super.getLevelBound(expression, context, tool))
        : super.getLevelBound(expression, context, tool);
  }

  @Override
  protected final TLCState getNextStates(
      Action action,
      SemanticNode predicate,
      ActionItemList rest,
      Context context,
      TLCState from,
      TLCState to,
      INextStateFunctor found,
      CostModel costs) {
    if (predicate instanceof LetInNode let) {
      Context inside = definitions.of(let, context, costs);
      return getNextStates(action, let.getBody(), rest, inside, from, to, found, costs);
    }
    return getNextStatesImpl(action, predicate, rest, context, from, to, found, costs);
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
    if (opcode(predicate) != ToolGlobals.OPCODE_aa) {
      return getNextStatesApplImpl(action, predicate, rest, context, from, to, found, costs);
    }
    // <<A>>_v: v is evaluated in both states, and TLC would take what it kept of the first.
    ExprOrOpArgNode[] parts = predicate.getArgs();
    Context anew = LocalDefinitions.anew(context);
    ActionItemList changed =
        (ActionItemList) rest.cons(parts[1], anew, costs, IActionItemList.CHANGED);
    return getNextStates(action, parts[0], changed, context, from, to, found, costs);
  }

  @Override
  protected Value evalAppl(
      OpApplNode expression,
      Context context,
      TLCState from,
      TLCState to,
      int control,
      CostModel costs) {
    if (reading == null || !reading.isOn()) {
      return evalApplImpl(expression, context, from, to, control, costs);
    }
    Value applied =
        reading.applied(
            expression, context, from, part -> eval(part, context, from, to, control, costs));
    if (applied != null) {
      return applied;
    }
    reading.noteWhole(expression, context, from);
    return evalApplImpl(expression, context, from, to, control, costs);
  }

  /**
   * Whether an invariant holds in a state.
   *
   * @param invariant one whose value depends on the state alone
   */
  public final boolean isUpheld(Action invariant, TLCState state) {
    return formulas.speaksOfOneState(this, invariant.pred)
        ? upheld.is(invariant, state)
        : isValid(invariant, state);
  }

  @Override
  public final Value eval(
      SemanticNode expression,
      Context context,
      TLCState from,
      TLCState to,
      int control,
      CostModel costs) {
    try {
      return isLoading() && expression instanceof OpApplNode name
          ? Loading.current()
              .value(name, () -> evalImpl(expression, context, from, to, control, costs))
          : evalImpl(expression, context, from, to, control, costs);
    } catch (EvalException | TLCRuntimeException e) {
      // What is innermost comes by first, and those around it after it.
      if (e != failure) {
        failure = e;
        failed = expression;
      }
      throw e;
    }
  }

  @Override
  protected final TLCState processUnchanged(
      Action action,
      SemanticNode expression,
      ActionItemList rest,
      Context context,
      TLCState from,
      TLCState to,
      INextStateFunctor found,
      CostModel costs) {
    return processUnchangedImpl(action, expression, rest, context, from, to, found, costs);
  }

  @Override
  protected final Value setSource(SemanticNode expression, Value value) {
    return value;
  }

  @Override
  public final TLCState enabled(
      SemanticNode predicate,
      IActionItemList rest,
      Context context,
      TLCState from,
      TLCState to,
      CostModel costs) {
    return enabledImpl(predicate, (ActionItemList) rest, context, from, to, costs);
  }

  @Override
  protected TLCState enabledAppl(
      OpApplNode predicate,
      ActionItemList rest,
      Context context,
      TLCState from,
      TLCState to,
      CostModel costs) {
    return enabledApplImpl(predicate, rest, context, from, to, costs);
  }

  @Override
  protected final TLCState enabledUnchanged(
      SemanticNode expression,
      ActionItemList rest,
      Context context,
      TLCState from,
      TLCState to,
      CostModel costs) {
    return enabledUnchangedImpl(expression, rest, context, from, to, costs);
  }
}
