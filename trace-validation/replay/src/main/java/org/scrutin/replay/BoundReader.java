package org.scrutin.replay;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Reads somebody else's log: the binding says which lines are events, all others are notes. Our own
 * format may be bound too.
 */
final class BoundReader implements TraceValidator.Lines {

  private final JsonLines lines;
  private final String name;
  private final ReplayEngine engine;
  private long events;

  BoundReader(JsonLines lines, String name, ReplayEngine engine) {
    this.lines = lines;
    this.name = name;
    this.engine = engine;
  }

  @Override
  public Optional<TraceLine> next() throws IOException {
    Optional<Object> value = lines.next();
    if (value.isEmpty()) {
      return Optional.empty();
    }
    TraceLine line = line(engine, value.get(), name, lines.line(), events + 1);
    if (line instanceof TraceLine.Free) {
      events++;
    }
    return Optional.of(line);
  }

  /**
   * A line as an event, or as a note.
   *
   * @param name of the log, for messages
   * @param event the number that it has if it is one
   */
  static TraceLine line(ReplayEngine engine, Object value, String name, int number, long event) {
    if (!(value instanceof JsonObject fields)) {
      throw new TraceException(name + ":" + number + ": no JSON object; each line must be one");
    }
    TraceLine.Free line = new TraceLine.Free(number, event, fields);
    Optional<Object> note = fields.get("note");
    if (isGap(fields)) {
      return new TraceLine.Note(number, TraceLine.Note.DROPPED);
    }
    boolean mayBeOurs = note.isPresent() || fields.get("scrutin").isPresent();
    if (mayBeOurs ? engine.isNamed(line) : engine.isEvent(line, name)) {
      return line;
    }
    String text = note.filter(String.class::isInstance).map(String.class::cast).orElse("no event");
    return new TraceLine.Note(number, text);
  }

  /**
   * Whether merging wrote the line, for steps that are missing: that is not the binding's to say.
   */
  private static boolean isGap(JsonObject fields) {
    return fields.names().equals(List.of("note", "events"))
        && fields.values().get(0).equals(TraceLine.Note.DROPPED);
  }

  @Override
  public Optional<String> dropped() {
    return lines.dropped();
  }

  @Override
  public List<String> unread() {
    return engine.unread();
  }

  @Override
  public boolean onlyChanges() {
    return false;
  }
}
