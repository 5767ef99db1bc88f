package org.scrutin.replay.engine;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import tla2sany.semantic.ExprNode;
import tla2sany.semantic.ExprOrOpArgNode;
import tla2sany.semantic.ModuleNode;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.semantic.SemanticNode;
import tla2sany.semantic.SubstInNode;
import tlc2.tool.Action;
import tlc2.tool.BuiltInOPs;
import tlc2.tool.TLCState;
import tlc2.tool.ToolGlobals;
import tlc2.tool.impl.ReplayTool;
import tlc2.util.Context;

/**
 * The actions of a trace specification, narrower than TLC's: the disjuncts of a formula are each an
 * action of its own, also such as stand among conjuncts, behind a name, in {@code [A]_v} or in a
 * module that is instantiated. So of a dozen ways to read a line the one that read a line alike can
 * be asked alone. The formulas are kept for the traces that follow. Not thread-safe.
 */
final class NarrowActions {

  /** An action with more ways is left as it is. */
  private static final int MAX_WAYS = 64;

  /** Deeper definitions are not looked into; a recursive one has no end. */
  private static final int MAX_DEPTH = 16;

  private final Map<SemanticNode, List<ExprNode>> known = new HashMap<>();

  /**
   * Those of a tool.
   *
   * @param areSome the places of those that are some of an action's ways only
   */
  record Narrow(List<Action> actions, BitSet areSome) {}

  Narrow of(ReplayTool tool) {
    List<Action> actions = new ArrayList<>();
    BitSet areSome = new BitSet();
    for (Action action : tool.getActions()) {
      List<ExprNode> ways = ways(tool, action);
      if (ways.size() > 1) {
        areSome.set(actions.size(), actions.size() + ways.size());
        ways.forEach(way -> actions.add(new Action(way, action.con, action.getOpDef())));
      } else {
        actions.add(action);
      }
    }
    return new Narrow(actions, areSome);
  }

  private List<ExprNode> ways(ReplayTool tool, Action action) {
    if (action.getOpDef() == null || !(action.pred instanceof ExprNode formula)) {
      return List.of();
    }
    return known.computeIfAbsent(action.pred, any -> new Split(tool).whole(formula));
  }

  private static final class Split {
    private final ReplayTool tool;
    private final ModuleNode root;

    Split(ReplayTool tool) {
      this.tool = tool;
      this.root = tool.getSpecProcessor().getRootModule();
    }

    List<ExprNode> whole(ExprNode formula) {
      List<ExprNode> ways = of(formula, false, MAX_DEPTH);
      if (ways.size() > MAX_WAYS) {
        return List.of();
      }
      ways.forEach(way -> way.levelCheck(1));
      return ways;
    }

    /**
     * @param inside whether the formula is one of another module
     */
    private List<ExprNode> of(ExprOrOpArgNode node, boolean inside, int depth) {
      if (depth > 0 && node instanceof SubstInNode instance) {
        return each(
            instance,
            of(instance.getBody(), true, depth - 1),
            way -> Alternatives.instantiated(instance, way));
      }
      if (depth == 0 || !(node instanceof OpApplNode application)) {
        return List.of((ExprNode) node);
      }
      return switch (BuiltInOPs.getOpCode(application.getOperator().getName())) {
        case ToolGlobals.OPCODE_dl, ToolGlobals.OPCODE_lor -> disjuncts(application, inside, depth);
        case ToolGlobals.OPCODE_cl, ToolGlobals.OPCODE_land ->
            conjuncts(application, inside, depth);
        case ToolGlobals.OPCODE_sa -> orSame(application, inside, depth);
        case 0 -> named(application, inside, depth);
        default -> List.of(application);
      };
    }

    /** One is left as it stands in the text. */
    private static List<ExprNode> each(
        ExprNode whole, List<ExprNode> ways, UnaryOperator<ExprNode> put) {
      return ways.size() == 1 ? List.of(whole) : ways.stream().map(put).toList();
    }

    private List<ExprNode> disjuncts(OpApplNode node, boolean inside, int depth) {
      List<ExprNode> ways = new ArrayList<>();
      for (ExprOrOpArgNode part : node.getArgs()) {
        ways.addAll(of(part, inside, depth));
      }
      return ways;
    }

    /** Those of the first that has several, unless something is done before it that counts. */
    private List<ExprNode> conjuncts(OpApplNode node, boolean inside, int depth) {
      ExprOrOpArgNode[] parts = node.getArgs();
      for (int i = 0; i < parts.length; i++) {
        int place = i;
        List<ExprNode> ways = of(parts[i], inside, depth);
        if (ways.size() > 1) {
          return each(node, ways, way -> Beside.of(node, place, way, root));
        }
        if (tool.hasEffect(parts[i])) {
          return List.of(node);
        }
      }
      return List.of(node);
    }

    private List<ExprNode> orSame(OpApplNode node, boolean inside, int depth) {
      List<ExprNode> ways = new ArrayList<>(of(node.getArgs()[0], inside, depth));
      ways.add(
          new OpApplNode(
              ToolGlobals.OP_unchanged,
              new ExprOrOpArgNode[] {node.getArgs()[1]},
              node.getTreeNode(),
              root));
      return ways;
    }

    /** What a configuration puts in a name's place is put there for the root's formulas. */
    private List<ExprNode> named(OpApplNode node, boolean inside, int depth) {
      Object meaning = tool.lookup(node.getOperator(), Context.Empty, TLCState.Empty, false);
      return node.getArgs().length == 0
              && meaning instanceof OpDefNode definition
              && definition.getArity() == 0
              && definition.getBody() != null
              && (!inside || node.getOperator().equals(definition))
          ? each(node, of(definition.getBody(), inside, depth - 1), UnaryOperator.identity())
          : List.of(node);
    }
  }
}
