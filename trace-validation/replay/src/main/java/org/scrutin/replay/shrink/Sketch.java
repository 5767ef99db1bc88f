package org.scrutin.replay.shrink;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An event, as far as shrinking looks at it.
 *
 * @param line the number of its line, from 1
 * @param json the line
 * @param node where it happened, if it says so
 * @param groups what it has in common with others that may go together: its node, its action
 * @param received the message that it consumes or is about, if it says so
 * @param sent the messages that it sends
 */
record Sketch(
    int line,
    String json,
    Optional<String> node,
    List<String> groups,
    Optional<String> received,
    List<String> sent) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** A line of another format: nothing is known of it. */
  static Sketch free(int line, String json) {
    return new Sketch(line, json, Optional.empty(), List.of(), Optional.empty(), List.of());
  }

  /** A line of our format; nothing if it is none or a note. */
  static Optional<Sketch> ours(int line, String json) {
    if (!(parse(json).orElse(null) instanceof ObjectNode event) || !event.has("action")) {
      return Optional.empty();
    }
    List<String> sent = new ArrayList<>();
    event.path("sent").forEach(message -> sent.add(message.path("id").asText()));
    JsonNode received = event.path("received");
    return Optional.of(
        new Sketch(
            line,
            json,
            Optional.of(event.path("at").toString()),
            List.of("at " + event.path("at"), "action " + event.path("action")),
            received.isMissingNode() ? Optional.empty() : Optional.of(received.asText()),
            List.copyOf(sent)));
  }

  /** The line of our format, as event {@code n}. */
  String numbered(int n) {
    return ((ObjectNode) parse(json).orElseThrow()).put("n", n).toString();
  }

  private static Optional<JsonNode> parse(String json) {
    try {
      return Optional.ofNullable(JSON.readTree(json));
    } catch (JsonProcessingException e) {
      // The last line of a trace may be cut off; replay has passed over it too.
      return Optional.empty();
    }
  }
}
