package org.scrutin.replay;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The events of one trace, replayed in any part of their order: a replay can go back to where it
 * stood, and go on with other events. Valid until its validator replays something else. Not
 * thread-safe.
 */
public final class TraceParts {

  private final ReplayEngine engine;
  private final Map<Integer, TraceLine> events;
  private final String name;
  private final boolean onlyChanges;
  private final Options options;

  private TraceParts(
      ReplayEngine engine,
      Map<Integer, TraceLine> events,
      String name,
      boolean onlyChanges,
      Options options) {
    this.engine = engine;
    this.events = events;
    this.name = name;
    this.onlyChanges = onlyChanges;
    this.options = options;
  }

  static TraceParts of(
      ReplayEngine engine, TraceValidator.Lines lines, String name, Options options)
      throws IOException {
    boolean onlyChanges = lines.onlyChanges();
    Map<Integer, TraceLine> events = new HashMap<>();
    for (Optional<TraceLine> line = lines.next(); line.isPresent(); line = lines.next()) {
      if (!(line.get() instanceof TraceLine.Note)) {
        events.put(line.get().line(), line.get());
      }
    }
    return new TraceParts(engine, events, name, onlyChanges, options);
  }

  /** Begins at the initial states; false, if the specification refuses these. */
  public boolean begin() {
    return engine.begin(name, onlyChanges, options).isEmpty();
  }

  /**
   * Takes an event, if it is possible here; nothing has happened if it is not. A line that is no
   * event is always possible.
   *
   * @param line its line in the trace
   * @param number which event it is now, from 1
   */
  public boolean accepts(int line, long number) {
    TraceLine event = events.get(line);
    return event == null || engine.accepts(numbered(event, number));
  }

  /**
   * Takes an event, or says why it is not possible here.
   *
   * @param line its line in the trace
   * @param number which event it is now, from 1
   * @throws TraceException in one line, if it cannot be an event of the specification
   * @throws org.scrutin.modelcheck.tlc.SpecException in one line, if the specification cannot be
   *     evaluated here
   */
  public Optional<Rejection> step(int line, long number) {
    TraceLine event = numbered(events.get(line), number);
    return event instanceof TraceLine.Event ours
        ? engine.step(ours)
        : engine.step((TraceLine.Free) event);
  }

  private static TraceLine numbered(TraceLine line, long number) {
    if (line instanceof TraceLine.Event event) {
      return new TraceLine.Event(
          event.line(),
          number,
          event.at(),
          event.action(),
          event.arguments(),
          event.state(),
          event.about());
    }
    return new TraceLine.Free(line.line(), number, ((TraceLine.Free) line).fields());
  }

  /** Where the replay stands; nothing, if it cannot go back there. */
  public Optional<ReplayEngine.Place> place() {
    return engine.place();
  }

  /** Goes back to where the replay stood. */
  public void goTo(ReplayEngine.Place place) {
    engine.goTo(place);
  }
}
