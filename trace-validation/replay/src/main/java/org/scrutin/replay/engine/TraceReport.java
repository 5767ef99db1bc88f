package org.scrutin.replay.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.scrutin.replay.Options;
import org.scrutin.replay.Rejection;
import org.scrutin.replay.Rejection.Candidate;
import org.scrutin.replay.Rejection.FalsePart;
import org.scrutin.replay.Stats;
import org.scrutin.replay.Verdict;
import org.scrutin.replay.engine.modules.TraceEnvironment;
import tla2sany.semantic.ExprNode;
import tla2sany.semantic.OpDeclNode;
import tlc2.tool.Action;
import tlc2.tool.EvalControl;
import tlc2.tool.EvalException;
import tlc2.tool.StateVec;
import tlc2.tool.TLCState;
import tlc2.tool.impl.ReplayTool;
import tlc2.util.Context;
import tlc2.util.Vect;
import tlc2.value.impl.BoolValue;
import tlc2.value.impl.SetEnumValue;
import tlc2.value.impl.StringValue;
import tlc2.value.impl.Value;
import util.Assert.TLCRuntimeException;

/** Makes the verdict on a trace of what the search of a trace specification has found. */
final class TraceReport {

  /** What fits one screen. */
  private static final int MAX_REASONS = 12;

