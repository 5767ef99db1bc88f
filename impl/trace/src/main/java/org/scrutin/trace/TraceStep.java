package org.scrutin.trace;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A step that is about to be written; made by {@link Tracer#step}. For one thread. */
public final class TraceStep {

  private final Tracer tracer;
  private final String action;
  private final List<?> arguments;
  private Object state;
  private Optional<Stamp> received = Optional.empty();
  private final List<Object> receivers = new ArrayList<>();

  TraceStep(Tracer tracer, String action, List<?> arguments) {
    this.tracer = tracer;
    this.action = action;
    this.arguments = arguments;
  }

  /** The node's variables after the step, each component one. */
  public TraceStep state(Record variables) {
    state = variables;
    return this;
  }

  /** The node's variables after the step, or some of them, by their names. */
  public TraceStep state(Map<String, ?> variables) {
    if (tracer.writesOnlyChanges()) {
      throw new IllegalArgumentException(
          "a tracer of changes compares records; give the state as a record");
    }
    state = variables;
    return this;
  }

  /** The message which the step consumes; the node's clock goes beyond that of the message. */
  public TraceStep received(Stamp message) {
    received = Optional.of(message);
    return this;
  }

  /** Receivers of a message each, which the step sends. */
  public TraceStep sentTo(Object... nodes) {
    receivers.addAll(Arrays.asList(nodes));
    return this;
  }

  /**
   * Writes the step. Call it in the order of the node's steps, where its state is guarded, and
   * before the messages leave.
   *
   * @return what each message has to carry, in the order of its receivers
   * @throws IllegalArgumentException if the format has no word for a value; the step is then
   *     counted as dropped
   * @throws IllegalStateException if the tracer is closed
   */
  public List<Stamp> write() {
    return tracer.write(this);
  }

  String action() {
    return action;
  }

  List<?> arguments() {
    return arguments;
  }

  /** A record, a map, or null if nothing is logged. */
  Object state() {
    return state;
  }

  Optional<Stamp> received() {
    return received;
  }

  List<Object> receivers() {
    return receivers;
  }
}
