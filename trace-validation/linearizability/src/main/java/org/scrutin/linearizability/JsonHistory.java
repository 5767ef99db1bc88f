package org.scrutin.linearizability;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An object a line, or all in one array. */
final class JsonHistory {

  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(EdnReader.MAX_DEPTH)
                          .maxStringLength(Integer.MAX_VALUE)
                          .build())
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private static final ObjectReader LINE =
      JSON.reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final String source;
  private final HistoryAssembler assembler;

  private JsonHistory(String source, HistoryAssembler assembler) {
    this.source = source;
    this.assembler = assembler;
  }

  static void read(String text, String source, HistoryAssembler assembler) {
    JsonHistory history = new JsonHistory(source, assembler);
    if (text.stripLeading().startsWith("[")) {
      history.array(text);
    } else {
      history.lines(text);
    }
  }

  private void array(String text) {
    try (JsonParser parser = JSON.createParser(text)) {
      try {
        parser.nextToken();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          int line = parser.currentTokenLocation().getLineNr();
          add(parser.readValueAsTree(), line);
        }
        if (parser.nextToken() != null) {
          throw broken(
              parser.currentTokenLocation().getLineNr(),
              "nothing may follow the array; remove it, or put it into the array");
        }
      } catch (JsonProcessingException wrong) {
        throw broken(
            wrong.getLocation() == null ? 1 : wrong.getLocation().getLineNr(), reason(wrong));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a text can be read", e);
    }
  }

  private void lines(String text) {
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      if (line.isBlank()) {
        continue;
      }
      try {
        add(LINE.readTree(line), number);
      } catch (JsonProcessingException wrong) {
        throw broken(number, reason(wrong));
      }
    }
  }

  private static String reason(JsonProcessingException wrong) {
    String told = wrong.getOriginalMessage();
    if (wrong instanceof StreamConstraintsException) {
      return "values lie in each other more than "
          + EdnReader.MAX_DEPTH
          + " deep, or a number or name has too many digits; mend it";
    }
    if (told.startsWith("Duplicate field")) {
      return "a field stands twice in one object (" + told + "); remove one";
    }
    return told.startsWith("Trailing token")
        ? "more than one value stands in this line; write one a line"
        : "this is no JSON; is the file cut off? Remove or mend the line";
  }

  private HistoryException broken(int line, String what) {
    return HistoryException.at(source, line, what);
  }

  private void add(JsonNode node, int line) {
    if (!node.isObject()) {
      throw broken(line, "an operation is an object with process, type, f and value");
    }
    Map<String, Object> fields = new LinkedHashMap<>();
    node.properties().forEach(e -> fields.put(e.getKey(), value(e.getValue(), line)));
    assembler.add(HistoryEvent.of(fields, line, source));
  }

  private Object value(JsonNode node, int line) {
    if (node.isNull()) {
      return Nil.NIL;
    } else if (node.isIntegralNumber() && node.canConvertToLong()) {
      return node.longValue();
    } else if (node.isNumber()) {
      return decimal(node, line);
    } else if (node.isBoolean()) {
      return node.booleanValue();
    } else if (node.isArray()) {
      List<Object> values = new ArrayList<>();
      node.forEach(element -> values.add(value(element, line)));
      return List.copyOf(values);
    } else if (node.isObject()) {
      Map<Object, Object> map = new LinkedHashMap<>();
      node.properties().forEach(e -> map.put(e.getKey(), value(e.getValue(), line)));
      return map;
    }
    return node.asText();
  }

  private Double decimal(JsonNode node, int line) {
    if (node.isIntegralNumber()) {
      throw broken(line, node.asText() + " " + Decimal.TOO_LONG);
    }
    return Decimal.exact(node.decimalValue())
        .orElseThrow(() -> broken(line, node.asText() + " " + Decimal.TOO_LONG));
  }
}
