package org.scrutin.replay.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.scrutin.replay.JsonObject;
import org.scrutin.replay.Rejection.Difference;
import org.scrutin.replay.TraceLine;
import tla2sany.semantic.OpDeclNode;
import tlc2.tool.TLCState;
import tlc2.value.impl.Applicable;
import tlc2.value.impl.TupleValue;
import tlc2.value.impl.Value;
import util.UniqueString;

/**
 * Compares what a trace logs of a node with states of the specification: {@code "x": v} says {@code
 * x[at] = v} if x is a function with that node in its domain, and {@code x = v} otherwise. A
 * variable that starts as the empty function, as a queue does, is not taken for one over nodes; nor
 * is one that starts as no function, while it is a sequence; otherwise such a one may be logged by
 * node or as the whole.
 */
final class LoggedState {

  private final JsonValues values;
  private final Partly partly;
  private final Map<String, UniqueString> variables = new LinkedHashMap<>();
  private final List<UniqueString> names = new ArrayList<>();
  private final Set<String> global = new HashSet<>();
  private final Set<String> noFunctions = new HashSet<>();

  /** What each node has logged so far, if leaving it out says that it stays. */
  private final Map<Object, Map<String, UniqueString>> known = new HashMap<>();

  /** What each node has to log next, because a step without state has changed it. */
  private final Map<Object, Set<String>> due = new HashMap<>();

  private boolean onlyChanges;

  LoggedState(JsonValues values, OpDeclNode[] declarations, TLCState initial) {
    this.values = values;
    this.partly = new Partly(values);
    Stream.of(declarations)
        .map(OpDeclNode::getName)
        .sorted(Comparator.comparing(UniqueString::toString))
        .forEach(name -> variables.put(name.toString(), name));
    for (OpDeclNode variable : declarations) {
      String name = variable.getName().toString();
      names.add(variable.getName());
      Value start = (Value) initial.lookup(variable.getName());
      if (!(start instanceof Applicable)) {
        noFunctions.add(name);
      } else if (start.size() == 0) {
        global.add(name);
      }
    }
  }

  JsonValues values() {
    return values;
  }

  /** The variables, as TLC knows them. */
  List<UniqueString> names() {
    return names;
  }

  /** The variables' names, sorted. */
  Map<String, UniqueString> variables() {
    return variables;
  }

  /** Whether all logged names are variables. */
  boolean knowsAll(TraceLine.Event event) {
    return (event.state().isEmpty() || variables.keySet().containsAll(event.state().get().names()))
        && variables.keySet().containsAll(event.about().names());
  }

  /** The first logged name that is no variable, of which there is one. */
  String unknownVariable(TraceLine.Event event) {
    List<String> names = new ArrayList<>(event.state().orElse(JsonObject.EMPTY).names());
    names.addAll(event.about().names());
    names.removeAll(variables.keySet());
    return names.get(0);
  }

  /** A trace begins. */
  void begin(boolean leavesOutWhatStays) {
    onlyChanges = leavesOutWhatStays;
    known.clear();
    due.clear();
  }

  /**
   * What has been heard of the nodes.
   *
   * @param known what each has logged
   * @param due what each has to log next
   */
  record Heard(Map<Object, Map<String, UniqueString>> known, Map<Object, Set<String>> due) {
    private static final Heard NOTHING = new Heard(Map.of(), Map.of());
  }

  /** What has been heard so far, to go back to. */
  Heard heardSoFar() {
    return onlyChanges ? new Heard(Map.copyOf(known), Map.copyOf(due)) : Heard.NOTHING;
  }

  /** Goes back. */
  void restore(Heard heard) {
    known.clear();
    known.putAll(heard.known());
    due.clear();
    due.putAll(heard.due());
  }

