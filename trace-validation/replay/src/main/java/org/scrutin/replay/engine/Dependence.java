package org.scrutin.replay.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tla2sany.semantic.LevelConstants;
import tla2sany.semantic.ModuleNode;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpArgNode;
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

/**
 * Which formulas depend on the trace: those which come down to a file that is read. It is the same
 * for each trace that is judged by the specification, so it is found out once, though each trace
 * has a {@code Tool} of its own. Not thread-safe.
 */
final class Dependence {

  private static final Set<String> READERS = Set.of("ndJsonDeserialize", "JsonDeserialize");

  private final Map<SemanticNode, Boolean> known = new HashMap<>();

  /** What comes from the trace and is the same in all states; null until a trace is loaded. */
  private List<Constant> constants;

  /** That of the trace which is judged now. */
  private Tool tool;

  /** A name, and the definition that it stands for. */
  private record Constant(SymbolNode name, OpDefNode definition) {}

  /**
   * Evaluates what comes from the trace and is the same in all states, once and for all. TLC does
   * so too, but for constants that the configuration defines by an operator, and some others.
   *
   * @param loaded the specification, loaded with the trace that is judged from now on
   */
  void evaluateOnce(Tool loaded) {
    tool = loaded;
    if (constants == null) {
      constants = constants();
    }
    constants.forEach(this::evaluate);
  }

  private List<Constant> constants() {
    ModuleNode root = tool.getSpecProcessor().getRootModule();
    List<Constant> all = new ArrayList<>();
    for (OpDefNode definition : root.getOpDefs()) {
      add(definition, definition, all);
    }
    for (OpDeclNode constant : root.getConstantDecls()) {
      if (meaning(constant) instanceof OpDefNode definition) {
        add(constant, definition, all);
      }
    }
    return all;
  }

  private void add(SymbolNode name, OpDefNode definition, List<Constant> all) {
    SemanticNode body = definition.getBody();
    if (definition.getArity() == 0 && body != null && onTrace(body) && isConstant(body)) {
      all.add(new Constant(name, definition));
    }
  }

  private Object meaning(SymbolNode name) {
    return tool.lookup(name, Context.Empty, TLCState.Empty, false);
  }

  private void evaluate(Constant constant) {
    if (!(meaning(constant.name()) instanceof OpDefNode)) {
      return;
    }
    try {
      SemanticNode body = constant.definition().getBody();
      Value value = (Value) tool.eval(body, Context.Empty, TLCState.Empty);
      value.deepNormalize();
      constant.name().setToolObject(tool.getId(), value);
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
    Set<OpDefNode> within = new HashSet<>();
    boolean depends = onTrace(node, within);
    if (!depends) {
      // Only now: definitions that name each other were left out where they came up again.
      within.forEach(definition -> known.put(definition, false));
    }
    return depends;
  }

  private boolean onTrace(SemanticNode node, Set<OpDefNode> within) {
    if (node == null) {
      return false;
    }
    if (node instanceof OpApplNode application && operator(application.getOperator(), within)) {
      return true;
    }
    if (node instanceof OpArgNode argument && operator(argument.getOp(), within)) {
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

  private boolean operator(SymbolNode symbol, Set<OpDefNode> within) {
    if (isReader(symbol)) {
      return true;
    }
    SemanticNode operator = meaning(symbol) instanceof OpDefNode overriding ? overriding : symbol;
    if (!(operator instanceof OpDefNode definition) || definition.getBody() == null) {
      return false;
    }
    Boolean before = known.get(definition);
    if (before != null) {
      return before;
    }
    if (!within.add(definition) || !onTrace(definition.getBody(), within)) {
      return false;
    }
    known.put(definition, true);
    return true;
  }
}
