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
  private final Map<Integer, TraceLine.Step> events;
  private final String name;
  private final boolean onlyChanges;
  private final Options options;

  private TraceParts(
      ReplayEngine engine,
      Map<Integer, TraceLine.Step> events,
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
    Map<Integer, TraceLine.Step> events = new HashMap<>();
    for (Optional<TraceLine> line = lines.next(); line.isPresent(); line = lines.next()) {
      if (line.get() instanceof TraceLine.Step step) {
        events.put(step.line(), step);
      }
    }
    return new TraceParts(engine, events, name, onlyChanges, options);
  }

  /** Whether this line of the trace is an event. */
  public boolean isEvent(int line) {
    return events.containsKey(line);
  }

  /** Begins at the initial states; false, if the specification refuses these. */
  public boolean begin() {
    return engine.begin(name, onlyChanges, options).isEmpty();
  }

  /**
   * Takes an event, if it is possible here; nothing has happened if it is not.
   *
   * @param line its line in the trace
   * @param number which event it is now, from 1
   */
  public boolean accepts(int line, long number) {
    return engine.accepts(events.get(line).withNumber(number));
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
    return engine.step(events.get(line).withNumber(number));
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
