package org.scrutin.replay.engine;

import java.util.List;
import java.util.Optional;
import org.scrutin.replay.Rejection.FalsePart;
import tla2sany.semantic.ExprOrOpArgNode;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpDeclNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.semantic.SemanticNode;
import tlc2.tool.Action;
import tlc2.tool.BuiltInOPs;
import tlc2.tool.EvalException;
import tlc2.tool.TLCState;
import tlc2.tool.ToolGlobals;
import tlc2.tool.impl.Tool;
import tlc2.util.Context;
import tlc2.util.Vect;
import tlc2.value.impl.BoolValue;
import tlc2.value.impl.Value;
import util.Assert.TLCRuntimeException;

/**
 * Why no state satisfies the initial predicate: the first of its conjuncts that is false of the
 * values which those before it give to variables. A variable that may have one of several values
 * has none here, and what speaks of it is passed over.
 */
final class Beginning {

  private final Tool tool;
  private final Culprit culprit;
  private final TLCState state = TLCState.Empty.createEmpty();

  Beginning(Tool tool, Culprit culprit) {
    this.tool = tool;
    this.culprit = culprit;
  }

  List<FalsePart> whyNone() {
    Vect<Action> all = tool.getInitStateSpec();
    for (int i = 0; i < all.size(); i++) {
      Action part = all.elementAt(i);
      Optional<List<FalsePart>> found = find(part.pred, part.con);
      if (found.isPresent()) {
        return found.get();
      }
    }
    Action first = all.elementAt(0);
    return List.of(culprit.part(first.pred, "is FALSE of all states", first.con, TLCState.Empty));
  }

  private Optional<List<FalsePart>> find(SemanticNode node, Context context) {
    if (!(node instanceof OpApplNode application)) {
      return Optional.empty();
    }
    ExprOrOpArgNode[] parts = application.getArgs();
    return switch (BuiltInOPs.getOpCode(application.getOperator().getName())) {
      case ToolGlobals.OPCODE_cl, ToolGlobals.OPCODE_land -> {
        Optional<List<FalsePart>> found = Optional.empty();
        for (int i = 0; i < parts.length && found.isEmpty(); i++) {
          found = find(parts[i], context);
        }
        yield found;
      }
      case ToolGlobals.OPCODE_eq ->
          assigns(application, context) ? Optional.empty() : ifFalse(application, context);
      case 0 -> {
        Object meaning = tool.lookup(application.getOperator(), context, state, false);
        yield meaning instanceof OpDefNode definition && definition.getBody() != null
            ? find(definition.getBody(), tool.getOpContext(definition, parts, context, true))
            : ifFalse(application, context);
      }
      default -> ifFalse(application, context);
    };
  }

  /** Whether the equality gives a variable its value, and does so. */
  private boolean assigns(OpApplNode equality, Context context) {
    if (!(equality.getArgs()[0] instanceof OpApplNode left)
        || !(left.getOperator() instanceof OpDeclNode variable)
        || state.lookup(variable.getName()) != null) {
      return false;
    }
    Optional<Value> value = value(equality.getArgs()[1], context);
    value.ifPresent(known -> state.bind(variable.getName(), known));
    return value.isPresent();
  }

  private Optional<List<FalsePart>> ifFalse(OpApplNode conjunct, Context context) {
    return value(conjunct, context)
        .filter(BoolValue.ValFalse::equals)
        .map(no -> culprit.of(conjunct, context, state, TLCState.Empty));
  }

  private Optional<Value> value(SemanticNode expression, Context context) {
    try {
      return Optional.of((Value) tool.eval(expression, context, state));
    } catch (EvalException | TLCRuntimeException e) {
      // It speaks of a variable that has no value here.
      return Optional.empty();
    }
  }
}
