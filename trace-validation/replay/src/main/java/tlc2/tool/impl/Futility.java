package tlc2.tool.impl;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import tla2sany.semantic.ExprNode;
import tla2sany.semantic.ExprOrOpArgNode;
import tla2sany.semantic.FormalParamNode;
import tla2sany.semantic.LetInNode;
import tla2sany.semantic.LevelConstants;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.semantic.SemanticNode;
import tla2sany.semantic.SymbolNode;
import tlc2.tool.BuiltInOPs;
import tlc2.tool.EvalControl;
import tlc2.tool.EvalException;
import tlc2.tool.TLCState;
import tlc2.tool.ToolGlobals;
import tlc2.tool.coverage.CostModel;
import tlc2.util.Context;
import tlc2.value.impl.BoolValue;
import tlc2.value.impl.LazyValue;
import util.Assert.TLCRuntimeException;

/**
 * Whether it is futile to try further values of a bounded quantifier's symbols, since a conjunct
 * that does not depend on them is FALSE. {@code \E b, e \in 1..Len(log[i]) : Send(i, j, <<b, e>>)}
 * tries all pairs, each log's length squared, though {@code Send} begins by asking whether i leads:
 * with it a trace would take time that grows with a power of its length.
 *
 * <p>A FALSE conjunct makes the whole body FALSE, whatever stands before it. Where such a conjunct
 * cannot be evaluated, nothing is concluded from it.
 */
final class Futility {

  /** Deeper definitions are not looked into; a recursive one has no end. */
  private static final int MAX_DEPTH = 16;

  /** What says more than once asked, or does something when asked. */
  private static final Set<String> IMPURE =
      Set.of("TLCSet", "RandomElement", "RandomSubset", "RandomSetOfSubsets", "Print", "PrintT");

  private final Tool tool;
  private final Map<SemanticNode, Set<SymbolNode>> mentioned = new HashMap<>();

  Futility(Tool tool) {
    this.tool = tool;
  }

  /** Of which states a conjunct may speak. */
  private record Moment(TLCState from, TLCState to, boolean whole, CostModel costs) {}

  /**
   * Whether the body of the quantifier is FALSE for all values of its symbols; {@code false} where
   * that is not evident.
   *
   * @param whole whether the state after the step is known, so that conjuncts about it count
   */
  boolean of(
      OpApplNode quantifier,
      Context context,
      TLCState from,
      TLCState to,
      boolean whole,
      CostModel costs) {
    Set<SymbolNode> bound = new HashSet<>();
    bind(quantifier, bound);
    return isFalse(
        quantifier.getArgs()[0], context, bound, new Moment(from, to, whole, costs), MAX_DEPTH);
  }

  private static void bind(OpApplNode quantifier, Set<SymbolNode> bound) {
    for (FormalParamNode[] symbols : quantifier.getBdedQuantSymbolLists()) {
      bound.addAll(Arrays.asList(symbols));
    }
  }

  private boolean isFalse(
      SemanticNode node, Context context, Set<SymbolNode> bound, Moment moment, int depth) {
    if (depth == 0) {
      return false;
    }
    if (node instanceof LetInNode let) {
      return isFalseIn(let, context, bound, moment, depth);
    }
    if (!(node instanceof OpApplNode application)) {
      return false;
    }
    ExprOrOpArgNode[] parts = application.getArgs();
    return switch (BuiltInOPs.getOpCode(application.getOperator().getName())) {
      case ToolGlobals.OPCODE_land, ToolGlobals.OPCODE_cl -> {
        boolean found = false;
        for (int i = 0; i < parts.length && !found; i++) {
          found = isFalse(parts[i], context, bound, moment, depth);
        }
        yield found;
      }
      case ToolGlobals.OPCODE_be -> {
        Set<SymbolNode> inner = new HashSet<>(bound);
        bind(application, inner);
        yield isFalse(parts[0], context, inner, moment, depth - 1);
      }
      case 0 -> isFalseApplied(application, context, bound, moment, depth);
      default -> isKnownFalse(application, context, bound, moment);
    };
  }

