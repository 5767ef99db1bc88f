package org.scrutin.replay.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import tla2sany.semantic.ExprNode;
import tla2sany.semantic.ExprOrOpArgNode;
import tla2sany.semantic.FormalParamNode;
import tla2sany.semantic.InstanceNode;
import tla2sany.semantic.LetInNode;
import tla2sany.semantic.ModuleNode;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.SubstInNode;
import tlc2.tool.BuiltInOPs;
import tlc2.tool.ToolGlobals;

/**
 * The alternatives in the body of an action: each side of its disjunctions and IFs, in
 * conjunctions, LET, bounded quantifiers and modules that are instantiated. For each, the body is
 * put together with this side alone: a step that this narrower action allows can be explained by
 * it.
 */
final class Alternatives {

  private final ModuleNode module;
  private final List<Alternative> found = new ArrayList<>();

  private Alternatives(ModuleNode module) {
    this.module = module;
  }

  /**
   * One of them.
   *
   * @param node the alternative
   * @param body the body of the action without the others
   */
  record Alternative(ExprNode node, ExprNode body) {}

  static List<Alternative> in(ExprNode body, ModuleNode module) {
    Alternatives alternatives = new Alternatives(module);
    alternatives.walk(body, UnaryOperator.identity());
    return List.copyOf(alternatives.found);
  }

  private void walk(ExprNode node, UnaryOperator<ExprNode> within) {
    if (node instanceof LetInNode let) {
      walk(
          let.getBody(),
          inner ->
              within.apply(
                  new LetInNode(
                      let.getTreeNode(), let.getLets(), new InstanceNode[0], inner, let.context)));
    } else if (node instanceof SubstInNode instance) {
      walk(instance.getBody(), inner -> within.apply(instantiated(instance, inner)));
    } else if (node instanceof OpApplNode application) {
      walkApplication(application, within);
    }
  }

  static ExprNode instantiated(SubstInNode instance, ExprNode inner) {
    return new SubstInNode(
        instance.getTreeNode(),
        instance.getSubsts(),
        inner,
        instance.getInstantiatingModule(),
        instance.getInstantiatedModule());
  }

  private void walkApplication(OpApplNode node, UnaryOperator<ExprNode> within) {
    switch (BuiltInOPs.getOpCode(node.getOperator().getName())) {
      case ToolGlobals.OPCODE_cl, ToolGlobals.OPCODE_land -> conjuncts(node, within);
      case ToolGlobals.OPCODE_dl, ToolGlobals.OPCODE_lor -> {
        for (ExprOrOpArgNode side : node.getArgs()) {
          alternative(side, within);
        }
      }
      case ToolGlobals.OPCODE_ite -> branches(node, within);
      case ToolGlobals.OPCODE_be ->
          walkArgument(node.getArgs()[0], inner -> within.apply(quantified(node, inner)));
      default -> {}
    }
  }

  private void walkArgument(ExprOrOpArgNode argument, UnaryOperator<ExprNode> within) {
    if (argument instanceof ExprNode expression) {
      walk(expression, within);
    }
  }

  private void alternative(ExprOrOpArgNode side, UnaryOperator<ExprNode> within) {
    if (side instanceof ExprNode expression) {
      found.add(new Alternative(expression, within.apply(expression)));
      walk(expression, within);
    }
  }

  private void conjuncts(OpApplNode node, UnaryOperator<ExprNode> within) {
    for (int k = 0; k < node.getArgs().length; k++) {
      int position = k;
      walkArgument(
          node.getArgs()[k], inner -> within.apply(Beside.of(node, position, inner, module)));
    }
  }

  private void branches(OpApplNode node, UnaryOperator<ExprNode> within) {
    ExprOrOpArgNode[] parts = node.getArgs();
    if (!(parts[0] instanceof ExprNode condition)) {
      return;
    }
    ExprNode not =
        new OpApplNode(
            ToolGlobals.OP_lnot, new ExprOrOpArgNode[] {condition}, node.getTreeNode(), module);
    alternative(parts[1], inner -> within.apply(both(condition, inner, node)));
    alternative(parts[2], inner -> within.apply(both(not, inner, node)));
  }

  private ExprNode both(ExprNode condition, ExprNode then, OpApplNode place) {
    return new OpApplNode(
        ToolGlobals.OP_cl, new ExprOrOpArgNode[] {condition, then}, place.getTreeNode(), module);
  }

  private ExprNode quantified(OpApplNode node, ExprNode inner) {
    FormalParamNode[] unbounded = null;
    return new OpApplNode(
        node.getOperator().getName(),
        unbounded,
        new ExprOrOpArgNode[] {inner},
        node.getBdedQuantSymbolLists(),
        node.isBdedQuantATuple(),
        node.getBdedQuantBounds(),
        node.getTreeNode(),
        module);
  }
}