  /** The event is accepted: what it logs of its node is known from now on. */
  void heard(TraceLine.Event event, List<Edge> edges) {
    if (!onlyChanges) {
      return;
    }
    if (event.state().isPresent()) {
      know(event.at(), event.state().get().names());
      due.remove(event.at());
    } else {
      known.forEach((node, heard) -> expectAnew(node, heard.keySet(), edges));
    }
  }

  private void know(Object node, List<String> names) {
    Map<String, UniqueString> before = known.getOrDefault(node, Map.of());
    if (!before.keySet().containsAll(names)) {
      Map<String, UniqueString> all = new TreeMap<>(before);
      names.forEach(name -> all.put(name, variables.get(name)));
      known.put(node, new LinkedHashMap<>(all)); // Sorted, and never changed: events refer to it.
    }
  }

  /** What a step without state changes of a node must be logged at its next one. */
  private void expectAnew(Object node, Set<String> names, List<Edge> edges) {
    for (String name : names) {
      if (edges.stream().anyMatch(edge -> !stays(name, node, edge))) {
        Set<String> all = new TreeSet<>(due.getOrDefault(node, Set.of()));
        all.add(name);
        due.put(node, all); // Never changed: a place that is gone back to may refer to it.
      }
    }
  }

  /** A variable that the event should log and does not. */
  Optional<String> missing(TraceLine.Event event) {
    if (event.state().isEmpty() || !due.containsKey(event.at())) {
      return Optional.empty();
    }
    return due.get(event.at()).stream()
        .filter(name -> !event.state().get().names().contains(name))
        .findFirst();
  }

  /**
   * Whether the state after the step has all logged values, and what is left out has not changed.
   *
   * @param known what {@link #known} said when the event was read
   */
  boolean agrees(TraceLine.Event event, Edge edge, Map<String, UniqueString> known) {
    if (!isAsSaid(event, edge)) {
      return false;
    }
    if (event.state().isEmpty()) {
      return true;
    }
    JsonObject object = event.state().get();
    for (int i = 0; i < object.names().size(); i++) {
      if (fit(event, object.names().get(i), object.values().get(i), edge.to()) != Fit.SAME) {
        return false;
      }
    }
    for (Map.Entry<String, UniqueString> logged : known.entrySet()) {
      UniqueString variable = logged.getValue();
      // Mostly it is the same value, whether the event says something of it or not.
      if (edge.from().lookup(variable) != edge.to().lookup(variable)
          && isLeftOut(logged.getKey(), event)
          && !stays(logged.getKey(), event.at(), edge)) {
        return false;
      }
    }
    return true;
  }

  /** What has been logged of the event's node, and is unchanged where the event leaves it out. */
  Map<String, UniqueString> known(TraceLine.Event event) {
    return onlyChanges ? known.getOrDefault(event.at(), Map.of()) : Map.of();
  }

  /** Whether an event with a state says nothing of the variable. */
  private static boolean isLeftOut(String name, TraceLine.Event event) {
    return event.state().isPresent()
        && !event.state().get().names().contains(name)
        && !event.about().names().contains(name);
  }

  private boolean stays(String name, Object node, Edge edge) {
    UniqueString variable = variables.get(name);
    Value before = (Value) edge.from().lookup(variable);
    Value after = (Value) edge.to().lookup(variable);
    if (before == after) {
      return true;
    }
    Value old = part(name, before, node);
    Value next = part(name, after, node);
    return (old == null || next == null)
        ? !Changes.differ(before, after)
        : !Changes.differ(old, next);
  }

  private boolean isAsSaid(TraceLine.Event event, Edge edge) {
    JsonObject about = event.about();
    for (int i = 0; i < about.names().size(); i++) {
      if (!isAsSaid(event, about, i, edge)) {
        return false;
      }
    }
    return true;
  }

  private boolean isAsSaid(TraceLine.Event event, JsonObject about, int i, Edge edge) {
    String name = about.names().get(i);
    JsonObject said = (JsonObject) about.values().get(i);
    return partly.isTrue(
            said, ofNode(name, event.at(), edge.from()), ofNode(name, event.at(), edge.to()))
        || (noFunctions.contains(name)
            && partly.isTrue(said, value(name, edge.from()), value(name, edge.to())));
  }

