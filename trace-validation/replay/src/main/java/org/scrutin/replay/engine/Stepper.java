package org.scrutin.replay.engine;

import java.util.List;
import tla2sany.semantic.ExprOrOpArgNode;
import tla2sany.semantic.SemanticNode;
import tlc2.tool.Action;
import tlc2.tool.EvalControl;
import tlc2.tool.StateVec;
import tlc2.tool.TLCState;
import tlc2.tool.coverage.CostModel;
import tlc2.tool.impl.FastTool;
import tlc2.util.Context;
import tlc2.value.impl.Enumerable;
import tlc2.value.impl.Value;
import tlc2.value.impl.ValueEnumeration;

/**
 * Takes an action with its parameters bound to an event's arguments. Binding passes by the
 * quantifiers, so each bound value is looked up in its quantifier's domain: otherwise replay would
 * accept what the specification forbids.
 */
final class Stepper {

  private final FastTool tool;

  Stepper(FastTool tool) {
    this.tool = tool;
  }

  /** What is done with each way to bind the symbols of a site. */
  interface Bound {
    void accept(Context context);
  }

  /** Adds the successors of the state by the action with these arguments. */
  void successors(
      ActionSite site, List<Object> arguments, TLCState state, List<TLCState> successors) {
    if (site.arity() == arguments.size()) {
      bind(
          site,
          arguments,
          state,
          Context.Empty,
          0,
          context -> {
            StateVec next = next(site.call(), context, state);
            for (int i = 0; i < next.size(); i++) {
              successors.add(next.elementAt(i));
            }
          });
    }
  }

  StateVec next(SemanticNode predicate, Context context, TLCState state) {
    return tool.getNextStates(new Action(predicate, context), context, state);
  }

  Value eval(SemanticNode expression, Context context, TLCState state) {
    return tool.eval(
        expression, context, state, TLCState.Empty, EvalControl.Clear, CostModel.DO_NOT_RECORD);
  }

  /** Binds the symbols from the k-th on in all ways that agree with the arguments. */
  void bind(
      ActionSite site, List<Object> arguments, TLCState state, Context context, int k, Bound then) {
    if (k == site.binders().size()) {
      if (computedArgumentsAgree(site, arguments, state, context)) {
        then.accept(context);
      }
      return;
    }
    ActionSite.Binder binder = site.binders().get(k);
    if (binder instanceof ActionSite.Parameter parameter) {
      Context more = context.cons(parameter.symbol(), eval(parameter.value(), context, state));
      bind(site, arguments, state, more, k + 1, then);
      return;
    }
    ActionSite.Quantifier quantifier = (ActionSite.Quantifier) binder;
    Value domain = eval(quantifier.domain(), context, state);
    int argument = site.argumentThatIs(quantifier.symbol()).orElse(-1);
    if (argument >= 0) {
      Value value = inDomain(arguments.get(argument), domain);
      if (value != null) {
        bind(site, arguments, state, context.cons(quantifier.symbol(), value), k + 1, then);
      }
      return;
    }
    ValueEnumeration all = ((Enumerable) domain).elements();
    for (Value value = all.nextElement(); value != null; value = all.nextElement()) {
      bind(site, arguments, state, context.cons(quantifier.symbol(), value), k + 1, then);
    }
  }

  /** Every way to bind the symbols of a site, whatever the arguments. */
  void bindAll(ActionSite site, TLCState state, Context context, int k, Bound then) {
    if (k == site.binders().size()) {
      then.accept(context);
      return;
    }
    ActionSite.Binder binder = site.binders().get(k);
    if (binder instanceof ActionSite.Parameter parameter) {
      Context more = context.cons(parameter.symbol(), eval(parameter.value(), context, state));
      bindAll(site, state, more, k + 1, then);
      return;
    }
    ActionSite.Quantifier quantifier = (ActionSite.Quantifier) binder;
    ValueEnumeration all = ((Enumerable) eval(quantifier.domain(), context, state)).elements();
    for (Value value = all.nextElement(); value != null; value = all.nextElement()) {
      bindAll(site, state, context.cons(quantifier.symbol(), value), k + 1, then);
    }
  }

  /** The element of the domain that the JSON says, or null. */
  Value inDomain(Object json, Value domain) {
    Value atom = JsonValues.atom(json);
    try {
      if (atom != null) {
        return ((Enumerable) domain).member(atom) ? atom : null;
      }
      return JsonValues.find(json, (Enumerable) domain);
    } catch (JsonValues.ShapeException e) {
      return null;
    }
  }

  /** Arguments that are more than a quantified symbol are computed and compared. */
  private boolean computedArgumentsAgree(
      ActionSite site, List<Object> arguments, TLCState state, Context context) {
    ExprOrOpArgNode[] actual = site.call().getArgs();
    for (int i = 0; i < actual.length; i++) {
      if (!site.isSymbol(i)) {
        try {
          if (!JsonValues.matches(arguments.get(i), eval(actual[i], context, state))) {
            return false;
          }
        } catch (JsonValues.ShapeException e) {
          return false;
        }
      }
    }
    return true;
  }
}
