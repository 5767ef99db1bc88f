package org.scrutin.replay.engine;

import java.util.List;
import java.util.Optional;
import tla2sany.semantic.ExprNode;
import tla2sany.semantic.ExprOrOpArgNode;
import tla2sany.semantic.FormalParamNode;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.semantic.SubstInNode;
import tlc2.tool.Action;
import tlc2.util.Context;

/**
 * One place in the next-state relation where a named action is applied.
 *
 * @param name the action's name
 * @param call the application
 * @param step what is evaluated: the application, with what is conjoined to it
 * @param binders what has to be passed on the way down to it, in order
 */
record ActionSite(String name, OpApplNode call, Action step, List<Binder> binders) {

  /** Something on the way down to an action. */
  sealed interface Binder {}

  /**
   * {@code \E symbol \in domain}.
   *
   * @param argument which argument of the action is just this symbol, or -1
   */
  record Quantifier(FormalParamNode symbol, ExprNode domain, int argument) implements Binder {}

  /** {@code \E <<symbols>> \in domain}. */
  record TupleQuantifier(List<FormalParamNode> symbols, ExprNode domain) implements Binder {}

  /** A definition on the way, and what it is called with. */
  record Call(OpDefNode definition, OpApplNode application) implements Binder {}

  /** A module that is instantiated, and what stands for its constants and variables. */
  record Instance(SubstInNode module) implements Binder {}

  /** {@code LET name == …}, without parameters. */
  record Let(OpDefNode definition) implements Binder {}

  /** A condition on the way: a conjunct, or that of an IF. */
  record Guard(ExprNode condition, boolean truth) implements Binder {}

  static ActionSite of(String name, OpApplNode call, ExprNode step, List<Binder> binders) {
    List<Binder> bound =
        binders.stream().map(binder -> bindArgument(binder, call, binders)).toList();
    return new ActionSite(name, call, new Action(step, Context.Empty), bound);
  }

  private static Binder bindArgument(Binder binder, OpApplNode call, List<Binder> binders) {
    if (!(binder instanceof Quantifier quantifier)) {
      return binder;
    }
    for (int i = 0; i < call.getArgs().length; i++) {
      if (symbolOf(call.getArgs()[i], binders).filter(quantifier.symbol()::equals).isPresent()) {
        return new Quantifier(quantifier.symbol(), quantifier.domain(), i);
      }
    }
    return binder;
  }

  int arity() {
    return call.getArgs().length;
  }

  /** Whether the i-th argument is bound by a quantifier; otherwise it is computed. */
  boolean isBound(int i) {
    for (Binder binder : binders) {
      if (binder instanceof Quantifier quantifier && quantifier.argument() == i) {
        return true;
      }
    }
    return false;
  }

  /** The quantified symbol which the expression is, looking through definitions on the way. */
  private static Optional<FormalParamNode> symbolOf(
      ExprOrOpArgNode expression, List<Binder> binders) {
    if (!(expression instanceof OpApplNode application)
        || application.getArgs().length > 0
        || !(application.getOperator() instanceof FormalParamNode symbol)) {
      return Optional.empty();
    }
    for (Binder binder : binders) {
      if (binder instanceof Quantifier quantifier && quantifier.symbol().equals(symbol)) {
        return Optional.of(symbol);
      }
      if (binder instanceof Call call) {
        FormalParamNode[] parameters = call.definition().getParams();
        for (int i = 0; i < parameters.length; i++) {
          if (parameters[i].equals(symbol)) {
            return symbolOf(call.application().getArgs()[i], binders);
          }
        }
      }
    }
    return Optional.empty();
  }
}
