package org.scrutin.linearizability;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads histories: EDN as Jepsen and Knossos write it, JSON (a map a line, or one array), and the
 * text log of Jepsen's tests of etcd. The format is told from the first line that has one.
 */
public final class HistoryReader {

  private static final Pattern LOG_LINE =
      Pattern.compile("INFO\\s+jepsen\\.util\\s+-\\s+(\\S+)\\s+(:\\S+)\\s+(:\\S+)\\s*(.*)");
  private static final JsonMapper JSON = new JsonMapper();

  private HistoryReader() {}

  /**
   * Reads a file.
   *
   * @throws HistoryException where it is no history
   */
  public static History read(Path file) throws IOException {
    try {
      return parse(Files.readString(file), file.toString());
    } catch (MalformedInputException notText) {
      throw new HistoryException(file + ": this is no text in UTF-8; name a history");
    }
  }

  /**
   * Reads a text.
   *
   * @param source its name in messages
   * @throws HistoryException where it is no history
   */
  public static History parse(String text, String source) {
    HistoryAssembler assembler = new HistoryAssembler(source);
    String start = text.stripLeading();
    if (start.startsWith("INFO") || LOG_LINE.matcher(firstLines(text)).find()) {
      log(text, source, assembler);
    } else if (start.matches("(?s)\\[?\\s*\\{\\s*\".*")) {
      json(text, source, assembler);
    } else {
      edn(text, source, assembler);
    }
    return assembler.history();
  }

  private static String firstLines(String text) {
    return text.substring(0, Math.min(text.length(), 1 << 12));
  }

  private static void edn(String text, String source, HistoryAssembler assembler) {
    EdnReader reader = new EdnReader(text, source);
    Optional<Character> bracket = reader.open();
    while (bracket.isPresent() ? !reader.close(bracket.get()) : reader.more()) {
      reader.more();
      int line = reader.line();
      if (!(reader.value() instanceof Map<?, ?> map)) {
        throw new HistoryException(
            source
                + ":"
                + line
                + ": an operation is a map, such as {:process 0, :type :invoke, :f"
                + " :read, :value nil}; mend this line");
      }
      Map<String, Object> fields = new LinkedHashMap<>();
      map.forEach((key, value) -> fields.put(plain(key), value));
      event(fields, line, source, assembler);
    }
  }

  private static void event(
      Map<String, Object> fields, int line, String source, HistoryAssembler assembler) {
    Object process = fields.get("process");
    if (process == null) {
      throw missing(source, line, "process");
    }
    if (!(process instanceof Long)) {
      return;
    }
    for (String name : List.of("type", "f")) {
      if (!fields.containsKey(name)) {
        throw missing(source, line, name);
      }
    }
    Object value = fields.getOrDefault("value", Nil.NIL);
    String f = plain(fields.get("f"));
    // Porcupine's logs of key-value stores have the key apart.
    if (fields.containsKey("key")) {
      value = List.of(fields.get("key"), value);
    }
    assembler.add(new HistoryEvent(line, process, plain(fields.get("type")), f, value));
  }

  private static HistoryException missing(String source, int line, String name) {
    return new HistoryException(
        source + ":" + line + ": the operation has no " + name + "; add it, or remove the line");
  }

  private static String plain(Object name) {
    return name instanceof Keyword keyword ? keyword.name() : name.toString();
  }

  private static void log(String text, String source, HistoryAssembler assembler) {
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      Matcher found = LOG_LINE.matcher(line.strip());
      if (!found.matches()) {
        continue;
      }
      Object process = new EdnReader(found.group(1), source).value();
      String type = found.group(2).substring(1);
      String f = found.group(3).substring(1);
      Object value = Nil.NIL;
      if (!found.group(4).isBlank()) {
        // A timeout is told as :timed-out, sometimes with more words; it has no value.
        try {
          value = new EdnReader(found.group(4), source).value();
        } catch (HistoryException broken) {
          throw new HistoryException(
              source + ":" + number + ": " + found.group(4) + " is no value; mend it");
        }
      }
      assembler.add(new HistoryEvent(number, process, type, f, value));
    }
  }

  private static void json(String text, String source, HistoryAssembler assembler) {
    if (text.stripLeading().startsWith("[")) {
      try {
        int number = 0;
        for (JsonNode node : JSON.readTree(text)) {
          jsonEvent(node, ++number, source, assembler);
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
        jsonEvent(JSON.readTree(line), number, source, assembler);
      } catch (JsonProcessingException broken) {
        throw noJson(source, number);
      }
    }
  }

  private static HistoryException noJson(String source, int line) {
    return new HistoryException(
        source + ":" + line + ": this is no JSON; is the file cut off? Remove or mend the line");
  }

  private static void jsonEvent(
      JsonNode node, int line, String source, HistoryAssembler assembler) {
    if (!node.isObject()) {
      throw new HistoryException(
          source + ":" + line + ": an operation is an object with process, type, f and value");
    }
    Map<String, Object> fields = new LinkedHashMap<>();
    node.properties().forEach(e -> fields.put(e.getKey(), value(e.getValue())));
    for (String name : List.of("type", "f")) {
      if (fields.get(name) instanceof String text && text.startsWith(":")) {
        fields.put(name, text.substring(1));
      }
    }
    event(fields, line, source, assembler);
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
