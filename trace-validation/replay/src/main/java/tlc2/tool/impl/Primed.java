package tlc2.tool.impl;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tla2sany.semantic.ExprOrOpArgNode;
import tla2sany.semantic.FormalParamNode;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpArgNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.semantic.SemanticNode;
import tla2sany.semantic.Subst;
import tla2sany.semantic.SubstInNode;
import tla2sany.semantic.SymbolNode;
import tlc2.tool.TLCState;
import tlc2.tool.ToolGlobals;
import tlc2.util.Context;

/**
 * The symbols whose values in the state after a step an expression may ask for, through all
 * definitions that it comes down to, also where the configuration puts them in the place of others,
 * of which the parser's levels know nothing. Too many rather than too few.
 */
final class Primed {

  private final Tool tool;
  private final Formulas formulas;
  private final Set<SemanticNode> visited = new HashSet<>();
  private final Set<SymbolNode> primed = new HashSet<>();

  /** What is mentioned where a value is passed for a symbol. */
  private final Map<SymbolNode, Set<SymbolNode>> passed = new HashMap<>();

  /** Of operators that are arguments themselves. */
  private final Set<SymbolNode> operatorParameters = new HashSet<>();

  /** What is mentioned where such operators are applied. */
  private final Set<SymbolNode> toOperators = new HashSet<>();

  private Primed(Tool tool, Formulas formulas) {
    this.tool = tool;
    this.formulas = formulas;
  }

  static Set<SymbolNode> in(Tool tool, Formulas formulas, SemanticNode expression) {
    Primed all = new Primed(tool, formulas);
    all.visit(expression);
    return all.closure();
  }

  private void visit(SemanticNode node) {
    if (node == null || !visited.add(node)) {
      return;
    }
    if (node instanceof OpApplNode application) {
      visitApplication(application);
    } else if (node instanceof OpArgNode argument) {
      visitOperator(argument.getOp());
    } else if (node instanceof SubstInNode instance) {
      for (Subst subst : instance.getSubsts()) {
        pass(subst.getOp(), subst.getExpr());
      }
    }
    SemanticNode[] children = node.getChildren();
    if (children != null) {
      for (SemanticNode child : children) {
        visit(child instanceof OpDefNode definition ? definition.getBody() : child);
      }
    }
  }

  private void visitApplication(OpApplNode application) {
    ExprOrOpArgNode[] arguments = application.getArgs();
    switch (ReplayTool.opcode(application)) {
      case ToolGlobals.OPCODE_prime, ToolGlobals.OPCODE_unchanged -> prime(arguments[0]);
      case ToolGlobals.OPCODE_sa, ToolGlobals.OPCODE_aa -> prime(arguments[1]);
      default -> visitMeanings(application.getOperator(), arguments);
    }
  }

  /** What the configuration puts in an operator's place, and what its module says. */
  private void visitMeanings(SymbolNode operator, ExprOrOpArgNode[] arguments) {
    if (operator instanceof FormalParamNode) {
      for (ExprOrOpArgNode argument : arguments) {
        toOperators.addAll(symbols(argument));
      }
    }
    visitMeaning(operator, arguments);
    visitMeaning(tool.lookup(operator, Context.Empty, TLCState.Empty, false), arguments);
  }

  /** An operator that is an argument itself is applied where it is not known what it is. */
  private void visitOperator(SymbolNode operator) {
    visitMeanings(operator, new ExprOrOpArgNode[0]);
    for (Object meaning :
        List.of(operator, tool.lookup(operator, Context.Empty, TLCState.Empty, false))) {
      if (meaning instanceof OpDefNode definition) {
        operatorParameters.addAll(List.of(definition.getParams()));
      }
    }
  }

  private void visitMeaning(Object meaning, ExprOrOpArgNode[] arguments) {
    if (meaning instanceof OpDefNode definition && definition.getBody() != null) {
      FormalParamNode[] parameters = definition.getParams();
      for (int i = 0; i < Math.min(parameters.length, arguments.length); i++) {
        pass(parameters[i], arguments[i]);
      }
      visit(definition.getBody());
    }
  }

  private void prime(SemanticNode expression) {
    primed.addAll(symbols(expression));
  }

  private void pass(SymbolNode symbol, SemanticNode expression) {
    passed.computeIfAbsent(symbol, any -> new HashSet<>()).addAll(symbols(expression));
  }

  private Set<SymbolNode> symbols(SemanticNode expression) {
    return formulas.mentioned(tool, expression).symbols();
  }

  private Set<SymbolNode> closure() {
    for (SymbolNode parameter : operatorParameters) {
      passed.computeIfAbsent(parameter, any -> new HashSet<>()).addAll(toOperators);
    }
    Deque<SymbolNode> open = new ArrayDeque<>(primed);
    while (!open.isEmpty()) {
      for (SymbolNode symbol : passed.getOrDefault(open.remove(), Set.of())) {
        if (primed.add(symbol)) {
          open.add(symbol);
        }
      }
    }
    return primed;
  }
}
