package org.scrutin.replay.engine;

import java.util.List;
import java.util.function.Consumer;
import org.scrutin.replay.JsonObject;
import tla2sany.semantic.ExprOrOpArgNode;
import tla2sany.semantic.FormalParamNode;
import tla2sany.semantic.SemanticNode;
import tlc2.tool.Action;
import tlc2.tool.EvalControl;
import tlc2.tool.StateVec;
import tlc2.tool.TLCState;
import tlc2.tool.coverage.CostModel;
import tlc2.tool.impl.Tool;
import tlc2.util.Context;
import tlc2.value.impl.BoolValue;
import tlc2.value.impl.Enumerable;
import tlc2.value.impl.LazyValue;
import tlc2.value.impl.TupleValue;
import tlc2.value.impl.Value;
import tlc2.value.impl.ValueEnumeration;
import util.Assert;

/**
 * Takes an action with its parameters bound to an event's arguments. Binding passes by the
 * quantifiers, so each bound value is looked up in its quantifier's domain: otherwise replay would
 * accept what the specification forbids.
 */
final class Stepper {

  private final Tool tool;
  private final JsonValues values;

  Stepper(Tool tool, JsonValues values) {
    this.tool = tool;
    this.values = values;
  }

  /** The successors of the state by the action, with its symbols bound. */
  StateVec next(Action action, Context context, TLCState state) {
    return tool.getNextStates(action, context, state);
  }

  Value eval(SemanticNode expression, Context context, TLCState state) {
    return tool.eval(
        expression, context, state, TLCState.Empty, EvalControl.Clear, CostModel.DO_NOT_RECORD);
  }

  /**
   * One attempt to get down to an action.
   *
   * @param arguments those of the event, or empty to try all
   * @param blocked told where the way ends, if it does not lead to the action
   */
  record Attempt(
      ActionSite site,
      List<Object> arguments,
      TLCState state,
      Consumer<Context> reached,
      Blocked blocked) {}

  /** Is told why one way down to an action ended. */
  interface Blocked {
    Blocked IGNORED = (binder, context) -> {};

    void at(ActionSite.Binder binder, Context context);
  }

  /** Binds the symbols on the way to an action as the event's arguments say. */
  void bind(
      ActionSite site,
      List<Object> arguments,
      TLCState state,
      Consumer<Context> reached,
      Blocked blocked) {
    down(new Attempt(site, arguments, state, reached, blocked), Context.Empty, 0);
  }

  /** Binds the symbols on the way to an action in all ways. */
  void bindAll(ActionSite site, TLCState state, Consumer<Context> reached) {
    down(new Attempt(site, List.of(), state, reached, Blocked.IGNORED), Context.Empty, 0);
  }

  private void down(Attempt attempt, Context context, int k) {
    if (k == attempt.site().binders().size()) {
      if (computedArgumentsAgree(attempt, context)) {
        attempt.reached().accept(context);
      }
      return;
    }
    ActionSite.Binder binder = attempt.site().binders().get(k);
    if (binder instanceof ActionSite.Quantifier quantifier) {
      quantifier(attempt, quantifier, context, k);
    } else if (binder instanceof ActionSite.TupleQuantifier quantifier) {
      tuples(attempt, quantifier, context, k);
    } else if (binder instanceof ActionSite.Call call) {
      Context inside =
          tool.getOpContext(call.definition(), call.application().getArgs(), context, true);
      down(attempt, inside, k + 1);
    } else if (binder instanceof ActionSite.Instance instance) {
      down(attempt, Culprit.inside(instance.module(), context), k + 1);
    } else if (binder instanceof ActionSite.Let let) {
      Value lazy = new LazyValue(let.definition().getBody(), context, CostModel.DO_NOT_RECORD);
      down(attempt, context.cons(let.definition(), lazy), k + 1);
    } else if (binder instanceof ActionSite.Guard guard) {
      if (isTrue(guard, context, attempt.state()) == guard.truth()) {
        down(attempt, context, k + 1);
      } else {
        attempt.blocked().at(guard, context);
      }
    }
  }

