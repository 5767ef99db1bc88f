package org.scrutin.replay.engine;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tla2sany.semantic.ASTConstants;
import tla2sany.semantic.ExprNode;
import tla2sany.semantic.LevelConstants;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpArgNode;
import tla2sany.semantic.OpDeclNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.semantic.SemanticNode;
import tla2sany.semantic.Subst;
import tla2sany.semantic.SubstInNode;
import tla2sany.semantic.SymbolNode;
import tlc2.tool.Action;
import tlc2.tool.TLCState;
import tlc2.tool.impl.Tool;
import tlc2.util.Context;
import util.UniqueString;

/**
 * Which variables a state predicate reads. Of two states in which these are the same it says the
 * same, so an invariant about a long log needs no look at the log in each step that leaves it.
 */
final class Reads {

  /** What says different things of the same values. */
  private static final Set<String> ELSEWHERE =
      Set.of(
          "TLCGet",
          "TLCSet",
          "TLCGetOrDefault",
          "TLCGetAndSet",
          "RandomElement",
          "RandomSubset",
          "RandomSetOfSubsets",
          "TLCEvalDefinition",
          "CounterExample",
          "JavaTime",
          "Trace");

  private final Tool tool;
  private final Map<SemanticNode, Optional<Set<UniqueString>>> known = new HashMap<>();

  Reads(Tool tool) {
    this.tool = tool;
  }

  /** Whether the predicate says the same of both states, by what it reads of them. */
  boolean same(Action predicate, TLCState one, TLCState other) {
    return predicate.con == Context.Empty
        && known
            .computeIfAbsent(predicate.pred, this::variables)
            .map(names -> names.stream().allMatch(name -> one.lookup(name) == other.lookup(name)))
            .orElse(false);
  }

  /** The variables, or nothing where the predicate may read more. */
  private Optional<Set<UniqueString>> variables(SemanticNode predicate) {
    Walk walk = new Walk();
    walk.into(predicate);
    return walk.more ? Optional.empty() : Optional.of(walk.variables);
  }

  private final class Walk {
    private final Set<SemanticNode> seen = new HashSet<>();
    private final Set<UniqueString> variables = new HashSet<>();
    private boolean more;

    void into(SemanticNode node) {
      if (node == null || more || !seen.add(node)) {
        return;
      }
      if (node instanceof ExprNode expression
          && expression.getLevel() > LevelConstants.VariableLevel) {
        more = true;
        return;
      }
      if (node instanceof OpApplNode application) {
        operator(application.getOperator());
      } else if (node instanceof OpArgNode argument) {
        operator(argument.getOp());
      } else if (node instanceof SubstInNode instance) {
        for (Subst subst : instance.getSubsts()) {
          into(subst.getExpr());
        }
      }
      SemanticNode[] children = node.getChildren();
      if (children != null) {
        for (SemanticNode child : children) {
          into(child);
        }
      }
    }

    private void operator(SymbolNode operator) {
      if (ELSEWHERE.contains(operator.getName().toString())) {
        more = true;
        return;
      }
      if (operator instanceof OpDeclNode declared
          && declared.getKind() == ASTConstants.VariableDeclKind) {
        variables.add(declared.getName());
        return;
      }
      Object target = tool.lookup(operator, Context.Empty, TLCState.Empty, false);
      if (target instanceof OpDefNode definition) {
        into(definition.getBody());
      }
      if (operator instanceof OpDefNode definition) {
        into(definition.getBody());
      }
    }
  }
}
