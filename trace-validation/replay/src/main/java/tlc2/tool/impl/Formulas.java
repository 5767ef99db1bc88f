package tlc2.tool.impl;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tla2sany.semantic.ExprNode;
import tla2sany.semantic.ExprOrOpArgNode;
import tla2sany.semantic.FormalParamNode;
import tla2sany.semantic.LevelConstants;
import tla2sany.semantic.LevelNode;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpArgNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.semantic.SemanticNode;
import tla2sany.semantic.SymbolNode;
import tlc2.tool.TLCState;
import tlc2.tool.ToolGlobals;
import tlc2.util.Context;

/**
 * What a specification's formulas mention. It is the same for each trace that is judged by the
 * specification, so it is found out once, though each trace has a {@code Tool} of its own. Not
 * thread-safe.
 */
public final class Formulas {

  /** Operators that do something when asked, or say something else each time. */
  private static final Set<String> HAS_EFFECT =
      Set.of("TLCSet", "RandomElement", "RandomSubset", "RandomSetOfSubsets", "Print", "PrintT");

  private static final Set<String> OF_THE_MOMENT = Set.of("TLCGet", "TLCGetOrDefault", "JavaTime");

  /** A composition looks at more of the state after the step than the variables that it names. */
  private static final Set<String> NOT_TO_BE_ASKED =
      Stream.concat(HAS_EFFECT.stream(), Stream.of("\\cdot")).collect(Collectors.toSet());

  private static final Set<String> OF_ANOTHER_STATE =
      Set.of("'", "UNCHANGED", "ENABLED", "\\cdot", "$SquareAct", "$AngleAct");

  private final Map<SemanticNode, Mentioned> mentioned = new HashMap<>();
  private final Map<OpDefNode, Boolean> lasting = new HashMap<>();
  private final Map<SemanticNode, Boolean> ofAnyMoment = new HashMap<>();
  private final Map<SemanticNode, Boolean> ofOneState = new HashMap<>();
  private final Map<SemanticNode, Boolean> askedOfSteps = new HashMap<>();
  private final Map<SemanticNode, List<OpApplNode>> applications = new HashMap<>();
  private final Map<SemanticNode, Integer> levels = new HashMap<>();
  private final Map<SemanticNode, Map<Familiar.Likeness, Integer>> familiar = new HashMap<>();
  private final JavaOperators operators = new JavaOperators();

  /** A few symbols, shared by the lists that go on from it; null is the empty one. */
  record Symbols(SymbolNode first, Symbols rest) {

    static Symbols of(Iterable<? extends SymbolNode> all) {
      Symbols symbols = null;
      for (SymbolNode symbol : all) {
        symbols = new Symbols(symbol, symbols);
      }
      return symbols;
    }

    static boolean contain(Symbols symbols, SymbolNode symbol) {
      for (Symbols at = symbols; at != null; at = at.rest()) {
        if (at.first().equals(symbol)) {
          return true;
        }
      }
      return false;
    }
  }

  /**
   * The symbols in an expression, and in the definitions that it comes down to.
   *
   * @param notToBeAsked whether it may have an effect, or another value each time it is asked
   */
  record Mentioned(Set<SymbolNode> symbols, boolean notToBeAsked) {

    boolean any(Symbols these) {
      for (Symbols at = these; at != null; at = at.rest()) {
        if (symbols.contains(at.first())) {
          return true;
        }
      }
      return false;
    }
  }

  Mentioned mentioned(Tool tool, SemanticNode node) {
    Mentioned known = mentioned.get(node);
    if (known == null) {
      Set<SymbolNode> symbols = new HashSet<>();
      collect(tool, node, symbols);
      known = new Mentioned(symbols, names(symbols, NOT_TO_BE_ASKED));
      mentioned.put(node, known);
    }
    return known;
  }

  /**
   * Whether what is defined has one value while the step's first state stays. Its own level knows
   * nothing of what the configuration puts in the place of a constant.
   */
  boolean isLasting(Tool tool, OpDefNode definition) {
    return lasting.computeIfAbsent(
        definition,
        any -> {
          LevelNode body = definition.getBody();
          return tool.getLevelBound(body, Context.Empty, tool.getId())
                  <= LevelConstants.VariableLevel
              && isOfAnyMoment(tool, body);
        });
  }

  boolean hasEffect(Tool tool, SemanticNode expression) {
    return names(mentioned(tool, expression).symbols(), HAS_EFFECT);
  }

