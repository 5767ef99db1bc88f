package org.scrutin.replay.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.scrutin.replay.engine.modules.TraceEnvironment;
import tla2sany.semantic.ASTConstants;
import tla2sany.semantic.FormalParamNode;
import tla2sany.semantic.LevelConstants;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpDeclNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.semantic.SemanticNode;
import tla2sany.semantic.SymbolNode;
import tlc2.tool.BuiltInOPs;
import tlc2.tool.TLCState;
import tlc2.tool.ToolGlobals;
import tlc2.tool.impl.Tool;
import tlc2.util.Context;
import tlc2.value.impl.IntValue;
import tlc2.value.impl.TupleValue;
import tlc2.value.impl.Value;
import util.UniqueString;

/**
 * How far a state is in the trace: where the specification says {@code Log[l]}, Log is the trace's
 * lines, and l, a variable or what else a state says, counts them; it may be the level. Where it
 * says no such thing, the level stands for it, and whether all lines were read is not known.
 */
final class Cursor {

  private final Tool tool;
  private final Optional<UniqueString> variable;
  private final Optional<SemanticNode> place;
  private final Optional<TupleValue> log;

  private Cursor(Tool tool, Search search) {
    this.tool = tool;
    this.variable = search.variable;
    this.place = search.place;
    this.log = search.log;
  }

  static Cursor of(Tool tool, Dependence dependence) {
    Search search = new Search(tool, dependence);
    formulasOfSteps(tool).forEach(search::walk);
    return new Cursor(tool, search);
  }

  /** What decides which steps there are. */
  static List<SemanticNode> formulasOfSteps(Tool tool) {
    List<SemanticNode> formulas = new ArrayList<>(List.of(tool.getNextStateSpec().pred));
    formulas.addAll(List.of(tool.getActionConstraints()));
    formulas.addAll(List.of(tool.getModelConstraints()));
    return formulas;
  }

  private static final class Search {
    private final Tool tool;
    private final Dependence dependence;
    private final Set<SemanticNode> seen = new HashSet<>();

    /** What stands for a parameter, where its definition is applied first. */
    private final Map<SymbolNode, SemanticNode> arguments = new HashMap<>();

    private Optional<UniqueString> variable = Optional.empty();
    private Optional<SemanticNode> place = Optional.empty();
    private Optional<TupleValue> log = Optional.empty();

    Search(Tool tool, Dependence dependence) {
      this.tool = tool;
      this.dependence = dependence;
    }

    void walk(SemanticNode node) {
      if (node == null || variable.isPresent() || !seen.add(node)) {
        return;
      }
      if (node instanceof OpApplNode application) {
        look(application);
        if (meaning(application) instanceof OpDefNode definition) {
          FormalParamNode[] parameters = definition.getParams();
          for (int i = 0; parameters != null && i < application.getArgs().length; i++) {
            if (i < parameters.length) {
              arguments.putIfAbsent(parameters[i], application.getArgs()[i]);
            }
          }
          walk(definition.getBody());
        }
      }
      Children.of(node).forEach(this::walk);
    }

    private Object meaning(OpApplNode application) {
      return tool.lookup(application.getOperator(), Context.Empty, TLCState.Empty, false);
    }

    private void look(OpApplNode node) {
      if (BuiltInOPs.getOpCode(node.getOperator().getName()) != ToolGlobals.OPCODE_fa
          || !(node.getArgs()[0] instanceof OpApplNode sequence)
          || !(sequence.getOperator() instanceof OpDefNode definition)
          || definition.getArity() > 0
          || !dependence.onTrace(sequence)
          || tool.getLevelBound(sequence, Context.Empty, tool.getId())
              != LevelConstants.ConstantLevel) {
        return;
      }
      Value value = (Value) tool.eval(sequence, Context.Empty, TLCState.Empty);
      if (!(value.toTuple() instanceof TupleValue lines)) {
        return;
      }
      SemanticNode counter = resolved(node.getArgs()[1]);
      if (counter instanceof OpApplNode name
          && name.getOperator() instanceof OpDeclNode declaration
          && declaration.getKind() == ASTConstants.VariableDeclKind) {
        variable = Optional.of(declaration.getName());
        place = Optional.empty(); // It may have been that of a line ahead.
        log = Optional.of(lines);
      } else if (place.isEmpty()) {
        place = Optional.of(counter).filter(this::counts);
        log = Optional.of(lines);
      }
    }

