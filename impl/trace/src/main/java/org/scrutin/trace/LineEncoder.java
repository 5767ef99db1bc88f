package org.scrutin.trace;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Puts down the lines of a trace, and counts its events. Not thread-safe. */
final class LineEncoder {

  private static final byte[] N = JsonOutput.ascii("{\"n\":");
  private static final byte[] AT = JsonOutput.ascii(",\"at\":");
  private static final byte[] CLOCK = JsonOutput.ascii(",\"clock\":");
  private static final byte[] TIME = JsonOutput.ascii(",\"time\":");
  private static final byte[] ACTION = JsonOutput.ascii(",\"action\":");
  private static final byte[] ARGS = JsonOutput.ascii(",\"args\":");
  private static final byte[] STATE = JsonOutput.ascii(",\"state\":");
  private static final byte[] ABOUT = JsonOutput.ascii(",\"about\":");
  private static final byte[] RECEIVED = JsonOutput.ascii(",\"received\":");
  private static final byte[] SENT = JsonOutput.ascii(",\"sent\":[{\"id\":");
  private static final byte[] NEXT_SENT = JsonOutput.ascii(",{\"id\":");
  private static final byte[] TO = JsonOutput.ascii(",\"to\":");
  private static final byte[] END_LINE = JsonOutput.ascii("}\n");

  private final JsonOutput json;
  private final ValueWriter values;
  private final boolean onlyChanges;
  private final boolean onlyEnds;
  private final Map<Object, Record> lastStates = new HashMap<>();
  private long events;

  /**
   * @param onlyChanges whether of a record that is a node's state only those components are written
   *     that have changed since the node's last event
   * @param onlyEnds whether of a long list only the end is written that has changed, which is right
   *     if all lists are sequences in the specification, and needs {@code onlyChanges}
   */
  LineEncoder(JsonOutput json, boolean onlyChanges, boolean onlyEnds) {
    this.json = json;
    this.values = new ValueWriter(json);
    this.onlyChanges = onlyChanges;
    this.onlyEnds = onlyEnds;
  }

  /** Goes on with the number that follows. */
  void after(long written) {
    events = written;
  }

  /** How many events have been put down. */
  long events() {
    return events;
  }

  /**
   * The first line.
   *
   * @param more further fields, which readers pass over
   */
  void header(TraceHeader header, Map<String, ?> more) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("scrutin", TraceHeader.VERSION);
    line.put("spec", header.spec());
    line.put("config", header.config());
    line.put("constants", header.constants());
    if (onlyChanges) {
      line.put("state", "changes");
    }
    line.put("producer", header.producer());
    header.seed().ifPresent(seed -> line.put("seed", seed));
    line.putAll(more);
    line(line);
  }

  /**
   * One step.
   *
   * @param state a record or a map, or null if the step has none
   * @param received id of the message consumed, if any
   */
  void event(
      Object at,
      long clock,
      OptionalLong micros,
      String action,
      List<?> arguments,
      Object state,
      OptionalLong received,
      List<Sending> sent) {
    number(N, events + 1);
    json.raw(AT);
    values.write(at);
    number(CLOCK, clock);
    if (micros.isPresent()) {
      number(TIME, micros.getAsLong());
    }
    json.raw(ACTION);
    json.text(action);
    json.raw(ARGS);
    values.write(arguments);
    if (state != null) {
      state(lastStates.get(at), state);
    }
    if (received.isPresent()) {
      number(RECEIVED, received.getAsLong());
    }
    sent(sent);
    json.raw(END_LINE);
    remember(at, state, received.isPresent());
    events++;
  }

  private void state(Record before, Object state) {
    json.raw(STATE);
    boolean ends = values.writeChanges(before, state, onlyEnds);
    if (ends) {
      json.raw(ABOUT);
      values.writeEnds(before, (Record) state);
    }
  }

  /** What was put down after so many events is not written after all. */
  void takeBackTo(long number, Object at) {
    forget(at);
    events = number;
  }

  /** The node's next state is written whole. */
  void forget(Object at) {
    lastStates.remove(at);
  }

  /** A message that a step sent, as it is written. */
  record Sending(long id, Object to) {}

  private void remember(Object at, Object state, boolean aboutMessage) {
    if (onlyChanges && state instanceof Record instance) {
      lastStates.put(at, instance);
    } else if (state == null && !aboutMessage) {
      // A step of the environment that is about the node itself, and not about a message.
      forget(at);
    }
  }

  /** Something that is no step. */
  void note(String note, Map<String, ?> fields) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("note", note);
    line.putAll(fields);
    line(line);
  }

  private void line(Map<String, Object> fields) {
    values.write(fields);
    json.raw('\n');
  }

  private void sent(List<Sending> sent) {
    for (int i = 0; i < sent.size(); i++) {
      number(i == 0 ? SENT : NEXT_SENT, sent.get(i).id());
      json.raw(TO);
      values.write(sent.get(i).to());
      json.raw('}');
    }
    if (!sent.isEmpty()) {
      json.raw(']');
    }
  }

  private void number(byte[] before, long value) {
    json.raw(before);
    json.number(value);
  }
}
