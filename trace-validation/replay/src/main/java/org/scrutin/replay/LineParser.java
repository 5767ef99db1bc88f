package org.scrutin.replay;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.CharConversionException;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Turns lines into events. Fields that replay does not judge are passed over. */
final class LineParser {

  /** No event of a real system comes near, and what is nested is read and shown by recursion. */
  private static final int MAX_DEPTH = 200;

  /** One for all: it keeps the names of fields that it has seen. */
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
          .build();

  private static final long VERSION = 1;
  private static final String KEEPS = "keeps";
  private static final String THEN = "then";

  /** What Jackson adds to its reasons: places that we know better, and lists of what may follow. */
  private static final Pattern ASIDE =
      Pattern.compile(
          "( \\((start marker|for |\\d+, from `)|: (was expecting|expected|only regular)).*");

  private final String name;

  /** Whether numbers that TLA+ does not have become texts. */
  private final boolean anyNumber;

  /** Fields of events that the format does not have. */
  private final Set<String> unknown = new TreeSet<>();

  private int line;

  LineParser(String name) {
    this(name, false);
  }

  LineParser(String name, boolean anyNumber) {
    this.name = name;
    this.anyNumber = anyNumber;
  }

  TraceException error(int at, String what) {
    return new TraceException(name + ":" + at + ": " + what);
  }

  private TraceException error(String what) {
    return error(line, what);
  }

  TraceLine.Header header(LineSource source) throws IOException {
    line = source.number();
    if (!source.isText()) {
      throw error("the file is no text in UTF-8; is it a trace, NDJSON?");
    }
    try (JsonParser parser = parser(source)) {
      JsonObject header = whole(parser);
      Object version = header.get("scrutin").orElse("nothing");
      if (!version.equals(VERSION)) {
        throw error(
            "the first line must be a header with \"scrutin\":1, the format's version, not "
                + JsonObject.show(version));
      }
      return new TraceLine.Header(
          line,
          name,
          text(header, "spec"),
          text(header, "config"),
          object("constants", header.get("constants").orElse(JsonObject.EMPTY)),
          onlyChanges(header.get("state").orElse("any")));
    } catch (JsonProcessingException | CharConversionException e) {
      throw broken(e);
    }
  }

  private boolean onlyChanges(Object state) {
    if (state.equals("changes") || state.equals("any")) {
      return state.equals("changes");
    }
    throw error(
        "the field \"state\" of the header is "
            + JsonObject.show(state)
            + "; it must be \"changes\" or \"any\"");
  }

