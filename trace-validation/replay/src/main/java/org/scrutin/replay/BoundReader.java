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
  private final ReplayEngine engine;
  private final BoundLines bound;

  BoundReader(JsonLines lines, String name, ReplayEngine engine) {
    this.lines = lines;
    this.engine = engine;
    this.bound = new BoundLines(name, engine);
  }

  @Override
  public Optional<TraceLine> next() throws IOException {
    Optional<Object> value = lines.next();
    if (value.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(bound.line(value.get(), lines.line()));
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