  private Value value(String name, TLCState state) {
    return (Value) state.lookup(variables.get(name));
  }

  /** The part of a variable that belongs to a node; all of it, if it is not one over nodes. */
  private Value ofNode(String name, Object node, TLCState state) {
    Value variable = value(name, state);
    Value part = part(name, variable, node);
    return part == null ? variable : part;
  }

  private Fit fit(TraceLine.Event event, String name, Object json, TLCState state) {
    Fit fit = values.fit(json, ofNode(name, event.at(), state));
    // What became a function only later may be one over nodes or not: both are understood.
    if (fit != Fit.SAME && noFunctions.contains(name)) {
      Fit whole = values.fit(json, value(name, state));
      return whole == Fit.MISSHAPEN ? fit : whole;
    }
    return fit;
  }

  private Value part(String name, Value variable, Object node) {
    boolean isWhole =
        global.contains(name)
            || (noFunctions.contains(name) && variable.toTuple() instanceof TupleValue);
    return isWhole ? null : values.part(variable, node);
  }

  /** The variables in which the state after the step and the event differ. */
  List<Difference> differences(TraceLine.Event event, Edge edge) {
    List<Difference> differences = new ArrayList<>();
    JsonObject object = event.state().orElse(JsonObject.EMPTY);
    for (int i = 0; i < object.names().size(); i++) {
      String name = object.names().get(i);
      Object json = object.values().get(i);
      if (fit(event, name, json, edge.to()) != Fit.SAME) {
        differences.add(difference(event, name, edge, JsonObject.show(json)));
      }
    }
    JsonObject about = event.about();
    for (int i = 0; i < about.names().size(); i++) {
      if (!isAsSaid(event, about, i, edge)) {
        String said = "about it " + JsonObject.show(about.values().get(i));
        differences.add(difference(event, about.names().get(i), edge, said));
      }
    }
    for (String name : known(event).keySet()) {
      if (isLeftOut(name, event) && !stays(name, event.at(), edge)) {
        Value old = (Value) edge.from().lookup(variables.get(name));
        Value part = part(name, old, event.at());
        String unchanged = Culprit.shorten((part == null ? old : part).toString());
        differences.add(difference(event, name, edge, "no change of " + unchanged));
      }
    }
    return differences;
  }

  private Difference difference(TraceLine.Event event, String name, Edge edge, String said) {
    Value variable = (Value) edge.to().lookup(variables.get(name));
    Value part = part(name, variable, event.at());
    return new Difference(
        name,
        part == null ? Optional.empty() : Optional.of(event.at().toString()),
        Culprit.shorten((part == null ? variable : part).toString()),
        said);
  }

  /** A logged value that cannot be one of its variable, whatever it says, in any of the states. */
  Optional<String> misshapen(TraceLine.Event event, List<TLCState> states) {
    JsonObject object = event.state().orElse(JsonObject.EMPTY);
    for (int i = 0; i < object.names().size(); i++) {
      String name = object.names().get(i);
      Object json = object.values().get(i);
      if (states.stream().allMatch(state -> fit(event, name, json, state) == Fit.MISSHAPEN)) {
        Value variable = (Value) states.get(0).lookup(variables.get(name));
        Value part = part(name, variable, event.at());
        // Such a variable may be one over nodes, of which this is none.
        boolean elsewhere = part == null && !global.contains(name) && !noFunctions.contains(name);
        return Optional.of(
            "state."
                + name
                + " is "
                + JsonObject.show(json)
                + " where the specification has "
                + JsonValues.kind(part == null ? variable : part)
                + (elsewhere ? ", without " + JsonObject.show(event.at()) : "")
                + "; log values of the same kind"
                + (elsewhere ? ", \"at\" a node that there is" : ""));
      }
    }
    return Optional.empty();
  }
}
