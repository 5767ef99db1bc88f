package org.scrutin.replay;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads a trace line by line, in memory that does not grow with its length. Not thread-safe.
 *
 * <p>Every method that reads throws {@link TraceException}, in one line, for input that is not as
 * {@code docs/trace-format.md} says.
 */
public final class TraceReader implements Closeable {

  /** Longer lines are refused: no event of a real system comes near, and memory is finite. */
  public static final int MAX_LINE_BYTES = 16 << 20;

  private static final int FIRST_BUFFER_BYTES = 1 << 16;

  private final String name;
  private final InputStream in;
  private final JsonFactory json = new JsonFactory();
  private byte[] buffer = new byte[FIRST_BUFFER_BYTES];
  private int start;
  private int end;
  private boolean atEnd;
  private int line;
  private long events;
  private Optional<String> dropped = Optional.empty();

  /**
   * @param in the trace, closed with the reader
   * @param name what messages call it: the file's name
   */
  public TraceReader(InputStream in, String name) {
    this.in = in;
    this.name = name;
  }

  /** What was cut off at the end of the trace and is not judged, if anything. */
  public Optional<String> dropped() {
    return dropped;
  }

  /** The first line. */
  public TraceLine.Header header() throws IOException {
    Optional<JsonObject> first = nextObject();
    if (first.isEmpty()) {
      throw new TraceException(name + ":1: the trace is empty; its first line must be a header");
    }
    JsonObject object = first.get();
    Object version = object.get("scrutin").orElse("missing");
    if (!version.equals(1L)) {
      throw error(
          "the first line must be a header with \"scrutin\":1, not " + JsonObject.show(version));
    }
    return new TraceLine.Header(
        line,
        text(object, "spec"),
        text(object, "config"),
        object.get("constants").map(this::object).orElse(new JsonObject(List.of(), List.of())));
  }

  /** The next event or note, or nothing at the end. */
  public Optional<TraceLine> next() throws IOException {
    Optional<JsonObject> object = nextObject();
    return object.isEmpty() ? Optional.empty() : Optional.of(line(object.get()));
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private TraceLine line(JsonObject object) {
    Optional<Object> note = object.get("note");
    if (note.isPresent()) {
      return new TraceLine.Note(line, String.valueOf(note.get()));
    }
    Object number = required(object, "n");
    if (!(number instanceof Long n)) {
      throw error("\"n\" must be a number, not " + JsonObject.show(number));
    }
    if (n != events + 1) {
      throw error(
          "event " + n + " follows event " + events + "; events must count 1, 2, 3, … without gap");
    }
    events = n;
    Object arguments = required(object, "args");
    if (!(arguments instanceof List<?> list)) {
      throw error("\"args\" must be an array, not " + JsonObject.show(arguments));
    }
    Object at = required(object, "at");
    if (!(at instanceof Long) && !(at instanceof String)) {
      throw error("\"at\" must name a node by number or text, not " + JsonObject.show(at));
    }
    return new TraceLine.Event(
        line,
        n,
        at,
        text(object, "action"),
        List.copyOf(list),
        object.get("state").map(this::object));
  }

  private JsonObject object(Object value) {
    if (value instanceof JsonObject object) {
      return object;
    }
    throw error("an object is expected, not " + JsonObject.show(value));
  }

  private String text(JsonObject object, String field) {
    Object value = required(object, field);
    if (value instanceof String text) {
      return text;
    }
    throw error("\"" + field + "\" must be a text, not " + JsonObject.show(value));
  }

  private Object required(JsonObject object, String field) {
    return object
        .get(field)
        .orElseThrow(() -> error("the field \"" + field + "\" is missing; see trace-format.md"));
  }

  private TraceException error(String what) {
    return new TraceException(name + ":" + line + ": " + what);
  }

  /** The next line that is not blank, as an object. */
  private Optional<JsonObject> nextObject() throws IOException {
    while (true) {
      int length = nextLine();
      if (length < 0) {
        return Optional.empty();
      }
      int from = start;
      boolean whole = from + length < end;
      start = Math.min(end, from + length + 1);
      if (isBlank(from, length)) {
        continue;
      }
      try {
        return Optional.of(parse(from, length));
      } catch (JsonProcessingException e) {
        if (!whole) {
          dropped = Optional.of("line " + line + ", cut off after " + length + " bytes");
          return Optional.empty();
        }
        throw error(
            "not JSON: "
                + e.getOriginalMessage().replaceAll("\\s+", " ")
                + " (column "
                + e.getLocation().getColumnNr()
                + "); each line must be one JSON object");
      }
    }
  }

  private boolean isBlank(int from, int length) {
    for (int i = from; i < from + length; i++) {
      if (buffer[i] != ' ' && buffer[i] != '\r' && buffer[i] != '\t') {
        return false;
      }
    }
    return true;
  }

  /** The length of the next line, which begins at start, without its end; -1 at the end. */
  private int nextLine() throws IOException {
    int scanned = start;
    while (true) {
      for (int i = scanned; i < end; i++) {
        if (buffer[i] == '\n') {
          line++;
          return i - start;
        }
      }
      scanned = end;
      if (atEnd) {
        if (end == start) {
          return -1;
        }
        line++;
        return end - start;
      }
      scanned -= makeRoom();
      int read = in.read(buffer, end, buffer.length - end);
      atEnd = read < 0;
      end += Math.max(0, read);
    }
  }

  /** Moves what is unread to the front; returns by how much. */
  private int makeRoom() {
    int moved = start;
    if (end - start > MAX_LINE_BYTES) {
      line++;
      throw error(
          "the line is longer than "
              + MAX_LINE_BYTES / (1 << 20)
              + " MiB; is this a trace, with one event a line?");
    }
    byte[] target = buffer;
    if (end - start == buffer.length) {
      target = new byte[2 * buffer.length];
    }
    System.arraycopy(buffer, start, target, 0, end - start);
    buffer = target;
    end -= start;
    start = 0;
    return moved;
  }

  private JsonObject parse(int from, int length) throws IOException {
    try (JsonParser parser = json.createParser(buffer, from, length)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw error("each line must be one JSON object");
      }
      JsonObject object = object(parser);
      if (parser.nextToken() != null) {
        throw error("something follows the JSON object; each line must be one object");
      }
      return object;
    }
  }

  private Object value(JsonParser parser, JsonToken token) throws IOException {
    return switch (token) {
      case VALUE_NUMBER_INT -> {
        if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
          throw error(parser.getText() + " is out of range");
        }
        yield parser.getLongValue();
      }
      case VALUE_STRING -> parser.getText();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> JsonObject.Absent.NULL;
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      default -> throw error(parser.getText() + ": TLA+ has no such number; log whole numbers");
    };
  }

  private JsonObject object(JsonParser parser) throws IOException {
    List<String> names = new ArrayList<>(8);
    List<Object> values = new ArrayList<>(8);
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String field = parser.currentName();
      if (names.contains(field)) {
        throw error("the field \"" + field + "\" stands twice in one object");
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