  private boolean isFalseIn(
      LetInNode let, Context context, Set<SymbolNode> bound, Moment moment, int depth) {
    Set<SymbolNode> inner = new HashSet<>(bound);
    Context extended = context;
    for (OpDefNode definition : let.getLets()) {
      if (definition.getArity() > 0 || isAbout(definition.getBody(), inner)) {
        inner.add(definition);
      }
      if (definition.getArity() == 0) {
        extended =
            extended.cons(
                definition, new LazyValue(definition.getBody(), extended, moment.costs()));
      }
    }
    return isFalse(let.getBody(), extended, inner, moment, depth - 1);
  }

  private boolean isFalseApplied(
      OpApplNode application, Context context, Set<SymbolNode> bound, Moment moment, int depth) {
    Object operator = tool.lookup(application.getOperator(), context, moment.from(), false);
    if (bound.contains(application.getOperator())
        || !(operator instanceof OpDefNode definition)
        || definition.getBody() == null
        || BuiltInOPs.getOpCode(definition.getName()) != 0) {
      return isKnownFalse(application, context, bound, moment);
    }
    ExprOrOpArgNode[] given = application.getArgs();
    FormalParamNode[] parameters = definition.getParams();
    Set<SymbolNode> inner = new HashSet<>(bound);
    for (int i = 0; i < parameters.length; i++) {
      if (isAbout(given[i], bound)) {
        inner.add(parameters[i]);
      }
    }
    return isFalse(
        definition.getBody(),
        tool.getOpContext(definition, given, context, true),
        inner,
        moment,
        depth - 1);
  }

  private boolean isKnownFalse(
      OpApplNode conjunct, Context context, Set<SymbolNode> bound, Moment moment) {
    if (isAbout(conjunct, bound)
        || (!moment.whole() && conjunct.getLevel() > LevelConstants.VariableLevel)) {
      return false;
    }
    try {
      return tool.eval(
              conjunct, context, moment.from(), moment.to(), EvalControl.Clear, moment.costs())
          .equals(BoolValue.ValFalse);
    } catch (EvalException | TLCRuntimeException e) {
      // A conjunct before it may keep it from being evaluated; if none does, the error is told
      // there.
      return false;
    }
  }

  /** Whether what the expression says depends on one of the symbols, or on when it is asked. */
  private boolean isAbout(SemanticNode node, Set<SymbolNode> symbols) {
    for (SymbolNode symbol : mentioned(node)) {
      if (symbols.contains(symbol) || IMPURE.contains(symbol.getName().toString())) {
        return true;
      }
    }
    return false;
  }

  /** The symbols in the expression, and in the definitions that it comes down to. */
  private Set<SymbolNode> mentioned(SemanticNode node) {
    Set<SymbolNode> known = mentioned.get(node);
    if (known == null) {
      known = new HashSet<>();
      collect(node, known);
      mentioned.put(node, known);
    }
    return known;
  }

  private static void collect(SemanticNode node, Set<SymbolNode> into) {
    if (node instanceof OpApplNode application) {
      collectOperator(application.getOperator(), into);
    } else if (node instanceof tla2sany.semantic.OpArgNode argument) {
      collectOperator(argument.getOp(), into);
    }
    SemanticNode[] children = node.getChildren();
    if (children != null) {
      for (SemanticNode child : children) {
        if (child instanceof ExprNode || child instanceof ExprOrOpArgNode) {
          collect(child, into);
        } else if (child instanceof OpDefNode definition && definition.getBody() != null) {
          collect(definition.getBody(), into);
        }
      }
    }
  }

  private static void collectOperator(SymbolNode operator, Set<SymbolNode> into) {
    if (into.add(operator)
        && operator instanceof OpDefNode definition
        && definition.getBody() != null) {
      collect(definition.getBody(), into);
    }
  }
}
