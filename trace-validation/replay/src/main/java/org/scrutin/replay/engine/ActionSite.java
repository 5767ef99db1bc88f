package org.scrutin.replay.engine;

import java.util.List;
import java.util.Optional;
import tla2sany.semantic.ExprNode;
import tla2sany.semantic.ExprOrOpArgNode;
import tla2sany.semantic.FormalParamNode;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpDefNode;

/**
 * One place in the next-state relation where a named action is applied.
 *
 * @param name the action's name
 * @param definition its definition
 * @param call the application
 * @param binders what binds symbols on the way down to it, in order
 */
record ActionSite(String name, OpDefNode definition, OpApplNode call, List<Binder> binders) {

  /** Something that gives a symbol a value. */
  sealed interface Binder {

    /** The symbol. */
    FormalParamNode symbol();
  }

  /** {@code \E symbol \in domain}. */
  record Quantifier(FormalParamNode symbol, ExprNode domain) implements Binder {}

  /** A parameter of a definition on the way, and what it is called with. */
  record Parameter(FormalParamNode symbol, ExprOrOpArgNode value) implements Binder {}

  int arity() {
    return call.getArgs().length;
  }

  /** Which argument of the action is just this quantified symbol, if any. */
  Optional<Integer> argumentThatIs(FormalParamNode symbol) {
    for (int i = 0; i < call.getArgs().length; i++) {
      if (symbolOf(call.getArgs()[i]).filter(symbol::equals).isPresent()) {
        return Optional.of(i);
      }
    }
    return Optional.empty();
  }

  /** Whether the i-th argument is just a quantified symbol. */
  boolean isSymbol(int i) {
    return symbolOf(call.getArgs()[i]).isPresent();
  }

  /** The quantified symbol which the expression is, looking through parameters on the way. */
  private Optional<FormalParamNode> symbolOf(ExprOrOpArgNode expression) {
    if (expression instanceof OpApplNode application
        && application.getArgs().length == 0
        && application.getOperator() instanceof FormalParamNode symbol) {
      for (Binder binder : binders) {
        if (binder.symbol().equals(symbol)) {
          return binder instanceof Parameter parameter
              ? symbolOf(parameter.value())
              : Optional.of(symbol);
        }
      }
    }
    return Optional.empty();
  }
}
