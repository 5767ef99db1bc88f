package tlc2.tool.impl;

import java.util.ArrayList;
import java.util.List;
import tla2sany.semantic.ExprOrOpArgNode;
import tla2sany.semantic.FormalParamNode;
import tla2sany.semantic.LetInNode;
import tla2sany.semantic.LevelConstants;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpDeclNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.semantic.SemanticNode;
import tla2sany.semantic.Subst;
import tla2sany.semantic.SubstInNode;
import tla2sany.semantic.SymbolNode;
import tlc2.tool.BuiltInOPs;
import tlc2.tool.EvalControl;
import tlc2.tool.EvalException;
import tlc2.tool.TLCState;
import tlc2.tool.ToolGlobals;
import tlc2.tool.coverage.CostModel;
import tlc2.tool.impl.Formulas.Mentioned;
import tlc2.tool.impl.Formulas.Symbols;
import tlc2.util.Context;
import tlc2.value.impl.BoolValue;
import tlc2.value.impl.LazyValue;
import tlc2.value.impl.Value;
import util.Assert.TLCRuntimeException;

/**
 * Whether it is futile to try further values of a bounded quantifier's symbols, since a conjunct
 * that does not depend on them is FALSE. {@code \E b, e \in 1..Len(log[i]) : Send(i, j, <<b, e>>)}
 * tries all pairs, each log's length squared, though {@code Send} begins by asking whether i leads:
 * with it a trace would take time that grows with a power of its length.
 *
 * <p>Of {@code x' = [x EXCEPT ![a][b] = c]} it is seen before b and c are known that it is FALSE,
 * from what x' is elsewhere: {@link OnePlace}.
 *
 * <p>A FALSE conjunct makes the whole body FALSE, whatever stands before it; so do FALSE conjuncts
 * in each part of a disjunction. Where such a conjunct cannot be evaluated, nothing is concluded
 * from it. Not thread-safe.
 */
final class Futility {

  /** Deeper definitions are not looked into; a recursive one has no end. */
  private static final int MAX_DEPTH = 16;

  private final ComposingTool tool;
  private final Formulas formulas;

  Futility(ComposingTool tool, Formulas formulas) {
    this.tool = tool;
    this.formulas = formulas;
  }

  /** Of which states a conjunct may speak. */
  private record Moment(TLCState from, TLCState to, boolean whole, CostModel costs) {}

  /**
   * What is not known of the symbols around an expression.
   *
   * @param context what symbols stand for
   * @param bound those whose values are to be tried, and what depends on them
   * @param unassigned the variables without a value after the step as yet, and what depends on it
   */
  private record Scope(Context context, Symbols bound, Symbols unassigned) {

    Scope in(Context other) {
      return new Scope(other, bound, unassigned);
    }

    Scope withBound(SymbolNode symbol) {
      return new Scope(context, new Symbols(symbol, bound), unassigned);
    }

    Scope withUnassigned(SymbolNode symbol) {
      return new Scope(context, bound, new Symbols(symbol, unassigned));
    }
  }

  /**
   * Whether the body of the quantifier is FALSE for all values of these symbols; {@code false}
   * where that is not evident.
   *
   * @param bound the quantifier's symbols, or the last of them where the context has the others
   * @param to the state after the step as far as it is known, or null
   * @param whole whether all of it is known
   */
  boolean of(
      OpApplNode quantifier,
      Symbols bound,
      Context context,
      TLCState from,
      TLCState to,
      boolean whole,
      CostModel costs) {
    Symbols unassigned =
        whole || to == null ? null : withThoseOfInstances(Symbols.of(to.getUnassigned()), context);
    return isFalse(
        quantifier.getArgs()[0],
        new Scope(context, withWhatIsDisturbed(quantifier, bound, context), unassigned),
        new Moment(from, to, whole, costs),
        MAX_DEPTH);
  }

  /** Inside of modules that are instantiated variables have other names, the outermost last. */
  private Symbols withThoseOfInstances(Symbols unassigned, Context context) {
    List<SymbolNode> names = Contexts.names(context);
    Symbols all = unassigned;
    for (int i = names.size() - 1; i >= 0; i--) {
      if (names.get(i) instanceof OpDeclNode name
          && context.lookup(name) instanceof LazyValue value
          && mentioned(value.expr).any(all)) {
        all = new Symbols(name, all);
      }
    }
    return all;
  }

