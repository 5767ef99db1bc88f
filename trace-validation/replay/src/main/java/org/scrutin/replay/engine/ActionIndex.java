package org.scrutin.replay.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.scrutin.modelcheck.tlc.SpecException;
import tla2sany.semantic.ExprNode;
import tla2sany.semantic.ExprOrOpArgNode;
import tla2sany.semantic.FormalParamNode;
import tla2sany.semantic.LetInNode;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.semantic.SemanticNode;
import tlc2.tool.Action;
import tlc2.tool.BuiltInOPs;
import tlc2.tool.TLCState;
import tlc2.tool.ToolGlobals;
import tlc2.tool.impl.FastTool;
import tlc2.util.Context;

/**
 * The named actions of a next-state relation, found by walking down through disjunctions, bounded
 * quantifiers, LET, and definitions. Every definition that is applied on the way counts as an
 * action: a trace may speak of any of them.
 */
final class ActionIndex {

  private final FastTool tool;
  private final SortedMap<String, List<ActionSite>> sites = new TreeMap<>();

  private ActionIndex(FastTool tool) {
    this.tool = tool;
  }

  static ActionIndex of(FastTool tool) {
    ActionIndex index = new ActionIndex(tool);
    Action next = tool.getNextStateSpec();
    index.walk(next.pred, List.of());
    if (index.sites.isEmpty()) {
      throw new SpecException(
          "the next-state relation applies no named action; give each step a definition");
    }
    return index;
  }

  /** The actions' names, and the places where they are applied. */
  SortedMap<String, List<ActionSite>> sites() {
    return sites;
  }

  private void walk(SemanticNode node, List<ActionSite.Binder> binders) {
    if (node instanceof LetInNode let) {
      walk(let.getBody(), binders);
    } else if (node instanceof OpApplNode application) {
      walkApplication(application, binders);
    }
  }

  private void walkApplication(OpApplNode node, List<ActionSite.Binder> binders) {
    switch (BuiltInOPs.getOpCode(node.getOperator().getName())) {
      case ToolGlobals.OPCODE_dl, ToolGlobals.OPCODE_lor -> {
        for (ExprOrOpArgNode alternative : node.getArgs()) {
          walk(alternative, binders);
        }
      }
      case ToolGlobals.OPCODE_be -> walk(node.getArgs()[0], quantified(node, binders));
      case 0 -> walkCall(node, binders);
      default -> {
        // Not an action by name: a conjunction, an equation, an IF. A trace cannot speak of it.
      }
    }
  }

  private static List<ActionSite.Binder> quantified(
      OpApplNode node, List<ActionSite.Binder> binders) {
    List<ActionSite.Binder> more = new ArrayList<>(binders);
    FormalParamNode[][] symbols = node.getBdedQuantSymbolLists();
    ExprNode[] domains = node.getBdedQuantBounds();
    for (int i = 0; i < symbols.length; i++) {
      if (node.isBdedQuantATuple()[i]) {
        throw new SpecException(
            node.getLocation() + ": a quantifier over a tuple cannot be replayed; name its parts");
      }
      for (FormalParamNode symbol : symbols[i]) {
        more.add(new ActionSite.Quantifier(symbol, domains[i]));
      }
    }
    return more;
  }

  private void walkCall(OpApplNode node, List<ActionSite.Binder> binders) {
    Object target = tool.lookup(node.getOperator(), Context.Empty, TLCState.Empty, false);
    if (!(target instanceof OpDefNode definition) || definition.getBody() == null) {
      return;
    }
    String name = node.getOperator().getName().toString();
    sites
        .computeIfAbsent(name, any -> new ArrayList<>())
        .add(new ActionSite(name, definition, node, List.copyOf(binders)));
    List<ActionSite.Binder> inside = new ArrayList<>(binders);
    for (int i = 0; i < definition.getParams().length; i++) {
      inside.add(new ActionSite.Parameter(definition.getParams()[i], node.getArgs()[i]));
    }
    walk(definition.getBody(), inside);
  }
}
