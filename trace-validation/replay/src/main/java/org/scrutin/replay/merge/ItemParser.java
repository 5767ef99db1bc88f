package org.scrutin.replay.merge;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.scrutin.replay.Causes;
import org.scrutin.replay.LineSource;
import org.scrutin.replay.TraceException;

/** Lines in our own format. What replay judges is left to replay. */
final class ItemParser implements ItemReader {

  private static final Set<String> JUDGE =
      Set.of("scrutin", "spec", "config", "constants", "state");

  private static final byte[] SENT = "\"sent\"".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] RECEIVED = "\"received\"".getBytes(StandardCharsets.US_ASCII);

  private final String name;
  private final JsonFactory json = new JsonFactory();

  /**
   * @param name of the file, for messages
   */
  ItemParser(String name) {
    this.name = name;
  }

  /** What has been read of a line. */
  private static final class Fields {
    private boolean header;
    private String note;
    private long number;
    private Optional<Item.Span> numbered = Optional.empty();
    private Object at;
    private OptionalLong clock = OptionalLong.empty();
    private Optional<BigDecimal> time = Optional.empty();
    private Optional<Map<String, Long>> vector = Optional.empty();
    private List<Causes.Message> received = List.of();
    private List<Causes.Message> sent = List.of();
  }

  @Override
  public boolean hasHeaders() {
    return true;
  }

  @Override
  public boolean mayNameMessages(LineSource line) {
    return contains(line, SENT) || contains(line, RECEIVED);
  }

  private static boolean contains(LineSource line, byte[] word) {
    int last = line.from() + line.length() - word.length;
    for (int at = line.from(); at <= last; at++) {
      if (line.buffer()[at] == word[0]
          && Arrays.equals(line.buffer(), at, at + word.length, word, 0, word.length)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public Optional<Item> read(byte[] line, int number) {
    String place = name + ":" + number;
    try (JsonParser parser = json.createParser(line)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return Optional.empty();
      }
      Fields fields = new Fields();
      for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
        parser.nextToken();
        read(fields, field, parser, place);
      }
      if (parser.nextToken() != null) {
        return Optional.empty();
      }
      return Optional.of(item(fields, line, place));
    } catch (JsonProcessingException | CharConversionException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Item item(Fields fields, byte[] line, String place) throws IOException {
    if (fields.header) {
      return header(line, place);
    }
    if (fields.note != null) {
      return new Item.Note(place, line, fields.note);
    }
    if (fields.numbered.isEmpty() || fields.at == null) {
      throw new TraceException(
          place
              + ": the field \""
              + (fields.at == null ? "at" : "n")
              + "\" is missing; see docs/trace-format.md");
    }
    return new Item.Step(
        place,
        line,
        fields.number,
        fields.numbered,
        new Causes(
            fields.at, fields.clock, fields.vector, fields.time, fields.received, fields.sent));
  }

  private static void read(Fields fields, String field, JsonParser parser, String place)
      throws IOException {
    switch (field) {
      case "scrutin" -> fields.header = true;
      case "note" -> fields.note = parser.getText();
      case "n" -> {
        fields.number = number(field, parser, place);
        int from = (int) parser.currentTokenLocation().getByteOffset();
        fields.numbered = Optional.of(new Item.Span(from, from + parser.getTextLength()));
      }
      case "at" -> fields.at = node(parser, place);
      case "clock" -> fields.clock = OptionalLong.of(number(field, parser, place));
      case "time" -> fields.time = Optional.of(BigDecimal.valueOf(number(field, parser, place)));
      case "vector" -> fields.vector = Optional.of(vector(parser, place));
      case "received" -> fields.received = List.of(Causes.Message.of(number(field, parser, place)));
      case "sent" -> fields.sent = sent(parser, place);
      default -> parser.skipChildren();
    }
  }

  private static long number(String field, JsonParser parser, String place) throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT
        && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
      return parser.getLongValue();
    }
    throw wrong(place, field, "a whole number");
  }

  private static Object node(JsonParser parser, String place) throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_STRING) {
      return parser.getText();
    }
    return number("at", parser, place);
  }

  private static Map<String, Long> vector(JsonParser parser, String place) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw wrong(place, "vector", "an object, a number for each node");
    }
    Map<String, Long> counts = new LinkedHashMap<>();
    for (String node = parser.nextFieldName(); node != null; node = parser.nextFieldName()) {
      parser.nextToken();
      counts.put(node, number("vector", parser, place));
    }
    return counts;
  }

  private static List<Causes.Message> sent(JsonParser parser, String place) throws IOException {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      throw wrong(place, "sent", "an array");
    }
    List<Causes.Message> ids = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (parser.currentToken() != JsonToken.START_OBJECT) {
        throw wrong(place, "sent", "an array of objects with \"id\" and \"to\"");
      }
      for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
        parser.nextToken();
        if (field.equals("id")) {
          ids.add(Causes.Message.of(number("id", parser, place)));
        } else {
          parser.skipChildren();
        }
      }
    }
    return ids;
  }

  private static TraceException wrong(String place, String field, String due) {
    return new TraceException(place + ": \"" + field + "\" must be " + due);
  }

  private Item.Header header(byte[] line, String place) throws IOException {
    return new Item.Header(
        place, sorted(copy(line, JUDGE, true)), copy(line, Set.of("node"), false));
  }

  /** The object with these fields alone, or without them. */
  private String copy(byte[] line, Set<String> names, boolean only) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonParser parser = json.createParser(line);
        JsonGenerator out = json.createGenerator(text)) {
      parser.nextToken();
      out.writeStartObject();
      for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
        parser.nextToken();
        if (names.contains(field) == only) {
          out.writeFieldName(field);
          out.copyCurrentStructure(parser);
        } else {
          parser.skipChildren();
        }
      }
      out.writeEndObject();
    }
    return text.toString();
  }

  /** With the fields of each object in the order of their names: it says the same in any order. */
  private String sorted(String text) throws IOException {
    StringWriter sorted = new StringWriter();
    try (JsonParser parser = json.createParser(text);
        JsonGenerator out = json.createGenerator(sorted)) {
      parser.nextToken();
      writeSorted(parser, out);
    }
    return sorted.toString();
  }

  private void writeSorted(JsonParser parser, JsonGenerator out) throws IOException {
    if (parser.currentToken() == JsonToken.START_OBJECT) {
      Map<String, String> fields = new TreeMap<>();
      for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
        parser.nextToken();
        StringWriter value = new StringWriter();
        try (JsonGenerator inner = json.createGenerator(value)) {
          writeSorted(parser, inner);
        }
        fields.put(field, value.toString());
      }
      out.writeStartObject();
      for (Map.Entry<String, String> field : fields.entrySet()) {
        out.writeFieldName(field.getKey());
        out.writeRawValue(field.getValue());
      }
      out.writeEndObject();
    } else if (parser.currentToken() == JsonToken.START_ARRAY) {
      out.writeStartArray();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        writeSorted(parser, out);
      }
      out.writeEndArray();
    } else {
      out.copyCurrentEvent(parser);
    }
  }
}