  /** What a TLCSet in the body may change is as open as the values that are to be tried. */
  private Symbols withWhatIsDisturbed(OpApplNode quantifier, Symbols bound, Context context) {
    SemanticNode body = quantifier.getArgs()[0];
    if (mayAsk(body)) {
      return bound;
    }
    Symbols all = bound;
    for (SymbolNode symbol : mentioned(body).symbols()) {
      all = Formulas.isOfTheMoment(symbol) ? new Symbols(symbol, all) : all;
    }
    for (SymbolNode name : Contexts.names(context)) {
      if (name != null
          && context.lookup(name) instanceof LazyValue value
          && mentioned(value.expr).symbols().stream().anyMatch(Formulas::isOfTheMoment)) {
        all = new Symbols(name, all);
      }
    }
    return all;
  }

  /** Whether the expression has the same value, and no effect, whenever it is asked of a step. */
  boolean mayAsk(SemanticNode expression) {
    return !mentioned(expression).notToBeAsked();
  }

  private boolean isFalse(SemanticNode node, Scope scope, Moment moment, int depth) {
    if (depth == 0) {
      return false;
    }
    if (node instanceof LetInNode let) {
      return isFalseIn(let, scope, moment, depth);
    }
    if (node instanceof SubstInNode instance) {
      return isFalseInstance(instance, scope, moment, depth);
    }
    if (!(node instanceof OpApplNode application)) {
      return false;
    }
    ExprOrOpArgNode[] parts = application.getArgs();
    return switch (BuiltInOPs.getOpCode(application.getOperator().getName())) {
      case ToolGlobals.OPCODE_land, ToolGlobals.OPCODE_cl -> {
        boolean found = false;
        for (int i = 0; i < parts.length && !found; i++) {
          found = isFalse(parts[i], scope, moment, depth);
        }
        yield found;
      }
      case ToolGlobals.OPCODE_lor, ToolGlobals.OPCODE_dl -> {
        boolean all = true;
        for (int i = 0; i < parts.length && all; i++) {
          all = isFalse(parts[i], scope, moment, depth - 1);
        }
        yield all;
      }
      case ToolGlobals.OPCODE_be -> {
        Scope inner = scope;
        for (FormalParamNode[] symbols : application.getBdedQuantSymbolLists()) {
          for (FormalParamNode symbol : symbols) {
            inner = inner.withBound(symbol);
          }
        }
        yield isFalse(parts[0], inner, moment, depth - 1);
      }
      case ToolGlobals.OPCODE_unchanged -> isChanged(parts[0], scope, moment, depth);
      case 0 -> isFalseApplied(application, scope, moment, depth);
      default -> isKnownFalse(application, scope, moment);
    };
  }

  private boolean isFalseIn(LetInNode let, Scope scope, Moment moment, int depth) {
    Scope inner = scope;
    for (OpDefNode definition : let.getLets()) {
      inner = inherit(inner, definition, definition.getBody());
      if (definition.getArity() > 0) {
        inner = inner.withBound(definition);
      } else {
        Context context = inner.context();
        inner =
            inner.in(
                context.cons(
                    definition, new LazyValue(definition.getBody(), context, moment.costs())));
      }
    }
    return isFalse(let.getBody(), inner, moment, depth - 1);
  }

  /** What is in another module stands for something here. */
  private boolean isFalseInstance(SubstInNode instance, Scope scope, Moment moment, int depth) {
    Scope inner = scope;
    Context context = scope.context();
    for (Subst subst : instance.getSubsts()) {
      inner = inherit(inner, subst.getOp(), subst.getExpr());
      Object value = tool.getVal(subst.getExpr(), scope.context(), true, tool.getId());
      context = context.cons(subst.getOp(), value);
    }
    return isFalse(instance.getBody(), inner.in(context), moment, depth - 1);
  }

  private boolean isFalseApplied(OpApplNode application, Scope scope, Moment moment, int depth) {
    Object operator = tool.lookup(application.getOperator(), scope.context(), moment.from(), false);
    if (Symbols.contain(scope.bound(), application.getOperator())
        || !(operator instanceof OpDefNode definition)
        || definition.getBody() == null
        || BuiltInOPs.getOpCode(definition.getName()) != 0) {
      return isKnownFalse(application, scope, moment);
    }
    ExprOrOpArgNode[] given = application.getArgs();
    FormalParamNode[] parameters = definition.getParams();
    Scope inner = scope.in(tool.getOpContext(definition, given, scope.context(), true));
    for (int i = 0; i < parameters.length; i++) {
      inner = inherit(inner, parameters[i], given[i]);
    }
    return isFalse(definition.getBody(), inner, moment, depth - 1);
  }

