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
    if (!(value.get() instanceof JsonObject fields)) {
      throw new TraceException(
          name + ":" + lines.line() + ": no JSON object; each line must be one");
    }
    TraceLine.Free line = new TraceLine.Free(lines.line(), events + 1, fields);
    Optional<Object> note = fields.get("note");
    boolean mayBeOurs = note.isPresent() || fields.get("scrutin").isPresent();
    if (mayBeOurs ? engine.isNamed(line) : engine.isEvent(line)) {
      events++;
      return Optional.of(line);
    }
    String text = note.filter(String.class::isInstance).map(String.class::cast).orElse("no event");
    return Optional.of(new TraceLine.Note(lines.line(), text));
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
