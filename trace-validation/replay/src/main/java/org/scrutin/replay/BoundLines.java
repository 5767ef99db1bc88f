package org.scrutin.replay;

import java.util.List;
import java.util.Optional;

/** Tells of the lines of a log, one after the other, which are events, as a binding says. */
final class BoundLines {

  private final String name;
  private final ReplayEngine engine;
  private long events;

  /**
   * @param name of the log, for messages
   */
  BoundLines(String name, ReplayEngine engine) {
    this.name = name;
    this.engine = engine;
  }

  /**
   * The next line as an event, or as a note.
   *
   * @param number the line's number in its file
   */
  TraceLine line(Object value, int number) {
    if (!(value instanceof JsonObject fields)) {
      throw new TraceException(name + ":" + number + ": no JSON object; each line must be one");
    }
    if (isGap(fields)) {
      return new TraceLine.Note(number, TraceLine.Note.DROPPED);
    }
    TraceLine.Free line = new TraceLine.Free(number, events + 1, fields);
    Optional<Object> note = fields.get("note");
    boolean mayBeOurs = note.isPresent() || fields.get("scrutin").isPresent();
    if (mayBeOurs ? engine.isNamed(line) : engine.isEvent(line, name)) {
      events++;
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
}
