package org.scrutin.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;

/**
 * Puts together what a trace says about values that it does not log whole: what a sequence keeps,
 * and what then follows. What is said in other words, such as how long something is, cannot be
 * drawn. Not thread-safe.
 */
final class ListEnds {

  private final Map<String, ObjectNode> known = new HashMap<>();

  /** What an event logs of its node, with what can be put together of the rest. */
  ObjectNode whole(String node, ObjectNode state, JsonNode about) {
    ObjectNode before = known.computeIfAbsent(node, first -> state.objectNode());
    for (Map.Entry<String, JsonNode> said : about.properties()) {
      JsonNode value = value(before.path(said.getKey()), said.getValue());
      if (!value.isMissingNode()) {
        state.set(said.getKey(), value);
      }
    }
    before.setAll(state);
    return state;
  }

  private static JsonNode value(JsonNode before, JsonNode said) {
    if (said.has("is")) {
      return said.get("is");
    }
    int kept = said.path("keeps").asInt(-1);
    if (kept >= 0 && kept <= before.size()) {
      ArrayNode value = JsonNodeFactory.instance.arrayNode();
      for (int i = 0; i < kept; i++) {
        value.add(before.path(i));
      }
      said.path("then").forEach(value::add);
      return value;
    }
    if (said.path("at").isObject() && before.isObject()) {
      ObjectNode value = before.deepCopy();
      for (Map.Entry<String, JsonNode> part : said.get("at").properties()) {
        JsonNode known = value(before.path(part.getKey()), part.getValue());
        if (!known.isMissingNode()) {
          value.set(part.getKey(), known);
        }
      }
      return value;
    }
    return before;
  }
}
