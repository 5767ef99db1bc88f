package org.scrutin.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What came of a run: its report, and its trace read back. */
record Played(RunReport report, List<Event> events, List<JsonNode> notes) {

  /** A line of the trace that is a step. */
  record Event(long time, int at, long clock, String action, JsonNode json) {

    JsonNode state() {
      return json.get("state");
    }

    int state(String variable) {
      return state().get(variable).asInt();
    }

    /** The message consumed, or 0. */
    long received() {
      return json.path("received").asLong();
    }

    List<Long> sent() {
      List<Long> ids = new ArrayList<>();
      json.path("sent").forEach(sent -> ids.add(sent.get("id").asLong()));
      return ids;
    }

    /** The link of the message which is the argument. */
    String link() {
      JsonNode message = json.get("args").get(0);
      return message.get("from").asInt() + "->" + message.get("to").asInt();
    }
  }

  static Played of(RunReport report, String trace) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    List<Event> events = new ArrayList<>();
    List<JsonNode> notes = new ArrayList<>();
    Map<Integer, ObjectNode> states = new HashMap<>();
    for (String line : trace.lines().skip(1).toList()) {
      JsonNode json = mapper.readTree(line);
      if (json.has("note")) {
        notes.add(json);
      } else {
        complete(json, states);
        events.add(
            new Event(
                json.get("time").asLong(),
                json.get("at").asInt(),
                json.get("clock").asLong(),
                json.get("action").asText(),
                json));
      }
    }
    return new Played(report, events, notes);
  }

  /** Puts into the event's state what the trace leaves out, because it has not changed. */
  private static void complete(JsonNode json, Map<Integer, ObjectNode> states) {
    int at = json.get("at").asInt();
    if (json.has("state")) {
      ObjectNode whole = states.getOrDefault(at, JsonNodeFactory.instance.objectNode()).deepCopy();
      whole.setAll((ObjectNode) json.get("state"));
      ((ObjectNode) json).set("state", whole);
      states.put(at, whole);
    }
  }

  List<Event> all(String action) {
    return events.stream().filter(event -> event.action.equals(action)).toList();
  }

  /** The one event of this action. */
  Event the(String action) {
    List<Event> all = all(action);
    if (all.size() != 1) {
      throw new AssertionError("expected one " + action + ", not " + all);
    }
    return all.get(0);
  }

  List<Event> at(int node) {
    return events.stream().filter(event -> event.at == node).toList();
  }

  /** The events after the one and before the other moment. */
  List<Event> between(long fromMicros, long toMicros) {
    return events.stream()
        .filter(event -> event.time > fromMicros && event.time < toMicros)
        .toList();
  }

  /** The ids of the messages that were consumed by this action, in order. */
  List<Long> consumed(String action) {
    return all(action).stream().map(Event::received).toList();
  }
}