  /** Other names are keys of a map, which no specification names one by one. */
  private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_]\\w*");

  private final String traceName;
  private final String file;
  private final ReplayTool tool;
  private final Culprit culprit;
  private final Texts texts;
  private final Explorer found;
  private final Options options;
  private final TraceEnvironment run = TraceEnvironment.CURRENT;

  /**
   * @param file the trace, as the specification has read it
   * @param texts of the specification
   */
  TraceReport(
      String traceName,
      String file,
      ReplayTool tool,
      SourceText source,
      Texts texts,
      Explorer found,
      Options options) {
    this.traceName = traceName;
    this.file = file;
    this.tool = tool;
    this.culprit = new Culprit(tool, source);
    this.texts = texts;
    this.found = found;
    this.options = options;
  }

  Verdict verdict(long nanos) {
    Stats stats = stats(nanos);
    return switch (found.outcome()) {
      case MATCHED -> matched(stats);
      case MATCHED_AT_ONCE ->
          new Verdict.Undecided(
              "the trace counts as matched before any step: no step was compared", stats);
      case TOO_MANY ->
          new Verdict.Undecided(
              "more than "
                  + options.maxStates()
                  + " states are possible, most of them, "
                  + found.widest()
                  + ", at level "
                  + found.widestLevel()
                  + "; the furthest is at "
                  + progress()
                  + "; log more, or allow more with --max-states",
              stats);
      case NOT_MATCHED -> notMatched(stats);
    };
  }

  private Verdict matched(Stats stats) {
    OptionalInt missing = TraceEnvironment.CURRENT.missing();
    if (missing.isPresent()) {
      return new Verdict.Undecided(
          "events are missing at " + traceName + ":" + missing.getAsInt() + ", as it says itself",
          stats);
    }
    return stats.events() > 0
        ? new Verdict.Conforms(stats)
        : new Verdict.Undecided(
            "the trace counts as matched before any line of it was read", stats);
  }

  private Verdict notMatched(Stats stats) {
    if (!found.goal().isKnown()) {
      return new Verdict.Undecided(
          "nothing says when the trace is matched: no POSTCONDITION, no property that depends on"
              + " the trace, no invariant that speaks of nothing but how far it was read, and it"
              + " is not seen that all lines were; name an operator with --matched",
          stats);
    }
    Optional<String> fault = found.goal().fault();
    if (fault.isPresent()) {
      return new Verdict.Undecided("the post-condition cannot be evaluated: " + fault.get(), stats);
    }
    if (broken().isEmpty() && !found.goal().isReading() && found.isReachedTooEarly()) {
      return new Verdict.Undecided(
          "the trace counts as matched at "
              + progress()
              + ", before its lines were all read; let what says that it is matched ask for that",
          stats);
    }
    Rejection rejection = rejection();
    if (found.goal().isReading() && mayEndHere(rejection)) {
      return new Verdict.Undecided(
          "no step follows at "
              + progress()
              + ", for no reason but how far the trace was read, and nothing says when it is"
              + " matched; name an operator with --matched",
          stats);
    }
    return new Verdict.Rejected(rejection, stats);
  }

  /** Whether a specification that nowhere says so may mean the last line's place by its end. */
  private boolean mayEndHere(Rejection rejection) {
    boolean isAtLastLine =
        found.hasBegun()
            && found.cursor().length().filter(lines -> found.best() >= lines).isPresent();
    return isAtLastLine
        && rejection.property().isEmpty()
        && rejection.falseParts().stream().noneMatch(part -> isOfSystem(part.root()));
  }

  /** The property that kept the trace from being followed further, if one did. */
  private Optional<Explorer.Broken> broken() {
    return found.broken().stream()
        .max(Comparator.comparingInt(broken -> place(broken.node())))
        .filter(broken -> place(broken.node()) > found.best());
  }

  private String progress() {
    return found.cursor().name()
        + " = "
        + found.best()
        + found.cursor().length().map(lines -> " of " + lines).orElse("");
  }

  private Stats stats(long nanos) {
    int next =
        found
            .matched()
            .map(node -> found.cursor().next(node.state(), node.level()))
            .orElse(found.hasBegun() ? found.best() : 1);
    List<String> checked = new ArrayList<>();
    for (String name : tool.getInvNames()) {
      if (!found.goal().is(name)) {
        checked.add(name);
      }
    }
    List<String> unchecked = new ArrayList<>(Arrays.asList(tool.getImpliedTemporalNames()));
    unchecked.removeIf(found.goal()::is);
    Vect<?> properties = tool.getModelConfig().getProperties();
    for (int i = 0; i < properties.size(); i++) {
      String name = properties.elementAt(i).toString();
      if (!found.goal().is(name) && !unchecked.contains(name)) {
        checked.add(name);
      }
    }
    if (!options.invariants()) {
      unchecked.addAll(0, checked);
      checked.clear();
    }
    if (found.goal().isReading()) {
      unchecked.add(
          "anything but that "
              + found.cursor().name()
              + " is behind the last line: the configuration does not say when the trace is"
              + " matched");
    }
    return new Stats(
        Math.max(0, next - 1),
        0,
        nanos,
        found.taken(),
        options.countStates() ? Optional.of(found.fingerprints()) : Optional.empty(),
        found.widest(),
        List.copyOf(checked),
        unchecked.stream().distinct().toList(),
        run.dropped(),
        unread());
  }

  /** The fields of the trace that no definition of the specification reads. */
  private List<String> unread() {
    Set<String> elements = elementsOfConstants();
    return run.fields(file)
        .unread(
            (parent, field) ->
                texts.reads(parent, field)
                    || elements.contains(field)
                    || !IDENTIFIER.matcher(field).matches());
  }

  /** What the constants' sets have for texts: functions of them are objects with such fields. */
  private Set<String> elementsOfConstants() {
    Set<String> elements = new HashSet<>();
    for (OpDeclNode constant : tool.getSpecProcessor().getRootModule().getConstantDecls()) {
      Object value = tool.lookup(constant, Context.Empty, TLCState.Empty, false);
      if (value instanceof SetEnumValue set) {
        for (int i = 0; i < set.size(); i++) {
          elements.add(
              set.elems.elementAt(i) instanceof StringValue text
                  ? text.val.toString()
                  : set.elems.elementAt(i).toString());
        }
      }
    }
    return elements;
  }

  private Rejection rejection() {
    return found.hasBegun() ? ofAStep() : ofTheBeginning();
  }

  private Rejection ofTheBeginning() {
    Optional<Explorer.Broken> fault = broken();
    return new Rejection(
        fault.isPresent() ? Rejection.Kind.PROPERTY_VIOLATED : Rejection.Kind.NOT_ENABLED,
        0,
        traceName,
        "all variables",
        "Init",
        fault.map(Explorer.Broken::property),
        fault.map(this::whyBroken).orElseGet(this::whyNoBeginning),
        List.of(),
        List.of());
  }

  private List<FalsePart> whyNoBeginning() {
    StateVec initial = tool.getInitStates();
    return initial.isEmpty()
        ? new Beginning(tool, culprit).whyNone()
        : outOfModel(initial.elementAt(0));
  }

  private Rejection ofAStep() {
    Optional<Explorer.Broken> fault = broken();
    int place = found.best();
    Optional<Value> line = found.cursor().line(place);
    String where =
        line.map(run::line)
            .filter(number -> number > 0)
            .map(number -> traceName + ":" + number)
            .orElse(traceName);
    String claim = line.map(LineText::of).orElse("the end of the trace at " + progress());
    List<List<FalsePart>> reasons =
        fault.isPresent()
            ? List.of()
            : found.furthest().stream()
                .map(this::whyStuck)
                .sorted(
                    Comparator.comparingInt(this::closeness)
                        .reversed()
                        .thenComparing(List::isEmpty))
                .toList();
    Rejection rejection =
        new Rejection(
            fault.isPresent() ? Rejection.Kind.PROPERTY_VIOLATED : Rejection.Kind.NOT_ENABLED,
            place,
            where,
            found.cursor().name() + " = " + place,
            claim,
            fault.map(Explorer.Broken::property),
            fault.map(this::whyBroken).orElseGet(() -> reasons.get(0)),
            List.of(),
            List.of());
    return rejection.among(Math.max(1, found.asFar()), candidates(reasons), found.ended());
  }

  /**
   * How close a state comes to a step, by what it lacks: how much of an action holds before that,
   * where it speaks of the system. An action that is about another kind of line is not close.
   */
  private int closeness(List<FalsePart> lacking) {
    return lacking.stream()
        .filter(part -> isOfSystem(part.root()) || isOfSystem(chosen(part)))
        .mapToInt(part -> 1 + part.root().held())
        .max()
        .orElse(0);
  }

  private static int held(List<FalsePart> lacking) {
    return lacking.stream().mapToInt(part -> part.root().held()).max().orElse(0);
  }

  /** What a value is chosen of, such as a message of the network, with what it should be like. */
  private static String chosen(FalsePart part) {
    return part.text().startsWith("\\E") ? part.text() : "";
  }

  private boolean isOfSystem(FalsePart part) {
    return part.values().keySet().stream().anyMatch(this::isOfSystem);
  }

  /**
   * Whether a text speaks of a variable that is not the one which counts the lines, or of what
   * comes after the step.
   */
  private boolean isOfSystem(String text) {
    String withoutFields = text.replaceAll("\\.\\s*\\w+", "");
    if (withoutFields.replace(found.cursor().name() + "'", "").contains("'")) {
      return true;
    }
    Set<String> words = new HashSet<>(List.of(withoutFields.split("\\W+")));
    return Arrays.stream(TLCState.Empty.getVars())
        .map(variable -> variable.getName().toString())
        .anyMatch(name -> words.contains(name) && !name.equals(found.cursor().name()));
  }

  /** The furthest states by the first thing that each lacks. */
  private static List<Candidate> candidates(List<List<FalsePart>> reasons) {
    Map<String, List<FalsePart>> byRoot = new LinkedHashMap<>();
    for (List<FalsePart> parts : reasons) {
      if (reasons.size() > 1 && !parts.isEmpty()) {
        FalsePart root = parts.get(0).root();
        byRoot.computeIfAbsent(root.place() + root.text(), any -> new ArrayList<>()).add(root);
      }
    }
    return byRoot.values().stream()
        .map(
            same ->
                new Candidate(same.size(), Rejection.Kind.NOT_ENABLED.words(), "at " + same.get(0)))
        .toList();
  }

  private int place(Explorer.Node node) {
    return found.cursor().next(node.state(), node.level());
  }

  private List<FalsePart> whyBroken(Explorer.Broken fault) {
    Action formula = fault.formula();
    return fault.from() == fault.node().state()
        ? culprit.of(formula.pred, formula.con, fault.node().state())
        : culprit.of(formula.pred, formula.con, fault.from(), fault.node().state());
  }

  /**
   * What each action lacks in a state that came furthest. What came closest stands first. Where
   * many lack the same, such as being about another kind of line, that says little: what few lack
   * comes first, and what others lack for the same reason is left out where there is anything else.
   */
  private List<FalsePart> whyStuck(Explorer.Node node) {
    Map<String, List<FalsePart>> byRoot = new LinkedHashMap<>();
    run.at(node.level(), 0);
    for (Action action : tool.getActions()) {
      for (FalsePart part : whyNot(action, node)) {
        FalsePart root = part.root();
        byRoot.computeIfAbsent(root.place() + root.text(), any -> new ArrayList<>()).add(part);
      }
    }
    Stream<FalsePart> lacking =
        byRoot.values().stream()
            .sorted(
                Comparator.comparingInt(this::closeness)
                    .reversed()
                    .thenComparingInt(List::size)
                    .thenComparing(TraceReport::held, Comparator.reverseOrder()))
            .map(parts -> parts.get(0));
    List<FalsePart> all = Stream.concat(whyExcluded(node).stream(), lacking).toList();
    List<FalsePart> close = all.stream().filter(part -> !isOfAnotherLine(part, all)).toList();
    return all.stream()
        .filter(part -> close.stream().noneMatch(other -> agreesWhereLacking(other, part)))
        .limit(MAX_REASONS)
        .toList();
  }

  /**
   * Whether an action lacks only what another's line would have, and this line agrees elsewhere.
   */
  private boolean isOfAnotherLine(FalsePart part, List<FalsePart> all) {
    return all.stream().anyMatch(other -> agreesWhereLacking(other, part));
  }

  /** Whether what of the line is wrong for one, such as its name, is right for the other. */
  private boolean agreesWhereLacking(FalsePart other, FalsePart part) {
    Set<String> compared = part.root().values().keySet();
    return !other.equals(part)
        && compared.stream().noneMatch(this::isOfSystem)
        && compared.stream().map(Compared::key).anyMatch(other.root().agreed()::contains);
  }

  /** What a constraint lacks of the step that comes closest to it, if one was kept out by one. */
  private List<FalsePart> whyExcluded(Explorer.Node node) {
    List<List<FalsePart>> reasons = new ArrayList<>();
    for (Action action : tool.getActions()) {
      run.at(node.level(), 0);
      StateVec steps = tool.getNextStates(action, node.state());
      for (int i = 0; i < steps.size(); i++) {
        reasons.add(whyExcluded(node, steps.elementAt(i)));
      }
    }
    return reasons.stream()
        .filter(parts -> !parts.isEmpty())
        .min(Comparator.comparingInt(List::size))
        .orElse(List.of());
  }

  private List<FalsePart> whyExcluded(Explorer.Node node, TLCState to) {
    List<FalsePart> parts = new ArrayList<>();
    run.at(node.level(), 0);
    if (!tool.isInActions(node.state(), to)) {
      for (ExprNode constraint : tool.getActionConstraints()) {
        parts.addAll(ifFalse(constraint, node.state(), to));
      }
    }
    run.at(node.level() + 1, 0);
    if (parts.isEmpty() && !tool.isInModel(to)) {
      parts.addAll(outOfModel(to));
    }
    return parts;
  }

  private List<FalsePart> outOfModel(TLCState state) {
    return Stream.of(tool.getModelConstraints())
        .flatMap(constraint -> ifFalse(constraint, state, TLCState.Empty).stream())
        .toList();
  }

  private List<FalsePart> ifFalse(ExprNode constraint, TLCState from, TLCState to) {
    boolean holds =
        tool.eval(constraint, Context.Empty, from, to, EvalControl.Clear).equals(BoolValue.ValTrue);
    return holds ? List.of() : culprit.of(constraint, Context.Empty, from, to);
  }

  /**
   * Why an action reads no line. Where a part of it can be taken, that leads to others of the
   * states that were tried, and lacks nothing.
   */
  private List<FalsePart> whyNot(Action action, Explorer.Node node) {
    int here = place(node);
    try {
      return culprit.of(
          action.pred,
          action.con,
          node.state(),
          to -> to.allAssigned() && found.cursor().next(to, node.level() + 1) > here);
    } catch (EvalException | TLCRuntimeException e) {
      // It stands for an action that could not be taken either.
      return List.of(culprit.part(action.pred, "cannot be evaluated", action.con, node.state()));
    }
  }
}
