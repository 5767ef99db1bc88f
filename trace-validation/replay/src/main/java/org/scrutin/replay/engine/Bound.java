package org.scrutin.replay.engine;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.scrutin.replay.Rejection;
import org.scrutin.replay.TraceException;
import org.scrutin.replay.TraceLine;
import org.scrutin.replay.engine.modules.LoggedFields;
import org.scrutin.replay.engine.modules.PlainValues;
import tla2sany.semantic.OpDefNode;
import tlc2.tool.TLCState;
import tlc2.tool.impl.ComposingTool;
import tlc2.tool.impl.Tool;
import tlc2.value.impl.Value;

/** Lines of a log as events, by a binding. */
final class Bound {

  private final Binding binding;
  private final EventOrder order;
  private final StepCheck check;
  private final Culprit culprit;
  private final LoggedFields fields = new LoggedFields();

  /**
   * @param hold whether the properties hold after a step
   */
  Bound(
      Tool tool,
      String file,
      Specified specified,
      BiPredicate<TLCState, TLCState> hold,
      Culprit culprit) {
    this.binding = new Binding(tool, file);
    this.order = new EventOrder(binding);
    this.check = new StepCheck((ComposingTool) tool, specified, hold);
    this.culprit = culprit;
  }

  /** A trace begins. */
  void begin() {
    fields.clear();
    check.start();
  }

  /** The fields of the events so far that nothing in the binding reads. */
  List<String> unread() {
    return fields.unread(binding::reads);
  }

  Binding binding() {
    return binding;
  }

  EventOrder order() {
    return order;
  }

  /** What the line asks of a step. */
  Claim claim(TraceLine.Free line, String traceName) {
    Value value = PlainValues.of(line.fields());
    fields.add(value);
    Optional<String> name = binding.name(value);
    OpDefNode meaning =
        binding
            .meaning(name)
            .orElseThrow(
                () ->
                    new TraceException(
                        traceName
                            + ":"
                            + line.line()
                            + ": the binding does not say what "
                            + name.map(known -> "an event " + known + " means")
                                .orElse("a line means that has no name; define EventName(e)")
                            + "; it knows "
                            + binding.known()));
    TraceLine.Event event =
        new TraceLine.Event(
            line.line(),
            line.number(),
            binding.node(value).orElse("the system"),
            name.orElse("without a name"),
            List.of(),
            Optional.empty());
    return new BoundClaim(
        event, binding.action(meaning, value), traceName, binding, check, culprit);
  }

  /** The states in which a run with this first event may begin. */
  List<TLCState> starts(List<TLCState> initial, TraceLine.Free first) {
    Value value = PlainValues.of(first.fields());
    return initial.stream().filter(state -> binding.allowsStart(value, state)).toList();
  }

  /** Why no run may begin with this event, if none may. */
  Optional<Rejection> restrict(List<TLCState> initial, TraceLine.Free first, String traceName) {
    if (!starts(initial, first).isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Rejection(
                Rejection.Kind.NOT_ENABLED,
                0,
                traceName + ":" + first.line(),
                "all nodes",
                "BindInit, of the first event",
                Optional.empty(),
                binding.whyNotStart(PlainValues.of(first.fields()), initial.get(0), culprit),
                List.of(),
                List.of())
            .among(initial.size(), List.of(), Collections.emptySortedMap()));
  }

  /** Why of some event it is not known whether it is a step of the specification. */
  Optional<String> unjudged() {
    return check.unjudged();
  }
}
