package org.scrutin.replay.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tla2sany.semantic.FormalParamNode;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpArgNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.semantic.SemanticNode;
import tla2sany.semantic.Subst;
import tla2sany.semantic.SubstInNode;
import tla2sany.semantic.SymbolNode;
import tlc2.tool.TLCState;
import tlc2.tool.impl.Tool;
import tlc2.util.Context;

/**
 * What stands for the parameters of definitions, and for the variables and constants of modules
 * that are instantiated, in some formulas and all that they come down to: all that does anywhere.
 * It is the same for each trace that is judged by the specification.
 */
final class Arguments {

  private final Tool tool;
  private final Set<SemanticNode> seen = new HashSet<>();
  private final Map<SymbolNode, Set<SemanticNode>> arguments = new HashMap<>();
  private final List<OpApplNode> applications = new ArrayList<>();

  private Arguments(Tool tool) {
    this.tool = tool;
  }

  static Arguments in(Tool tool, List<SemanticNode> formulas) {
    Arguments arguments = new Arguments(tool);
    formulas.forEach(arguments::walk);
    return arguments;
  }

  private void walk(SemanticNode node) {
    if (node == null || !seen.add(node)) {
      return;
    }
    if (node instanceof SubstInNode instance) {
      for (Subst subst : instance.getSubsts()) {
        standsFor(subst.getOp(), subst.getExpr());
      }
    } else if (node instanceof OpArgNode passed) {
      passed(passed);
    } else if (node instanceof OpApplNode application) {
      applied(application);
    }
    Children.of(node).forEach(this::walk);
  }

  private void applied(OpApplNode application) {
    applications.add(application);
    if (meaning(application.getOperator()) instanceof OpDefNode definition) {
      FormalParamNode[] parameters = parameters(definition);
      for (int i = 0; i < parameters.length && i < application.getArgs().length; i++) {
        standsFor(parameters[i], application.getArgs()[i]);
      }
      walk(definition.getBody());
    }
  }

  /** What it is applied to where it is passed to is not followed: its parameters are anything. */
  private void passed(OpArgNode operator) {
    if (meaning(operator.getOp()) instanceof OpDefNode definition) {
      for (FormalParamNode parameter : parameters(definition)) {
        standsFor(parameter, operator);
      }
      walk(definition.getBody());
    }
  }

  private static FormalParamNode[] parameters(OpDefNode definition) {
    FormalParamNode[] parameters = definition.getParams();
    return parameters == null ? new FormalParamNode[0] : parameters;
  }

  private void standsFor(SymbolNode parameter, SemanticNode argument) {
    arguments.computeIfAbsent(parameter, any -> new LinkedHashSet<>()).add(argument);
  }

  private Object meaning(SymbolNode operator) {
    return tool.lookup(operator, Context.Empty, TLCState.Empty, false);
  }

  /** Where operators are applied, those that are built in too, in the order of the text. */
  List<OpApplNode> applications() {
    return applications;
  }

  /** Whether something stands for the symbol. */
  boolean isStoodFor(SymbolNode symbol) {
    return arguments.containsKey(symbol);
  }

  /** What a name comes down to that has no parameters of its own, here and there. */
  Set<SemanticNode> resolved(SemanticNode node) {
    Set<SemanticNode> last = new LinkedHashSet<>();
    Set<SemanticNode> passed = new HashSet<>();
    Deque<SemanticNode> waiting = new ArrayDeque<>(List.of(node));
    while (!waiting.isEmpty()) {
      SemanticNode at = waiting.remove();
      Set<SemanticNode> next = next(at);
      if (next.isEmpty()) {
        last.add(at);
      } else if (passed.add(at)) {
        waiting.addAll(next);
      }
    }
    return last;
  }

  private Set<SemanticNode> next(SemanticNode node) {
    if (!(node instanceof OpApplNode name) || name.getArgs().length > 0) {
      return Set.of();
    }
    return meaning(name.getOperator()) instanceof OpDefNode definition
            && definition.getBody() != null
        ? Set.of(definition.getBody())
        : arguments.getOrDefault(name.getOperator(), Set.of());
  }
}
