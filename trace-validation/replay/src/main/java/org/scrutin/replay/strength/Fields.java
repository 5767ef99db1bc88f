package org.scrutin.replay.strength;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * The logged fields of events, by JSON Pointers such as {@code /state/epoch} and {@code
 * /args/0/from}; an object deeper than a message's fields is one value.
 */
final class Fields {

  private static final int MAX_DEPTH = 3;

  private Fields() {}

  /**
   * The fields of an event with their values.
   *
   * @param unknown others than those of our format
   */
  static Map<String, JsonNode> of(ObjectNode event, Set<String> unknown) {
    Map<String, JsonNode> fields = new TreeMap<>();
    collect(event.path("args"), "/args", 1, fields);
    collect(event.path("state"), "/state", 1, fields);
    if (event.has("about")) {
      collect(event.path("about"), "/about", 1, fields);
    }
    unknown.forEach(name -> collect(event.path(name), "/" + escape(name), 2, fields));
    return fields;
  }

  /** All fields of somebody else's event. */
  static Map<String, JsonNode> all(ObjectNode event) {
    Map<String, JsonNode> fields = new TreeMap<>();
    collect(event, "", 0, fields);
    return fields;
  }

  private static void collect(JsonNode node, String path, int depth, Map<String, JsonNode> fields) {
    boolean inner =
        node.isContainerNode() && (depth <= 1 || (node.isObject() && depth < MAX_DEPTH));
    if (node.isMissingNode()) {
      return;
    }
    if (!inner || (depth > 1 && node.isEmpty())) {
      fields.put(path, node);
    } else if (node.isObject()) {
      for (Map.Entry<String, JsonNode> field : node.properties()) {
        collect(field.getValue(), path + "/" + escape(field.getKey()), depth + 1, fields);
      }
    } else {
      for (int i = 0; i < node.size(); i++) {
        collect(node.get(i), path + "/" + i, depth + 1, fields);
      }
    }
  }

  private static String escape(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }

  static JsonNode get(ObjectNode event, String field) {
    return event.at(field);
  }

  static void set(ObjectNode event, String field, JsonNode value) {
    int last = field.lastIndexOf('/');
    JsonNode parent = event.at(field.substring(0, last));
    String name = field.substring(last + 1).replace("~1", "/").replace("~0", "~");
    if (parent instanceof ArrayNode array) {
      array.set(Integer.parseInt(name), value);
    } else {
      ((ObjectNode) parent).set(name, value);
    }
  }

  /**
   * Another value for a field: one that was logged there elsewhere, or one close by.
   *
   * @param seen all values that were logged in this field
   */
  static JsonNode other(JsonNode value, List<JsonNode> seen, Random random) {
    List<JsonNode> others = new ArrayList<>(seen);
    others.remove(value);
    if (others.isEmpty() || random.nextBoolean()) {
      return close(value, random);
    }
    return others.get(random.nextInt(others.size()));
  }

  private static JsonNode close(JsonNode value, Random random) {
    if (value.isBoolean()) {
      return BooleanNode.valueOf(!value.booleanValue());
    }
    if (value.isIntegralNumber()) {
      boolean up = value.intValue() == 0 || random.nextBoolean();
      return IntNode.valueOf(value.intValue() + (up ? 1 : -1));
    }
    if (value.isTextual()) {
      return TextNode.valueOf(value.textValue() + "x");
    }
    if (value instanceof ArrayNode array) {
      ArrayNode changed = array.deepCopy();
      if (changed.isEmpty()) {
        return changed.add(1);
      }
      changed.remove(random.nextInt(changed.size()));
      return changed;
    }
    if (value instanceof ObjectNode object && !object.isEmpty()) {
      ObjectNode changed = object.deepCopy();
      List<String> names = new ArrayList<>();
      changed.fieldNames().forEachRemaining(names::add);
      String name = names.get(random.nextInt(names.size()));
      return changed.set(name, close(object.get(name), random));
    }
    return IntNode.valueOf(1);
  }
}
