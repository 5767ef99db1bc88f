package org.scrutin.replay.engine;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.scrutin.replay.JsonObject;
import org.scrutin.replay.Rejection.Difference;
import org.scrutin.replay.TraceLine;
import tla2sany.semantic.OpDeclNode;
import tlc2.tool.TLCState;
import tlc2.value.impl.Applicable;
import tlc2.value.impl.Value;
import util.UniqueString;

/**
 * Compares what a trace logs of a node with states of the specification: {@code "x": v} says {@code
 * x[at] = v} if x is a function with that node in its domain, and {@code x = v} otherwise. A
 * variable that starts as the empty function, as a queue does, is not taken for one over nodes.
 */
final class LoggedState {

  private final JsonValues values;
  private final Map<String, UniqueString> variables = new TreeMap<>();
  private final Set<String> global = new HashSet<>();

  LoggedState(JsonValues values, OpDeclNode[] declarations, TLCState initial) {
    this.values = values;
    for (OpDeclNode variable : declarations) {
      String name = variable.getName().toString();
      variables.put(name, variable.getName());
      Value start = (Value) initial.lookup(variable.getName());
      if (!(start instanceof Applicable) || start.size() == 0) {
        global.add(name);
      }
    }
  }

  JsonValues values() {
    return values;
  }

  /** The variables' names, sorted. */
  Map<String, UniqueString> variables() {
    return variables;
  }

  /** Whether all logged names are variables. */
  boolean knowsAll(TraceLine.Event event) {
    return event.state().isEmpty() || variables.keySet().containsAll(event.state().get().names());
  }

  /** The first logged name that is no variable, of which there is one. */
  String unknownVariable(TraceLine.Event event) {
    List<String> names = new ArrayList<>(event.state().orElseThrow().names());
    names.removeAll(variables.keySet());
    return names.get(0);
  }

  /** Whether the state has all logged values. */
  boolean agrees(TraceLine.Event event, TLCState state) {
    if (event.state().isEmpty()) {
      return true;
    }
    JsonObject object = event.state().get();
    for (int i = 0; i < object.names().size(); i++) {
      if (fit(event, object.names().get(i), object.values().get(i), state) != Fit.SAME) {
        return false;
      }
    }
    return true;
  }

  private Fit fit(TraceLine.Event event, String name, Object json, TLCState state) {
    Value variable = (Value) state.lookup(variables.get(name));
    Value part = part(name, variable, event.at());
    return values.fit(json, part == null ? variable : part);
  }

  private Value part(String name, Value variable, Object node) {
    return global.contains(name) ? null : values.part(variable, node);
  }

  /** The variables in which the state and the event differ. */
  List<Difference> differences(TraceLine.Event event, TLCState state) {
    List<Difference> differences = new ArrayList<>();
    JsonObject object = event.state().orElse(JsonObject.EMPTY);
    for (int i = 0; i < object.names().size(); i++) {
      String name = object.names().get(i);
      Object json = object.values().get(i);
      if (fit(event, name, json, state) != Fit.SAME) {
        Value variable = (Value) state.lookup(variables.get(name));
        Value part = part(name, variable, event.at());
        differences.add(
            new Difference(
                name,
                part == null ? Optional.empty() : Optional.of(event.at().toString()),
                Culprit.shorten((part == null ? variable : part).toString()),
                JsonObject.show(json)));
      }
    }
    return differences;
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
        boolean elsewhere = part == null && !global.contains(name);
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
