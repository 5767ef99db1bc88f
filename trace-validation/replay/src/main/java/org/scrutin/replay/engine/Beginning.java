package org.scrutin.replay.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.scrutin.replay.Rejection.FalsePart;
import tla2sany.semantic.ExprOrOpArgNode;
import tla2sany.semantic.LetInNode;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.semantic.SemanticNode;
import tlc2.tool.Action;
import tlc2.tool.BuiltInOPs;
import tlc2.tool.EvalException;
import tlc2.tool.TLCState;
import tlc2.tool.ToolGlobals;
import tlc2.tool.impl.ReplayTool;
import tlc2.util.Context;
import tlc2.util.Vect;
import util.Assert.TLCRuntimeException;

/**
 * Why no state satisfies the initial predicate: the first of its conjuncts that no state satisfies
 * which satisfies those before it, in one of these states.
 */
final class Beginning {

  private final ReplayTool tool;
  private final Culprit culprit;

  Beginning(ReplayTool tool, Culprit culprit) {
    this.tool = tool;
    this.culprit = culprit;
  }

  /**
   * Where the search is.
   *
   * @param before the conjuncts before, which a state satisfies
   * @param state that state, perhaps with variables that have no value yet
   */
  private record Here(Context context, List<ExprOrOpArgNode> before, TLCState state) {
    Here in(Context inner) {
      return new Here(inner, before, state);
    }
  }

  List<FalsePart> whyNone() {
    Vect<Action> all = tool.getInitStateSpec();
    Here here = new Here(Context.Empty, List.of(), TLCState.Empty.createEmpty());
    List<ExprOrOpArgNode> parts = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      parts.add((ExprOrOpArgNode) all.elementAt(i).pred);
    }
    return first(parts, here);
  }

  private List<FalsePart> first(List<ExprOrOpArgNode> conjuncts, Here from) {
    Here here = from;
    for (ExprOrOpArgNode conjunct : conjuncts) {
      List<ExprOrOpArgNode> prefix = new ArrayList<>(here.before());
      prefix.add(conjunct);
      Optional<TLCState> state = state(prefix, here.context());
      if (state.isEmpty()) {
        return inside(conjunct, here);
      }
      here = new Here(here.context(), prefix, state.get());
    }
    return List.of(); // All together are satisfied.
  }

  private List<FalsePart> inside(SemanticNode node, Here here) {
    if (node instanceof LetInNode let) {
      return inside(let.getBody(), here.in(Culprit.inside(let, here.context())));
    }
    if (!(node instanceof OpApplNode application)) {
      return whole(node, here);
    }
    return switch (BuiltInOPs.getOpCode(application.getOperator().getName())) {
      case ToolGlobals.OPCODE_cl, ToolGlobals.OPCODE_land ->
          first(List.of(application.getArgs()), here);
      case 0 -> ofDefinition(application, here);
      // Of what has alternatives it is not known which was meant.
      case ToolGlobals.OPCODE_dl,
          ToolGlobals.OPCODE_lor,
          ToolGlobals.OPCODE_be,
          ToolGlobals.OPCODE_ite,
          ToolGlobals.OPCODE_case,
          ToolGlobals.OPCODE_in ->
          whole(node, here);
      default -> culprit.of(node, here.context(), here.state(), TLCState.Empty);
    };
  }

  private List<FalsePart> ofDefinition(OpApplNode application, Here here) {
    Object meaning = tool.lookup(application.getOperator(), here.context(), here.state(), false);
    if (!(meaning instanceof OpDefNode definition) || definition.getBody() == null) {
      return whole(application, here);
    }
    Context inside = tool.getOpContext(definition, application.getArgs(), here.context(), true);
    return inside(definition.getBody(), here.in(inside));
  }

  private List<FalsePart> whole(SemanticNode node, Here here) {
    return List.of(culprit.part(node, Culprit.FALSE, here.context(), here.state()));
  }

  private Optional<TLCState> state(List<ExprOrOpArgNode> conjuncts, Context context) {
    try {
      return tool.someState(Culprit.conjunction(tool, conjuncts), context);
    } catch (EvalException | TLCRuntimeException e) {
      // What cannot be evaluated is satisfied by no state either.
      return Optional.empty();
    }
  }
}
