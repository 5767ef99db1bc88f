package org.scrutin.replay.strength;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Where a line of a trace has what damages need to know. */
sealed interface Form {

  /** Whether the line is an event. */
  boolean isEvent(ObjectNode line);

  /** What kind of event it is. */
  String action(ObjectNode event);

  /** The node whose event it is. */
  JsonNode node(ObjectNode event);

  /** What can be altered in it. */
  Map<String, JsonNode> fields(ObjectNode event);

  /**
   * Scrutin's own format.
   *
   * @param unknown fields of events that it does not have; they are altered too, since a misspelt
   *     "state" looks as if it were compared
   */
  record Ours(Set<String> unknown) implements Form {
    @Override
    public boolean isEvent(ObjectNode line) {
      return line.has("action") && line.has("at");
    }

    @Override
    public String action(ObjectNode event) {
      return event.get("action").asText();
    }

    @Override
    public JsonNode node(ObjectNode event) {
      return event.get("at");
    }

    @Override
    public Map<String, JsonNode> fields(ObjectNode event) {
      return Fields.of(event, unknown);
    }
  }

  /**
   * Somebody else's log, which a binding reads.
   *
   * @param unread fields that the binding never reads, as {@code event.msg.type}: to alter them
   *     shows nothing
   */
  record Free(Set<String> unread) implements Form {

    private static final List<String> ACTIONS =
        List.of("/action", "/event/name", "/event", "/name");
    private static final List<String> NODES =
        List.of("/at", "/node", "/nid", "/event/node", "/event/nid", "/event/at");

    @Override
    public boolean isEvent(ObjectNode line) {
      return first(ACTIONS, line).isTextual();
    }

    @Override
    public String action(ObjectNode event) {
      return first(ACTIONS, event).asText();
    }

    @Override
    public JsonNode node(ObjectNode event) {
      return first(NODES, event);
    }

    private static JsonNode first(List<String> places, ObjectNode line) {
      return places.stream()
          .map(line::at)
          .filter(JsonNode::isValueNode)
          .findFirst()
          .orElse(MissingNode.getInstance());
    }

    @Override
    public Map<String, JsonNode> fields(ObjectNode event) {
      Map<String, JsonNode> fields = new TreeMap<>(Fields.all(event));
      fields.keySet().removeIf(this::isUnread);
      return fields;
    }

    /** A place in an array is no part of a field's name. */
    private boolean isUnread(String pointer) {
      String path = "";
      for (String part : pointer.substring(1).split("/", -1)) {
        if (!part.matches("\\d+")) {
          path += (path.isEmpty() ? "" : ".") + part;
        }
        if (unread.contains(path)) {
          return true;
        }
      }
      return false;
    }
  }
}
