package tlc2.tool.impl;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tla2sany.semantic.ExprOrOpArgNode;
import tla2sany.semantic.FormalParamNode;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.semantic.SemanticNode;
import tla2sany.semantic.SubstInNode;
import tla2sany.semantic.SymbolNode;
import tlc2.util.Context;

/**
 * A definition as it is applied somewhere. Two applications with the same arguments say the same if
 * they come down to the same formula, in which the names of its module stand for the same: so do
 * {@code Send(i)} and {@code Raft!Send(i)} after {@code Raft == INSTANCE Raft}.
 *
 * @param body the formula, as it stands in its module
 * @param arguments those for the parameters
 * @param context what the names around it stand for
 */
record Application(
    SemanticNode body,
    List<FormalParamNode> parameters,
    List<ExprOrOpArgNode> arguments,
    Context context) {

  /** Null for what is no definition in TLA+. */
  static Application of(Tool tool, OpApplNode node, Object meaning, Context context) {
    if (!(meaning instanceof OpDefNode definition)
        || definition.getBody() == null
        || definition.getParams().length != node.getArgs().length) {
      return null;
    }
    SemanticNode body = definition.getBody();
    Context inside = context;
    while (body instanceof SubstInNode instance) {
      inside = Contexts.inside(tool, instance, inside);
      body = instance.getBody();
    }
    return new Application(body, List.of(definition.getParams()), List.of(node.getArgs()), inside);
  }

  /**
   * What the names in the formula stand for that do not stand for themselves; null where that
   * cannot be said by a name.
   */
  Map<SymbolNode, SymbolNode> meanings(Formulas.Mentioned mentioned) {
    Map<SymbolNode, SymbolNode> meanings = new HashMap<>();
    Set<SymbolNode> seen = new HashSet<>(parameters);
    for (SymbolNode name : Contexts.names(context)) {
      if (name == null) {
        return null;
      }
      if (mentioned.symbols().contains(name) && seen.add(name)) {
        SymbolNode meaning = Contexts.meaning(name, context);
        if (meaning == null) {
          return null;
        }
        if (!meaning.equals(name)) {
          meanings.put(name, meaning);
        }
      }
    }
    return meanings;
  }
}
