package org.scrutin.replay.engine;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.scrutin.replay.engine.modules.TraceEnvironment;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpDeclNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.semantic.SemanticNode;
import tla2sany.semantic.SymbolNode;
import tlc2.tool.BuiltInOPs;
import tlc2.tool.EvalException;
import tlc2.tool.TLCState;
import tlc2.tool.ToolGlobals;
import tlc2.tool.impl.Tool;
import tlc2.util.Context;
import tlc2.value.impl.IntValue;
import tlc2.value.impl.TupleValue;
import tlc2.value.impl.Value;
import util.Assert.TLCRuntimeException;
import util.UniqueString;

/**
 * How far a state is in the trace: where the specification says {@code Log[l]}, Log is the trace's
 * lines, and l, a variable or what else a state says, counts them; it may be the level. Where it
 * says no such thing, the level stands for it, and whether all lines were read is not known.
 */
final class Cursor {

  private final Tool tool;
  private final Optional<OpDeclNode> variable;

  /** Others by which lines are looked up, where nothing tells which of them counts. */
  private final List<OpDeclNode> rivals;

  private final Optional<SemanticNode> place;
  private final Optional<TupleValue> log;

  private Cursor(
      Tool tool,
      List<OpDeclNode> variables,
      Optional<SemanticNode> place,
      Optional<TupleValue> log) {
    this.tool = tool;
    this.variable = variables.stream().findFirst();
    this.rivals = variables.stream().skip(1).toList();
    this.place = place;
    this.log = log;
  }

  /**
   * @param lookups where lines of the trace are looked up
   * @param goals what may tell that the trace is matched
   */
  static Cursor of(Tool tool, List<Lookup> lookups, List<SemanticNode> goals) {
    Map<OpDeclNode, TupleValue> variables = new LinkedHashMap<>();
    Optional<SemanticNode> place = Optional.empty();
    Optional<TupleValue> log = Optional.empty();
    for (Lookup lookup : lookups) {
      Optional<TupleValue> lines = lookup.lines(tool);
      lookup.variable().ifPresent(name -> lines.ifPresent(all -> variables.putIfAbsent(name, all)));
      if (lines.isPresent() && lookup.variable().isEmpty() && place.isEmpty()) {
        place = lookup.place();
        log = lines;
      }
    }
    if (variables.isEmpty()) {
      return new Cursor(tool, List.of(), place, log);
    }
    List<OpDeclNode> counters = counters(tool, List.copyOf(variables.keySet()), goals);
    // An expression may be the place of a line ahead.
    return new Cursor(
        tool, counters, Optional.empty(), Optional.of(variables.get(counters.get(0))));
  }

  /** Of several variables the one that goals speak of alone, if it is one. */
  private static List<OpDeclNode> counters(
      Tool tool, List<OpDeclNode> variables, List<SemanticNode> goals) {
    if (variables.size() == 1) {
      return variables;
    }
    Set<OpDeclNode> meant = new HashSet<>();
    for (SemanticNode goal : goals) {
      Set<UniqueString> names = Reads.named(tool, goal);
      List<OpDeclNode> spokenOf =
          variables.stream().filter(name -> names.contains(name.getName())).toList();
      if (spokenOf.size() == 1) {
        meant.addAll(spokenOf);
      }
    }
    return meant.size() == 1 ? List.copyOf(meant) : variables;
  }

  /** What decides which steps there are. */
  static List<SemanticNode> formulasOfSteps(Tool tool) {
    List<SemanticNode> formulas = new ArrayList<>(List.of(tool.getNextStateSpec().pred));
    formulas.addAll(List.of(tool.getActionConstraints()));
    formulas.addAll(List.of(tool.getModelConstraints()));
    return formulas;
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
    try {
      return number((Value) tool.eval(place.get(), Context.Empty, state));
    } catch (EvalException | TLCRuntimeException e) {
      return Optional.empty(); // Such as Head(todo), where nothing is left to do.
    }
  }

  /** What the variable that counts is in a state, if there is one; of rivals the furthest. */
  Optional<Integer> counted(TLCState state) {
    Optional<Integer> furthest = variable.flatMap(name -> number(state, name));
    for (OpDeclNode rival : rivals) {
      Optional<Integer> other = number(state, rival);
      furthest = furthest.map(place -> Math.max(place, other.orElse(place))).or(() -> other);
    }
    return furthest;
  }

  /** Whether the step changes nothing but the variable that counts. */
  boolean isAllThatChanges(TLCState from, TLCState to) {
    for (OpDeclNode name : TLCState.Empty.getVars()) {
      boolean counts = variable.filter(name::equals).isPresent() || rivals.contains(name);
      if (!counts && Changes.differ(from.lookup(name.getName()), to.lookup(name.getName()))) {
        return false;
      }
    }
    return true;
  }

  /** Whether states are surely told apart that have read different lines, also by the view. */
  boolean tellsStatesApart() {
    SemanticNode view = tool.getViewSpec();
    return variable.isPresent()
        && rivals.isEmpty()
        && !tool.hasSymmetry()
        && (view == null || isPart(view));
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
            : variable.filter(operator::equals).isPresent());
  }

  private static Optional<Integer> number(TLCState state, OpDeclNode name) {
    return number((Value) state.lookup(name.getName()));
  }

  private static Optional<Integer> number(Value value) {
    return value instanceof IntValue number ? Optional.of(number.val) : Optional.empty();
  }

  /**
   * Whether no line is left in a state, as far as it is known which line comes next. Where the
   * place of a line has no value, none can be read.
   */
  boolean isRead(TLCState state, int level) {
    return log.isEmpty()
        || !isKnown()
        || counted(state, level)
            .map(next -> next > log.get().elems.length)
            .orElse(place.isPresent());
  }

  /** Whether several variables may be the one that counts. */
  boolean isInDoubt() {
    return !rivals.isEmpty();
  }

  /** Whether the formula speaks of no variable but the one that counts, as far as that is known. */
  boolean isAllThatIsRead(SemanticNode formula) {
    Set<UniqueString> counters = new HashSet<>();
    variable.ifPresent(name -> counters.add(name.getName()));
    place.ifPresent(node -> counters.addAll(Reads.named(tool, node)));
    return isKnown() && counters.containsAll(Reads.named(tool, formula));
  }

  /** Whether the formula surely does not speak of the variable that counts. */
  boolean isLeftOut(SemanticNode formula) {
    return Reads.of(tool, formula)
        .filter(reads -> variable.stream().map(OpDeclNode::getName).noneMatch(reads::contains))
        .isPresent();
  }

  /** Whether the variable that counts is all by which steps look at the trace. */
  boolean isOnlyReader(Dependence dependence, Arguments arguments) {
    return variable.filter(name -> OnlyReader.is(tool, dependence, arguments, name)).isPresent();
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
    return variable
        .map(name -> name.getName().toString())
        .orElse(place.isPresent() ? "line" : "level");
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
