package org.scrutin.replay.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.scrutin.modelcheck.tlc.SpecException;
import tla2sany.semantic.ExprNode;
import tla2sany.semantic.ExprOrOpArgNode;
import tla2sany.semantic.FormalParamNode;
import tla2sany.semantic.LetInNode;
import tla2sany.semantic.LevelConstants;
import tla2sany.semantic.ModuleNode;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.semantic.SemanticNode;
import tla2sany.semantic.SubstInNode;
import tlc2.tool.Action;
import tlc2.tool.BuiltInOPs;
import tlc2.tool.TLCState;
import tlc2.tool.ToolGlobals;
import tlc2.tool.impl.Tool;
import tlc2.util.Context;

/**
 * The named actions of a next-state relation, found by walking down through disjunctions, bounded
 * quantifiers, LET, {@code [A]_v}, definitions and modules that are instantiated, where names are
 * those that the module has; at the top, before any named action, through conjunctions and IF too.
 * Every definition that is applied on the way counts as an action: a trace may speak of any of
 * them. Those which consist of other named actions alone are {@linkplain #isComposite composite}.
 */
final class ActionIndex {

  private final Tool tool;
  private final SortedMap<String, List<ActionSite>> sites = new TreeMap<>();
  private final Set<String> composite = new HashSet<>();
  private final Map<String, SortedSet<String>> below = new HashMap<>();

  /**
   * Where the walk is.
   *
   * @param binders what was passed on the way
   * @param within puts an expression back among the conjuncts beside which it stands
   * @param callers definitions on the way, by the names under which they are applied
   * @param isTop whether this is above the first named action
   */
  private record Way(
      List<ActionSite.Binder> binders,
      UnaryOperator<ExprNode> within,
      Map<String, OpDefNode> callers,
      boolean isTop) {

    Way with(List<ActionSite.Binder> more) {
      List<ActionSite.Binder> all = new ArrayList<>(binders);
      all.addAll(more);
      return new Way(List.copyOf(all), within, callers, isTop);
    }

    Way beside(UnaryOperator<ExprNode> inner) {
      return new Way(binders, e -> within.apply(inner.apply(e)), callers, isTop);
    }

    Way into(String name, OpDefNode definition, boolean stillTop) {
      Map<String, OpDefNode> all = new HashMap<>(callers);
      all.put(name, definition);
      return new Way(binders, within, Map.copyOf(all), stillTop);
    }
  }

  private ActionIndex(Tool tool) {
    this.tool = tool;
  }

  static ActionIndex of(Tool tool) {
    ActionIndex index = new ActionIndex(tool);
    Action next = tool.getNextStateSpec();
    if (next == null) {
      throw new SpecException(
          "the configuration names no next-state relation; give NEXT or SPECIFICATION");
    }
    Way top = new Way(List.of(), UnaryOperator.identity(), Map.of(), true);
    index.walkWhole(next.pred, top);
    if (index.sites.isEmpty()) {
      index.walk(next.pred, top); // The only action is named itself.
    }
    return index;
  }

  /** Requires that there are actions, which events can name. */
  void requireAny(Tool tool) {
    if (sites.isEmpty()) {
      throw new SpecException(
          SourceText.place(tool.getNextStateSpec().pred)
              + ": the next-state relation applies no named action; define each step by itself");
    }
  }

  /**
   * Next itself, when the configuration gives a SPECIFICATION, is the application of a name; and it
   * may be all of the Next of a module that is instantiated, which is a name as well.
   */
  private boolean walkWhole(SemanticNode node, Way way) {
    Optional<OpDefNode> named = named(node);
    if (named.isPresent() && !isOfInstance(named.get())) {
      return walkBody(named.get().getBody(), way);
    }
    return walkBody(node, way);
  }

  private boolean walkBody(SemanticNode node, Way way) {
    if (node instanceof SubstInNode instance) {
      return walkWhole(instance.getBody(), way.with(List.of(new ActionSite.Instance(instance))));
    }
    Optional<OpDefNode> named = named(node).filter(ActionIndex::isOfInstance);
    return named.isPresent() ? call((OpApplNode) node, way, true) : walk(node, way);
  }

  /** What the node is, if it is a name without arguments. */
  private Optional<OpDefNode> named(SemanticNode node) {
    return node instanceof OpApplNode application
            && application.getArgs().length == 0
            && BuiltInOPs.getOpCode(application.getOperator().getName()) == 0
            && tool.lookup(application.getOperator(), Context.Empty, TLCState.Empty, false)
                instanceof OpDefNode definition
        ? Optional.of(definition)
        : Optional.empty();
  }

  private static boolean isOfInstance(OpDefNode definition) {
    return definition.getName().toString().contains("!");
  }

  /** The actions' names, and the places where they are applied. */
  SortedMap<String, List<ActionSite>> sites() {
    return sites;
  }

  /** Whether the action is nothing but a choice between other named ones. */
  boolean isComposite(String name) {
    return composite.contains(name);
  }

