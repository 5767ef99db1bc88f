package org.scrutin.replay.engine;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.scrutin.modelcheck.tlc.SpecException;
import org.scrutin.replay.Rejection.FalsePart;
import tla2sany.semantic.ModuleNode;
import tla2sany.semantic.OpDefNode;
import tlc2.tool.Action;
import tlc2.tool.StateVec;
import tlc2.tool.TLCState;
import tlc2.tool.impl.Tool;
import tlc2.util.Context;
import tlc2.value.impl.BoolValue;
import tlc2.value.impl.IntValue;
import tlc2.value.impl.RecordValue;
import tlc2.value.impl.SetEnumValue;
import tlc2.value.impl.StringValue;
import tlc2.value.impl.Value;
import util.UniqueString;

/**
 * What a binding module says that the lines of a log mean: {@code Event_X(e)} is the action of an
 * event with the name X, {@code Event(e)} of any other; {@code IsEvent(e)}, {@code EventName(e)}
 * and {@code EventNode(e)} tell which lines are events, and what they are called and about; {@code
 * BindInit(e)} restricts the initial states by the first event. Where an event stands among those
 * of other nodes is for {@link EventOrder}.
 */
final class Binding {

  private static final String PREFIX = "Event_";

  /** Where a name is looked for that no {@code EventName} says. */
  private static final List<String> USUAL = List.of("action", "event", "name");

  /** What else a binding may say of a line. */
  private static final List<String> SAYINGS =
      List.of(
          "Event",
          "IsEvent",
          "EventName",
          "EventNode",
          "BindInit",
          EventOrder.CLOCK,
          EventOrder.TIME,
          EventOrder.RECEIVED,
          EventOrder.SENT);

  private final Tool tool;
  private final ModuleNode root;
  private final Map<String, OpDefNode> meanings = new TreeMap<>();
  private final Texts texts = new Texts();

  /** Of the clock: that of each node is in a field of its own, which no text has to name. */
  private final Texts clock = new Texts();

  Binding(Tool tool, String file) {
    this.tool = tool;
    this.root = tool.getSpecProcessor().getRootModule();
    for (OpDefNode definition : root.getOpDefs()) {
      String name = definition.getName().toString();
      requireOneParameter(definition, name, file);
      if (name.startsWith(PREFIX) && definition.getArity() == 1) {
        meanings.put(name.substring(PREFIX.length()), definition);
      }
    }
    meanings.values().forEach(definition -> texts.collect(definition.getBody()));
    for (String name : SAYINGS) {
      operator(name).ifPresent(definition -> texts.collect(definition.getBody()));
    }
    operator(EventOrder.CLOCK).ifPresent(definition -> clock.collect(definition.getBody()));
    if (operator("EventName").isEmpty()) {
      texts.add(USUAL);
    }
    if (meanings.isEmpty() && operator("Event").isEmpty()) {
      throw new SpecException(
          file + ": the binding defines no Event_X(e), which says what an event named X means");
    }
  }

  /**
   * What a binding says with more parameters, or none, would say nothing. In the specification a
   * name such as Event may mean something else.
   */
  private static void requireOneParameter(OpDefNode definition, String name, String file) {
    String module = definition.getOriginallyDefinedInModuleNode().getName().toString();
    boolean says = name.startsWith(PREFIX) || SAYINGS.contains(name);
    if (says && definition.getArity() != 1 && module.equals(SpecConfig.moduleName(Path.of(file)))) {
      throw new SpecException(
          SourceText.place(definition)
              + ": "
              + name
              + " must have one parameter, the event, not "
              + definition.getArity()
              + "; a definition that is no word of a binding needs another name");
    }
  }

  /** Whether the binding could read a field. */
  boolean reads(Optional<String> parent, String field) {
    return texts.reads(parent, field)
        || parent.filter(outer -> clock.reads(Optional.empty(), outer)).isPresent();
  }

  private Optional<OpDefNode> operator(String name) {
    return Optional.ofNullable(root.getOpDef(name))
        .filter(definition -> definition.getArity() == 1 && definition.getBody() != null);
  }