    /** What a name stands for that has no parameters of its own. */
    private SemanticNode resolved(SemanticNode node) {
      SemanticNode at = node;
      while (at instanceof OpApplNode name && name.getArgs().length == 0) {
        Object meaning = meaning(name);
        SemanticNode next =
            meaning instanceof OpDefNode definition
                ? definition.getBody()
                : arguments.get(name.getOperator());
        if (next == null) {
          return at;
        }
        at = next;
      }
      return at;
    }

    /** Whether it says something of a state alone, and not of a line before. */
    private boolean counts(SemanticNode node) {
      return tool.getLevelBound(node, Context.Empty, tool.getId()) == LevelConstants.VariableLevel
          && isClosed(node);
    }

    private static boolean isClosed(SemanticNode node) {
      if (node instanceof OpApplNode application
          && (application.getOperator() instanceof FormalParamNode
              || application.getOperator().getName().toString().equals("-"))) {
        return false;
      }
      return Children.of(node).stream().allMatch(Search::isClosed);
    }
  }

  /** The place in the log of the line that comes next, from 1. */
  int next(TLCState state, int level) {
    return counted(state, level).orElse(level);
  }

  private Optional<Integer> counted(TLCState state, int level) {
    if (place.isEmpty()) {
      return counted(state);
    }
    TraceEnvironment.CURRENT.at(level, 0);
    return number((Value) tool.eval(place.get(), Context.Empty, state));
  }

  /** What the variable that counts is in a state, if there is one. */
  Optional<Integer> counted(TLCState state) {
    return variable.flatMap(name -> number((Value) state.lookup(name)));
  }

  /** Whether states are surely told apart that have read different lines, also by the view. */
  boolean tellsStatesApart() {
    SemanticNode view = tool.getViewSpec();
    return variable.isPresent() && !tool.hasSymmetry() && (view == null || isPart(view));
  }

  /** Whether the variable that counts is the value, or one of a tuple's. */
  private boolean isPart(SemanticNode value) {
    if (!(value instanceof OpApplNode application)) {
      return false;
    }
    SymbolNode operator = application.getOperator();
    if (BuiltInOPs.getOpCode(operator.getName()) == ToolGlobals.OPCODE_tup) {
      return Stream.of(application.getArgs()).anyMatch(this::isPart);
    }
    Object meaning = tool.lookup(operator, Context.Empty, TLCState.Empty, false);
    return application.getArgs().length == 0
        && (meaning instanceof OpDefNode definition
            ? isPart(definition.getBody())
            : variable.filter(name -> name.equals(operator.getName())).isPresent());
  }

  private static Optional<Integer> number(Value value) {
    return value instanceof IntValue number ? Optional.of(number.val) : Optional.empty();
  }

  /** Whether no line is left in a state, as far as it is known which line comes next. */
  boolean isRead(TLCState state, int level) {
    return log.isEmpty()
        || !isKnown()
        || counted(state, level).filter(next -> next > log.get().elems.length).isPresent();
  }

  /** Whether the formula speaks of no variable but the one that counts, as far as that is known. */
  boolean isAllThatIsRead(SemanticNode formula) {
    Set<UniqueString> counters = new HashSet<>(variable.stream().toList());
    place.ifPresent(node -> counters.addAll(Reads.named(tool, node)));
    return isKnown() && counters.containsAll(Reads.named(tool, formula));
  }

  /** Whether the formula surely does not speak of the variable that counts. */
  boolean isLeftOut(SemanticNode formula) {
    return Reads.of(tool, formula)
        .filter(reads -> variable.stream().noneMatch(reads::contains))
        .isPresent();
  }

  /** Whether the variable that counts is all by which steps look at the trace. */
  boolean isOnlyReader(Dependence dependence) {
    return variable.filter(name -> OnlyReader.is(tool, dependence, name)).isPresent();
  }

  private boolean isKnown() {
    return variable.isPresent() || place.isPresent();
  }

  /** The line at that place, if there is one. */
  Optional<Value> line(int place) {
    return log.filter(lines -> place >= 1 && place <= lines.elems.length)
        .map(lines -> lines.elems[place - 1]);
  }

  /** How many lines there are, if that is known. */
  Optional<Integer> length() {
    return log.map(lines -> lines.elems.length);
  }

  /** What counts. */
  String name() {
    return variable.map(UniqueString::toString).orElse(place.isPresent() ? "line" : "level");
  }

  /** All variables' values in a state, for messages. */
  static List<String> values(TLCState state) {
    List<String> values = new ArrayList<>();
    for (OpDeclNode declaration : TLCState.Empty.getVars()) {
      values.add(
          declaration.getName()
              + " = "
              + Culprit.shorten(String.valueOf(state.lookup(declaration.getName()))));
    }
    return values;
  }
}