  /** Whether it has no effect, and says the same of a step whenever it is asked. */
  boolean isOfAnyMoment(Tool tool, SemanticNode expression) {
    return ofAnyMoment.computeIfAbsent(
        expression,
        any -> {
          Mentioned all = mentioned(tool, expression);
          return !all.notToBeAsked() && !names(all.symbols(), OF_THE_MOMENT);
        });
  }

  /** Whether all that is read to evaluate it is read of one state. */
  boolean speaksOfOneState(Tool tool, SemanticNode expression) {
    return ofOneState.computeIfAbsent(
        expression, any -> !names(mentioned(tool, expression).symbols(), OF_ANOTHER_STATE));
  }

  /** Whether it has been asked of a step whether it is one of this action. */
  boolean isAskedOfSteps(SemanticNode body) {
    return askedOfSteps.getOrDefault(body, false);
  }

  /**
   * It is asked of a step whether it is one of this action.
   *
   * @return whether that a step was found by it is the answer
   */
  boolean askOfSteps(Tool tool, Application action) {
    return askedOfSteps.computeIfAbsent(action.body(), any -> isToldByBeingTaken(tool, action));
  }

  private boolean isToldByBeingTaken(Tool tool, Application action) {
    List<FormalParamNode> parameters = action.parameters();
    return isOfAnyMoment(tool, action.body())
        && parameters.stream().allMatch(parameter -> parameter.getArity() == 0)
        && Collections.disjoint(parameters, Primed.in(tool, this, action.body()));
  }

  /** What is applied below a quantifier, in its parts and those of quantifiers in it. */
  List<OpApplNode> applicationsBelow(OpApplNode quantifier) {
    return applications.computeIfAbsent(
        quantifier,
        any -> {
          List<OpApplNode> below = new ArrayList<>();
          collectApplications(quantifier.getArgs()[0], below);
          return below;
        });
  }

  private static void collectApplications(SemanticNode node, List<OpApplNode> into) {
    if (node instanceof OpApplNode application) {
      switch (ReplayTool.opcode(application)) {
        case 0 -> into.add(application);
        case ToolGlobals.OPCODE_be,
            ToolGlobals.OPCODE_land,
            ToolGlobals.OPCODE_cl,
            ToolGlobals.OPCODE_lor,
            ToolGlobals.OPCODE_dl -> {
          for (SemanticNode part : application.getArgs()) {
            collectApplications(part, into);
          }
        }
        default -> {}
      }
    }
  }

  /**
   * The level that an expression has at most, in a context without parameters, found out by the
   * first load.
   */
  int level(SemanticNode expression, IntSupplier level) {
    Integer known = levels.get(expression);
    if (known == null) {
      known = level.getAsInt(); // It may ask for others.
      levels.put(expression, known);
    }
    return known;
  }

  /** Which parts of disjunctions about steps were TRUE last. */
  Map<SemanticNode, Map<Familiar.Likeness, Integer>> familiar() {
    return familiar;
  }

  JavaOperators operators() {
    return operators;
  }

  /** Whether what it says may be another in the same step, once something has had an effect. */
  static boolean isOfTheMoment(SymbolNode symbol) {
    return OF_THE_MOMENT.contains(symbol.getName().toString());
  }

  private static boolean names(Set<SymbolNode> symbols, Set<String> names) {
    return symbols.stream().anyMatch(symbol -> names.contains(symbol.getName().toString()));
  }

  /**
   * Adds all symbols that are mentioned, in what they stand for, too, also where the configuration
   * says so.
   */
  private static void collect(Tool tool, SemanticNode node, Set<SymbolNode> into) {
    if (node instanceof OpApplNode application) {
      collectOperator(tool, application.getOperator(), into);
    } else if (node instanceof OpArgNode argument) {
      collectOperator(tool, argument.getOp(), into);
    }
    SemanticNode[] children = node.getChildren();
    if (children != null) {
      for (SemanticNode child : children) {
        if (child instanceof ExprNode || child instanceof ExprOrOpArgNode) {
          collect(tool, child, into);
        } else if (child instanceof OpDefNode definition && definition.getBody() != null) {
          collect(tool, definition.getBody(), into);
        }
      }
    }
  }

  private static void collectOperator(Tool tool, SymbolNode operator, Set<SymbolNode> into) {
    if (!into.add(operator)) {
      return;
    }
    Object meaning = tool.lookup(operator, Context.Empty, TLCState.Empty, false);
    if (meaning instanceof OpDefNode definition) {
      collectOperator(tool, definition, into);
    }
    if (operator instanceof OpDefNode definition && definition.getBody() != null) {
      collect(tool, definition.getBody(), into);
    }
  }
}