  /** The symbol stands for the expression. */
  private Scope inherit(Scope scope, SymbolNode symbol, SemanticNode expression) {
    Mentioned known = mentioned(expression);
    Scope inner = scope;
    if (known.notToBeAsked() || known.any(scope.bound())) {
      inner = inner.withBound(symbol);
    }
    if (known.any(scope.unassigned())) {
      inner = inner.withUnassigned(symbol);
    }
    return inner;
  }

  /** Whether some of what UNCHANGED names has surely another value after the step. */
  private boolean isChanged(SemanticNode node, Scope scope, Moment moment, int depth) {
    if (depth == 0 || !(node instanceof OpApplNode application)) {
      return false;
    }
    if (ReplayTool.opcode(application) == ToolGlobals.OPCODE_tup) {
      for (ExprOrOpArgNode part : application.getArgs()) {
        if (isChanged(part, scope, moment, depth)) {
          return true;
        }
      }
      return false;
    }
    if (application.getOperator() instanceof OpDefNode definition
        && definition.getArity() == 0
        && tool.lookup(definition, scope.context(), moment.from(), false) == definition
        && ReplayTool.opcode(application) == 0) {
      return isChanged(definition.getBody(), scope, moment, depth - 1);
    }
    try {
      return !isAbout(application, scope.bound())
          && isGiven(application, scope, moment)
          && !tool.isSame(
              application,
              scope.context(),
              moment.from(),
              moment.to(),
              EvalControl.Clear,
              moment.costs());
    } catch (EvalException | TLCRuntimeException e) {
      return false; // As of any conjunct.
    }
  }

  private boolean isKnownFalse(OpApplNode conjunct, Scope scope, Moment moment) {
    try {
      return isKnown(conjunct, scope, moment)
          ? eval(conjunct, scope, moment).equals(BoolValue.ValFalse)
          : isExcluded(conjunct, scope, moment);
    } catch (EvalException | TLCRuntimeException e) {
      // A conjunct before it may keep it from being evaluated; if none does, the error is told
      // there.
      return false;
    }
  }

  private Value eval(SemanticNode node, Scope scope, Moment moment) {
    return tool.eval(
        node, scope.context(), moment.from(), moment.to(), EvalControl.Clear, moment.costs());
  }

  /** Whether an equality with {@code [f EXCEPT ![a] = b]} is FALSE, though some of it is open. */
  private boolean isExcluded(OpApplNode conjunct, Scope scope, Moment moment) {
    ExprOrOpArgNode[] sides = conjunct.getArgs();
    if (ReplayTool.opcode(conjunct) != ToolGlobals.OPCODE_eq
        || !(sides[1] instanceof OpApplNode except)
        || ReplayTool.opcode(except) != ToolGlobals.OPCODE_exc
        || except.getArgs().length != 2
        || !isKnown(sides[0], scope, moment)
        || !isKnown(except.getArgs()[0], scope, moment)
        || mentioned(except).notToBeAsked()) {
      return false;
    }
    OpApplNode change = (OpApplNode) except.getArgs()[1];
    ExprOrOpArgNode[] arguments = ((OpApplNode) change.getArgs()[0]).getArgs();
    List<Value> known = new ArrayList<>(arguments.length);
    for (int i = 0; i < arguments.length && isKnown(arguments[i], scope, moment); i++) {
      known.add(eval(arguments[i], scope, moment));
    }
    return OnePlace.excludes(
        eval(except.getArgs()[0], scope, moment),
        eval(sides[0], scope, moment),
        known,
        arguments.length);
  }

  /** Whether what the expression says does not depend on what is open. */
  private boolean isKnown(ExprOrOpArgNode node, Scope scope, Moment moment) {
    return !isAbout(node, scope.bound()) && isAssigned(node, scope, moment);
  }

  /** Whether all that the expression asks of the state after the step is known. */
  private boolean isAssigned(ExprOrOpArgNode node, Scope scope, Moment moment) {
    return node.getLevel() <= LevelConstants.VariableLevel || isGiven(node, scope, moment);
  }

  /** Whether all variables that the expression names have a value after the step. */
  private boolean isGiven(SemanticNode node, Scope scope, Moment moment) {
    return moment.whole() || (moment.to() != null && !mentioned(node).any(scope.unassigned()));
  }

  /** Whether what the expression says depends on one of the symbols, or on when it is asked. */
  private boolean isAbout(SemanticNode node, Symbols symbols) {
    Mentioned known = mentioned(node);
    return known.notToBeAsked() || known.any(symbols);
  }

  private Mentioned mentioned(SemanticNode node) {
    return formulas.mentioned(tool, node);
  }
}