  /** The actions that a composite one chooses between, at last. */
  List<String> parts(String name) {
    return below.get(name).stream().filter(part -> !isComposite(part)).toList();
  }

  /** Returns whether everything below is a named action. */
  private boolean walk(SemanticNode node, Way way) {
    if (node instanceof LetInNode let) {
      List<ActionSite.Binder> definitions = new ArrayList<>();
      for (OpDefNode definition : let.getLets()) {
        if (definition.getArity() == 0) {
          definitions.add(new ActionSite.Let(definition));
        }
      }
      return walk(let.getBody(), way.with(definitions));
    }
    if (node instanceof SubstInNode instance) {
      return walk(instance.getBody(), way.with(List.of(new ActionSite.Instance(instance))));
    }
    return node instanceof OpApplNode application && walkApplication(application, way);
  }

  private boolean walkApplication(OpApplNode node, Way way) {
    return switch (BuiltInOPs.getOpCode(node.getOperator().getName())) {
      case ToolGlobals.OPCODE_dl, ToolGlobals.OPCODE_lor -> {
        boolean all = true;
        for (ExprOrOpArgNode alternative : node.getArgs()) {
          all &= walk(alternative, way);
        }
        yield all;
      }
      case ToolGlobals.OPCODE_be -> walk(node.getArgs()[0], way.with(quantified(node)));
      case ToolGlobals.OPCODE_cl, ToolGlobals.OPCODE_land -> way.isTop() && conjuncts(node, way);
      case ToolGlobals.OPCODE_ite -> way.isTop() && branches(node, way);
      case ToolGlobals.OPCODE_sa -> {
        walk(node.getArgs()[0], way);
        yield false; // It may also leave all as it is, and that has no name.
      }
      case 0 -> call(node, way, false);
      // Not an action by name: an equation, a CASE. A trace cannot speak of it.
      default -> false;
    };
  }

  private static List<ActionSite.Binder> quantified(OpApplNode node) {
    List<ActionSite.Binder> binders = new ArrayList<>();
    FormalParamNode[][] symbols = node.getBdedQuantSymbolLists();
    ExprNode[] domains = node.getBdedQuantBounds();
    for (int i = 0; i < symbols.length; i++) {
      if (node.isBdedQuantATuple()[i]) {
        binders.add(new ActionSite.TupleQuantifier(List.of(symbols[i]), domains[i]));
      } else {
        for (FormalParamNode symbol : symbols[i]) {
          binders.add(new ActionSite.Quantifier(symbol, domains[i], -1));
        }
      }
    }
    return binders;
  }

  /** Conditions before a conjunct are passed on the way to it; other conjuncts stay beside it. */
  private boolean conjuncts(OpApplNode node, Way way) {
    ExprOrOpArgNode[] parts = node.getArgs();
    List<ActionSite.Binder> guards = new ArrayList<>();
    ModuleNode root = tool.getSpecProcessor().getRootModule();
    boolean found = false;
    for (int k = 0; k < parts.length; k++) {
      if (!(parts[k] instanceof ExprNode part)) {
        continue;
      }
      if (part.getLevel() <= LevelConstants.VariableLevel) {
        guards.add(new ActionSite.Guard(part, true));
      } else {
        int position = k;
        found |=
            walk(part, way.with(guards).beside(inner -> Beside.of(node, position, inner, root)));
      }
    }
    return found;
  }

  private boolean branches(OpApplNode node, Way way) {
    ExprOrOpArgNode[] parts = node.getArgs();
    if (!(parts[0] instanceof ExprNode condition)
        || condition.getLevel() > LevelConstants.VariableLevel) {
      return false;
    }
    boolean then = walk(parts[1], way.with(List.of(new ActionSite.Guard(condition, true))));
    boolean otherwise = walk(parts[2], way.with(List.of(new ActionSite.Guard(condition, false))));
    return then && otherwise;
  }

  /**
   * @param isWhole whether this is all of the next-state relation
   */
  private boolean call(OpApplNode node, Way way, boolean isWhole) {
    Object target = tool.lookup(node.getOperator(), Context.Empty, TLCState.Empty, false);
    if (!(target instanceof OpDefNode definition)
        || definition.getBody() == null
        || way.callers().containsValue(definition)) {
      return false;
    }
    String name = node.getOperator().getName().toString();
    Way inside =
        way.with(List.of(new ActionSite.Call(definition, node))).into(name, definition, isWhole);
    way.callers()
        .keySet()
        .forEach(caller -> below.computeIfAbsent(caller, any -> new TreeSet<>()).add(name));
    sites
        .computeIfAbsent(name, any -> new ArrayList<>())
        .add(ActionSite.of(name, node, way.within().apply(node), way.binders()));
    if (isWhole ? walkBody(definition.getBody(), inside) : walk(definition.getBody(), inside)) {
      composite.add(name);
    }
    return true;
  }
}