  private JsonObject whole(JsonParser parser) throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw error("no JSON object; each line must be one");
    }
    JsonObject object = object(parser);
    end(parser);
    return object;
  }

  private String text(JsonObject object, String field) {
    Object value = object.get(field).orElseThrow(() -> missing(field));
    if (value instanceof String text) {
      return text;
    }
    throw wrong(field, "a text", value);
  }

  private JsonObject object(String field, Object value) {
    if (value instanceof JsonObject object) {
      return object;
    }
    throw wrong(field, "an object", value);
  }

  /** Any JSON value, or nothing if the line is cut off. */
  Optional<Object> value(LineSource source) throws IOException {
    return value(
        source.buffer(), source.from(), source.length(), source.number(), source.isWhole());
  }

  /** Any JSON value, or nothing if the line is none. */
  Optional<Object> value(byte[] bytes, int number) throws IOException {
    return value(bytes, 0, bytes.length, number, false);
  }

  private Optional<Object> value(byte[] bytes, int from, int length, int number, boolean mustBe)
      throws IOException {
    line = number;
    try (JsonParser parser = JSON.createParser(bytes, from, length)) {
      Object value = value(parser, parser.nextToken());
      end(parser);
      return Optional.of(value);
    } catch (JsonProcessingException | CharConversionException e) {
      if (mustBe) {
        throw broken(e);
      }
      return Optional.empty();
    }
  }

  /** The value that the bytes are, which may stand on several lines. */
  Object document(byte[] bytes) throws IOException {
    line = 1;
    try (JsonParser parser = JSON.createParser(bytes)) {
      JsonToken first = parser.nextToken();
      if (first == null) {
        throw error("the file is empty; it must have one JSON value");
      }
      Object value = value(parser, first);
      if (parser.nextToken() != null) {
        throw error("something follows the JSON value; the file must have one");
      }
      return value;
    } catch (JsonProcessingException | CharConversionException e) {
      throw broken(e);
    }
  }

  /** The event or note, or nothing if the line is cut off. */
  Optional<TraceLine> line(LineSource source) throws IOException {
    line = source.number();
    try (JsonParser parser = parser(source)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw error("no JSON object; each line must be one");
      }
      Fields fields = new Fields();
      for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
        read(fields, field, parser);
      }
      end(parser);
      if (fields.note == null) {
        unknown.addAll(fields.unknown);
        return Optional.of(event(fields));
      }
      if (fields.action != null) {
        throw error("a note with an action: an event has no \"note\", and a note no \"action\"");
      }
      return Optional.of(new TraceLine.Note(line, fields.note));
    } catch (JsonProcessingException | CharConversionException e) {
      if (source.isWhole()) {
        throw broken(e);
      }
      return Optional.empty();
    }
  }

  /** Fields of the events so far that the format does not have: nothing looks at them. */
  List<String> unknown() {
    return List.copyOf(unknown);
  }

  /** What has been read of a line; absent fields are null until {@link #event} looks at them. */
  private static final class Fields {
    String note;
    Object number;
    Object at;
    Object clock;
    Object action;
    Object arguments;
    Optional<JsonObject> state = Optional.empty();
    Optional<JsonObject> about = Optional.empty();
    final List<String> unknown = new ArrayList<>(0);
  }

  private void read(Fields fields, String field, JsonParser parser) throws IOException {
    JsonToken token = parser.nextToken();
    switch (field) {
      case "n" -> fields.number = once(field, fields.number, value(parser, token));
      case "at" -> fields.at = once(field, fields.at, value(parser, token));
      case "clock" -> fields.clock = once(field, fields.clock, value(parser, token));
      case "action" -> fields.action = once(field, fields.action, value(parser, token));
      case "args" -> fields.arguments = once(field, fields.arguments, value(parser, token));
      case "state" -> {
        once(field, fields.state.orElse(null), field);
        fields.state = Optional.of(object(field, value(parser, token)));
      }
      case "about" -> {
        once(field, fields.about.orElse(null), field);
        fields.about = Optional.of(about(object(field, value(parser, token))));
      }
      case "note" -> fields.note = (String) once(field, fields.note, note(value(parser, token)));
      case "scrutin" ->
          throw error(
              "a header in the middle: this is the next life of a node; put the traces of all nodes"
                  + " into one order first, by scrutin merge");
      case "time", "vector", "received", "sent" -> parser.skipChildren();
      default -> {
        fields.unknown.add(field);
        parser.skipChildren();
      }
    }
  }

  private Object once(String field, Object before, Object value) {
    if (before != null) {
      throw twice(field);
    }
    return value;
  }

  private TraceException twice(String field) {
    return error("the field \"" + field + "\" stands twice in one object; write it once");
  }

  private String note(Object value) {
    if (value instanceof String text) {
      return text;
    }
    throw wrong("note", "a text", value);
  }

  private TraceLine.Event event(Fields fields) {
    Object number = present("n", fields.number);
    Object at = present("at", fields.at);
    Object clock = present("clock", fields.clock);
    Object action = present("action", fields.action);
    Object arguments = present("args", fields.arguments);
    if (!(number instanceof Long n)) {
      throw wrong("n", "a whole number", number);
    }
    if (!(at instanceof Long) && !(at instanceof String)) {
      throw wrong("at", "a node, a number or a text", at);
    }
    if (!(clock instanceof Long tick) || tick < 1) {
      throw wrong("clock", "a whole number from 1 on", clock);
    }
    if (!(action instanceof String operator)) {
      throw wrong("action", "a text", action);
    }
    if (!(arguments instanceof List<?> list)) {
      throw wrong("args", "an array", arguments);
    }
    return new TraceLine.Event(
        line,
        n,
        at,
        operator,
        Collections.unmodifiableList(list),
        fields.state,
        fields.about.orElse(JsonObject.EMPTY));
  }

  /** What can be said about a value, each by a word that is known. */
  private JsonObject about(JsonObject about) {
    for (int i = 0; i < about.names().size(); i++) {
      String what = "about." + about.names().get(i);
      JsonObject said = object(what, about.values().get(i));
      if (said.names().isEmpty()) {
        throw error("\"" + what + "\" says nothing; leave it out, or say what is known");
      }
      if (said.get(KEEPS).isPresent() != said.get(THEN).isPresent()) {
        throw error("\"" + what + "\" must say both keeps and then, or neither");
      }
      for (int k = 0; k < said.names().size(); k++) {
        said(what + "." + said.names().get(k), said.names().get(k), said.values().get(k));
      }
    }
    return about;
  }

  private void said(String what, String word, Object value) {
    switch (word) {
      case "is" -> {}
      case "in", "has", THEN -> {
        if (!(value instanceof List<?>)) {
          throw wrong(what, "an array", value);
        }
      }
      case "length", KEEPS -> {
        if (!(value instanceof Long length) || length < 0) {
          throw wrong(what, "a whole number from 0 on", value);
        }
      }
      case "at" -> about(object(what, value));
      default ->
          throw error(
              "\"" + what + "\" is unknown; say is, in, has, length, at, or keeps and then");
    }
  }

  private Object present(String field, Object value) {
    if (value == null) {
      throw missing(field);
    }
    return value;
  }

  private TraceException missing(String field) {
    return error("the field \"" + field + "\" is missing; see docs/trace-format.md");
  }

  private TraceException wrong(String field, String due, Object value) {
    return error("\"" + field + "\" must be " + due + ", not " + shorten(JsonObject.show(value)));
  }

  private TraceException broken(IOException e) {
    String place = "";
    String what = e.getMessage();
    if (e instanceof JsonProcessingException syntax) {
      // A line that breaks a limit of Jackson's has no location.
      JsonLocation location = syntax.getLocation();
      place = location == null ? "" : " at column " + location.getColumnNr();
      what = ASIDE.matcher(syntax.getOriginalMessage().replaceAll("\\s+", " ")).replaceFirst("");
    }
    return error("not JSON" + place + ": " + shorten(what) + "; each line must be one JSON object");
  }

  private static String shorten(String text) {
    return text.length() <= 100 ? text : text.substring(0, 100) + "…";
  }

  private JsonParser parser(LineSource source) throws IOException {
    return JSON.createParser(source.buffer(), source.from(), source.length());
  }

  private void end(JsonParser parser) throws IOException {
    if (parser.nextToken() != null) {
      throw error("something follows the JSON object; each line must be one object");
    }
  }

  private Object value(JsonParser parser, JsonToken token) throws IOException {
    return switch (token) {
      case VALUE_NUMBER_INT -> integer(parser);
      case VALUE_STRING -> parser.getText();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> JsonObject.Absent.NULL;
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      default -> {
        if (anyNumber && token == JsonToken.VALUE_NUMBER_FLOAT) {
          yield number(parser);
        }
        throw error(shorten(parser.getText()) + " is no whole number; TLA+ has no others");
      }
    };
  }

  /** A number such as 14.0, as one; others as texts, which compare with no number. */
  private static Object number(JsonParser parser) throws IOException {
    double size = Math.abs(parser.getDoubleValue());
    boolean mayBeWhole = size == 0 || (size >= 1 && size <= 1L << 31);
    BigDecimal number = mayBeWhole ? parser.getDecimalValue().stripTrailingZeros() : null;
    boolean isWhole =
        number != null
            && number.scale() <= 0
            && number.compareTo(BigDecimal.valueOf(number.intValue())) == 0;
    return isWhole ? (Object) number.longValue() : parser.getText();
  }

  private Object integer(JsonParser parser) throws IOException {
    if (anyNumber && parser.getNumberType() != JsonParser.NumberType.INT) {
      return parser.getText();
    }
    if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
      throw error(shorten(parser.getText()) + " is out of range; TLC's numbers have 32 bits");
    }
    return parser.getLongValue();
  }

  private JsonObject object(JsonParser parser) throws IOException {
    List<String> names = new ArrayList<>(4);
    List<Object> values = new ArrayList<>(4);
    for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
      if (names.contains(field)) {
        throw twice(field);
      }
      names.add(field);
      values.add(value(parser, parser.nextToken()));
    }
    return new JsonObject(names, values);
  }

  private List<Object> array(JsonParser parser) throws IOException {
    List<Object> elements = new ArrayList<>(4);
    for (JsonToken t = parser.nextToken(); t != JsonToken.END_ARRAY; t = parser.nextToken()) {
      elements.add(value(parser, t));
    }
    return elements;
  }
}
