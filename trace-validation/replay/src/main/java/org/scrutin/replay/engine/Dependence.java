package org.scrutin.replay.engine;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import tla2sany.semantic.LevelConstants;
import tla2sany.semantic.ModuleNode;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpDeclNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.semantic.SemanticNode;
import tla2sany.semantic.SymbolNode;
import tlc2.tool.EvalException;
import tlc2.tool.TLCState;
import tlc2.tool.impl.Tool;
import tlc2.util.Context;
import tlc2.value.impl.Value;
import util.Assert.TLCRuntimeException;

/** Which formulas depend on the trace: those which come down to a file that is read. */
final class Dependence {

  private static final Set<String> READERS = Set.of("ndJsonDeserialize", "JsonDeserialize");

  private final Tool tool;
  private final Map<SemanticNode, Boolean> known = new HashMap<>();

  Dependence(Tool tool) {
    this.tool = tool;
  }

  /**
   * Evaluates what comes from the trace and is the same in all states, once and for all. TLC does
   * so too, but for constants that the configuration defines by an operator, and some others.
   */
  void evaluateOnce() {
    ModuleNode root = tool.getSpecProcessor().getRootModule();
    for (OpDefNode definition : root.getOpDefs()) {
      if (definition.getArity() == 0) {
        evaluateOnce(definition, definition);
      }
    }
    for (OpDeclNode constant : root.getConstantDecls()) {
      Object target = tool.lookup(constant, Context.Empty, TLCState.Empty, false);
      if (target instanceof OpDefNode definition && definition.getArity() == 0) {
        evaluateOnce(constant, definition);
      }
    }
  }

  private void evaluateOnce(SymbolNode name, OpDefNode definition) {
    Object known = tool.lookup(name, Context.Empty, TLCState.Empty, false);
    if (!(known instanceof OpDefNode)
        || definition.getBody() == null
        || !onTrace(definition.getBody())
        || !isConstant(definition.getBody())) {
      return;
    }
    try {
      Value value = (Value) tool.eval(definition.getBody(), Context.Empty, TLCState.Empty);
      value.deepNormalize();
      name.setToolObject(tool.getId(), value);
    } catch (EvalException | TLCRuntimeException e) {
      // It may never be asked for; if it is, the error is told there.
      return;
    }
  }

  /**
   * Whether the formula has one value for ever. Its own level does not tell: it knows nothing of
   * what the configuration puts in the place of a constant, and takes {@code TLCGet} for one.
   */
  private boolean isConstant(SemanticNode formula) {
    return tool.getLevelBound(formula, Context.Empty, tool.getId()) == LevelConstants.ConstantLevel;
  }

  /** Whether the formula depends on the trace. */
  boolean onTrace(SemanticNode node) {
    return onTrace(node, new HashSet<>());
  }

  private boolean onTrace(SemanticNode node, Set<SemanticNode> within) {
    if (node == null) {
      return false;
    }
    if (node instanceof OpApplNode application && definition(application, within)) {
      return true;
    }
    for (SemanticNode child : Children.of(node)) {
      if (onTrace(child, within)) {
        return true;
      }
    }
    return false;
  }

  /** Whether the operator reads a file. */
  static boolean isReader(SymbolNode operator) {
    return READERS.contains(operator.getName().toString());
  }

  private boolean definition(OpApplNode application, Set<SemanticNode> within) {
    Object target = tool.lookup(application.getOperator(), Context.Empty, TLCState.Empty, false);
    if (isReader(application.getOperator())) {
      return true;
    }
    SemanticNode operator =
        target instanceof OpDefNode overriding ? overriding : application.getOperator();
    if (!(operator instanceof OpDefNode definition) || definition.getBody() == null) {
      return false;
    }
    Boolean before = known.get(definition);
    if (before != null) {
      return before;
    }
    if (!within.add(definition)) {
      return false;
    }
    boolean depends = onTrace(definition.getBody(), within);
    known.put(definition, depends);
    return depends;
  }
}
