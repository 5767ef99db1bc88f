package org.scrutin.linearizability;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An object a line, or all in one array. */
final class JsonHistory {

  private static final JsonMapper JSON = new JsonMapper();

  private JsonHistory() {}

  static void read(String text, String source, HistoryAssembler assembler) {
    if (text.stripLeading().startsWith("[")) {
      try {
        int number = 0;
        for (JsonNode node : JSON.readTree(text)) {
          add(node, ++number, source, assembler);
        }
        return;
      } catch (JsonProcessingException broken) {
        throw noJson(source, broken.getLocation() == null ? 1 : broken.getLocation().getLineNr());
      }
    }
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      if (line.isBlank()) {
        continue;
      }
      try {
        add(JSON.readTree(line), number, source, assembler);
      } catch (JsonProcessingException broken) {
        throw noJson(source, number);
      }
    }
  }

  private static HistoryException noJson(String source, int line) {
    return new HistoryException(
        source + ":" + line + ": this is no JSON; is the file cut off? Remove or mend the line");
  }

  private static void add(JsonNode node, int line, String source, HistoryAssembler assembler) {
    if (!node.isObject()) {
      throw new HistoryException(
          source + ":" + line + ": an operation is an object with process, type, f and value");
    }
    Map<String, Object> fields = new LinkedHashMap<>();
    node.properties().forEach(e -> fields.put(e.getKey(), value(e.getValue())));
    assembler.add(HistoryEvent.of(fields, line, source));
  }

  private static Object value(JsonNode node) {
    if (node.isNull()) {
      return Nil.NIL;
    } else if (node.isIntegralNumber() && node.canConvertToLong()) {
      return node.longValue();
    } else if (node.isNumber()) {
      return node.doubleValue();
    } else if (node.isBoolean()) {
      return node.booleanValue();
    } else if (node.isArray()) {
      List<Object> values = new ArrayList<>();
      node.forEach(element -> values.add(value(element)));
      return List.copyOf(values);
    } else if (node.isObject()) {
      Map<Object, Object> map = new LinkedHashMap<>();
      node.properties().forEach(e -> map.put(e.getKey(), value(e.getValue())));
      return map;
    }
    return node.asText();
  }
}
