package org.scrutin.render;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** Reads a trace line by line; no more than one line is in memory. Not thread-safe. */
final class TraceReader {

  /** Longer lines are surely no trace, and must not fill the memory: 16 Mi characters. */
  private static final int MAX_LINE = 16 << 20;

  /** Some editors write one at the beginning of a text. */
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final TraceSource source;
  private final JsonMapper json =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();
  private final ListEnds ends = new ListEnds();
  private long line;
  private long events;

  private TraceReader(TraceSource source) {
    this.source = source;
  }

  /**
   * Hands each line to the consumer, the header first.
   *
   * @return whether the last line was cut off, and so dropped
   * @throws TraceReadException if a line is not as the format says
   */
  static boolean read(TraceSource source, Consumer<TraceLine> consumer) {
    return new TraceReader(source).readAll(consumer);
  }

  private boolean readAll(Consumer<TraceLine> consumer) {
    try (Reader reader = new BufferedReader(source.open())) {
      StringBuilder text = new StringBuilder();
      for (int c = reader.read(); c >= 0; c = reader.read()) {
        if (c != '\n') {
          text.append((char) c);
          if (text.length() > MAX_LINE) {
            line++;
            throw wrong("the line is longer than " + MAX_LINE + " characters; is this a trace?");
          }
          continue;
        }
        line++;
        if (line == 1 && text.length() > 0 && text.charAt(0) == BYTE_ORDER_MARK) {
          text.deleteCharAt(0);
        }
        if (line == 1 || !text.toString().isBlank()) {
          consumer.accept(parse(text.toString()));
        }
        text.setLength(0);
      }
      if (line == 0) {
        throw new TraceReadException(
            source.name() + ": the trace has no header; its first line must be {\"scrutin\":1,…}");
      }
      return text.length() > 0;
    } catch (CharacterCodingException e) {
      line++;
      throw wrong("not UTF-8; write the trace in UTF-8", e);
    } catch (IOException e) {
      throw new TraceReadException(
          source.name() + ": cannot be read; is it a file that exists? (" + e + ")", e);
    }
  }

  private TraceLine parse(String text) {
    JsonNode node = tree(text);
    if (!node.isObject()) {
      throw wrong("a line must be one JSON object");
    }
    if (line == 1) {
      return header(node);
    }
    return node.has("note") ? note(node) : event(node);
  }

  private JsonNode tree(String text) {
    try {
      return json.readTree(text);
    } catch (JsonProcessingException e) {
      throw wrong("not JSON" + place(e) + "; each line must be one JSON object", e);
    }
  }

  private static String place(JsonProcessingException e) {
    // A line that breaks a limit of Jackson's has no location.
    return e.getLocation() == null ? "" : " at column " + e.getLocation().getColumnNr();
  }

  private TraceLine.Header header(JsonNode node) {
    if (!node.path("scrutin").isIntegralNumber() || node.path("scrutin").asLong() != 1) {
      throw wrong("the first line must be a header with \"scrutin\":1, the format's version");
    }
    return new TraceLine.Header(
        text(node, "spec"),
        text(node, "config"),
        node.path("producer").asText(""),
        Optional.of(node.path("seed")).filter(JsonNode::isValueNode).map(JsonNode::asText),
        node);
  }

  private TraceLine.Event event(JsonNode node) {
    long number = number(node, "n");
    if (number != events + 1) {
      throw wrong("\"n\" is " + number + " where " + (events + 1) + " is due; a line is missing");
    }
    events = number;
    long clock = number(node, "clock");
    if (clock < 1) {
      throw wrong("\"clock\" must be at least 1");
    }
    return new TraceLine.Event(
        number,
        nodeName(node, "at")
            .orElseThrow(() -> wrong("\"at\" is missing; say at which node the event happened")),
        clock,
        optionalNumber(node, "time"),
        text(node, "action"),
        elements(node, "args"),
        ends.whole(node.path("at").asText(), state(node), node.path("about")),
        optionalNumber(node, "received"),
        sent(node));
  }

  private ObjectNode state(JsonNode node) {
    JsonNode state = node.path("state");
    if (!state.isMissingNode() && !state.isObject()) {
      throw wrong("\"state\" must be an object of the node's variables");
    }
    return state instanceof ObjectNode logged ? logged : JsonNodeFactory.instance.objectNode();
  }

  private List<TraceLine.Sending> sent(JsonNode node) {
    if (!node.has("sent")) {
      return List.of();
    }
    List<TraceLine.Sending> sent = new ArrayList<>();
    for (JsonNode message : elements(node, "sent")) {
      sent.add(
          new TraceLine.Sending(
              number(message, "id"),
              nodeName(message, "to")
                  .orElseThrow(() -> wrong("a message in \"sent\" has no receiver \"to\"")),
              Optional.of(message.path("type")).filter(JsonNode::isTextual).map(JsonNode::asText)));
    }
    return List.copyOf(sent);
  }

  private TraceLine.Note note(JsonNode node) {
    OptionalLong time = optionalNumber(node, "time");
    OptionalLong until = optionalNumber(node, "until");
    if (time.isPresent() && until.isPresent() && until.getAsLong() < time.getAsLong()) {
      throw wrong("\"until\" is before \"time\"");
    }
    List<List<String>> groups = new ArrayList<>();
    for (JsonNode group : node.path("groups")) {
      List<String> members = new ArrayList<>();
      group.forEach(member -> members.add(Values.nodeName(member)));
      groups.add(List.copyOf(members));
    }
    return new TraceLine.Note(
        text(node, "note"),
        events,
        nodeName(node, "at"),
        nodeName(node, "from"),
        nodeName(node, "to"),
        time,
        until,
        List.copyOf(groups),
        node);
  }

  private String text(JsonNode node, String field) {
    if (!node.path(field).isTextual()) {
      throw wrong("\"" + field + "\" is missing or not a string");
    }
    return node.path(field).asText();
  }

  private long number(JsonNode node, String field) {
    return optionalNumber(node, field)
        .orElseThrow(() -> wrong("\"" + field + "\" is missing; a whole number is due"));
  }

  private OptionalLong optionalNumber(JsonNode node, String field) {
    JsonNode value = node.path(field);
    if (value.isMissingNode()) {
      return OptionalLong.empty();
    }
    if (!value.isIntegralNumber() || !value.canConvertToLong() || value.asLong() < 0) {
      throw wrong("\"" + field + "\" must be a whole number, not negative");
    }
    return OptionalLong.of(value.asLong());
  }

  private List<JsonNode> elements(JsonNode node, String field) {
    if (!node.path(field).isArray()) {
      throw wrong("\"" + field + "\" is missing or not an array");
    }
    List<JsonNode> elements = new ArrayList<>();
    node.path(field).forEach(elements::add);
    return List.copyOf(elements);
  }

  private static Optional<String> nodeName(JsonNode node, String field) {
    return Optional.of(node.path(field)).filter(JsonNode::isValueNode).map(Values::nodeName);
  }

  private TraceReadException wrong(String what) {
    return new TraceReadException(source.name() + ":" + line + ": " + what);
  }

  private TraceReadException wrong(String what, Throwable cause) {
    return new TraceReadException(source.name() + ":" + line + ": " + what, cause);
  }
}