  private boolean isTrue(ActionSite.Guard guard, Context context, TLCState state) {
    Value value = eval(guard.condition(), context, state);
    Assert.check(value instanceof BoolValue, "a condition is not a boolean: " + value);
    return ((BoolValue) value).val;
  }

  private void quantifier(
      Attempt attempt, ActionSite.Quantifier quantifier, Context context, int k) {
    Value domain = eval(quantifier.domain(), context, attempt.state());
    if (quantifier.argument() >= 0 && quantifier.argument() < attempt.arguments().size()) {
      Value value = values.find(attempt.arguments().get(quantifier.argument()), domain);
      if (value == null) {
        attempt.blocked().at(quantifier, context);
      } else {
        down(attempt, context.cons(quantifier.symbol(), value), k + 1);
      }
      return;
    }
    ValueEnumeration all = elements(domain);
    Value value = all.nextElement();
    if (value == null) {
      attempt.blocked().at(quantifier, context);
    }
    for (; value != null; value = all.nextElement()) {
      down(attempt, context.cons(quantifier.symbol(), value), k + 1);
    }
  }

  private void tuples(
      Attempt attempt, ActionSite.TupleQuantifier quantifier, Context context, int k) {
    ValueEnumeration all = elements(eval(quantifier.domain(), context, attempt.state()));
    for (Value value = all.nextElement(); value != null; value = all.nextElement()) {
      Assert.check(
          value.toTuple() instanceof TupleValue, "a quantifier over tuples meets " + value);
      Value[] parts = ((TupleValue) value.toTuple()).elems;
      Context more = context;
      for (int i = 0; i < parts.length; i++) {
        FormalParamNode symbol = quantifier.symbols().get(i);
        more = more.cons(symbol, parts[i]);
      }
      down(attempt, more, k + 1);
    }
  }

  private static ValueEnumeration elements(Value domain) {
    Assert.check(
        domain instanceof Enumerable,
        "the elements of " + domain + " cannot be enumerated; log them as arguments");
    return ((Enumerable) domain).elements();
  }

  /** Arguments that are more than a quantified symbol are computed and compared. */
  private boolean computedArgumentsAgree(Attempt attempt, Context context) {
    List<Object> arguments = attempt.arguments();
    ExprOrOpArgNode[] actual = attempt.site().call().getArgs();
    for (int i = 0; i < arguments.size(); i++) {
      if (!attempt.site().isBound(i)) {
        Value value = eval(actual[i], context, attempt.state());
        if (values.fit(arguments.get(i), value) != Fit.SAME) {
          return false;
        }
      }
    }
    return true;
  }

  /** The arguments with which the site's action is applied. */
  String arguments(ActionSite site, Context context, TLCState state) {
    StringBuilder text = new StringBuilder(site.name()).append('(');
    for (int i = 0; i < site.arity(); i++) {
      Value value = eval(site.call().getArgs()[i], context, state);
      text.append(i == 0 ? "" : ", ").append(Culprit.shorten(value.toString()));
    }
    return text.append(')').toString();
  }

  /** Whether one of the arguments is the node, or a message that has it among its fields. */
  boolean isAbout(Object node, ActionSite site, Context context, TLCState state) {
    for (ExprOrOpArgNode argument : site.call().getArgs()) {
      if (values.mentions(eval(argument, context, state), node)) {
        return true;
      }
    }
    return false;
  }

  /** What the event claims, in the manner of TLA+. */
  static String claim(String action, List<Object> arguments) {
    StringBuilder claim = new StringBuilder(action).append('(');
    for (int i = 0; i < arguments.size(); i++) {
      claim.append(i == 0 ? "" : ", ").append(JsonObject.show(arguments.get(i)));
    }
    return claim.append(')').toString();
  }
}