  private Value eval(OpDefNode definition, Value event, TLCState state) {
    return (Value) tool.eval(definition.getBody(), with(definition, event), state);
  }

  private static Context with(OpDefNode definition, Value event) {
    return Context.Empty.cons(definition.getParams()[0], event);
  }

  private static boolean isTrue(OpDefNode definition, Value value) {
    if (value instanceof BoolValue truth) {
      return truth.val;
    }
    throw new SpecException(
        SourceText.place(definition.getBody())
            + ": "
            + definition.getName()
            + " must be a boolean, not "
            + Culprit.shorten(value.toString()));
  }

  /** Whether the line is an event; without {@code IsEvent} all are. */
  boolean isEvent(Value line) {
    return operator("IsEvent")
        .map(definition -> isTrue(definition, eval(definition, line, TLCState.Empty)))
        .orElse(true);
  }

  /** The event's name: what {@code EventName} says, or the field of a usual name. */
  Optional<String> name(Value event) {
    Optional<Value> said = said("EventName", event);
    if (said.isPresent()) {
      return said.map(Binding::text);
    }
    for (String field : USUAL) {
      Optional<Value> value = field(event, field);
      if (value.filter(StringValue.class::isInstance).isPresent()) {
        return value.map(Binding::text);
      }
      Optional<Value> inner = value.flatMap(nested -> field(nested, "name"));
      if (inner.filter(StringValue.class::isInstance).isPresent()) {
        return inner.map(Binding::text);
      }
    }
    return Optional.empty();
  }

  /** The value as a name. */
  static String text(Value value) {
    return value instanceof StringValue text ? text.val.toString() : value.toString();
  }

  private static Optional<Value> field(Value value, String name) {
    if (value instanceof RecordValue fields) {
      for (int i = 0; i < fields.names.length; i++) {
        if (fields.names[i].equals(UniqueString.uniqueStringOf(name))) {
          return Optional.of(fields.values[i]);
        }
      }
    }
    return Optional.empty();
  }

  /** The node that the event is about, if the binding says it or the line does. */
  Optional<Object> node(Value event) {
    return said("EventNode", event)
        .or(() -> field(event, "at"))
        .filter(value -> !isEmptySet(value))
        .map(value -> value instanceof IntValue number ? (Object) (long) number.val : text(value));
  }

  /** Whether a binding says by it that there is none. */
  static boolean isEmptySet(Value value) {
    return value instanceof SetEnumValue set && set.elems.size() == 0;
  }

  /** Whether there is a definition of this name. */
  boolean says(String name) {
    return operator(name).isPresent();
  }

  /** What the definition of this name says of a line, if there is one. */
  Optional<Value> said(String name, Value line) {
    return operator(name).map(definition -> eval(definition, line, TLCState.Empty));
  }

  /** Whether a run with this first event may begin in the state. */
  boolean allowsStart(Value event, TLCState state) {
    return operator("BindInit")
        .map(definition -> isTrue(definition, eval(definition, event, state)))
        .orElse(true);
  }

  /** What is false of a state in which a run with this first event may not begin. */
  List<FalsePart> whyNotStart(Value event, TLCState state, Culprit culprit) {
    return operator("BindInit")
        .map(definition -> culprit.of(definition.getBody(), with(definition, event), state))
        .orElse(List.of());
  }

  /** What an event of that name means, if anything does. */
  Optional<OpDefNode> meaning(Optional<String> name) {
    return name.map(meanings::get).or(() -> operator("Event"));
  }

  /** The names that the binding knows. */
  String known() {
    return String.join(", ", meanings.keySet());
  }

  /** The action that the event is, of these parameters. */
  Action action(OpDefNode meaning, Value event) {
    return new Action(meaning.getBody(), with(meaning, event));
  }

  /** Where the action leads. */
  StateVec next(Action action, TLCState from) {
    return tool.getNextStates(action, action.con, from);
  }
}
