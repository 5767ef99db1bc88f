package org.scrutin.replay;

import java.io.IOException;
import java.util.Optional;

/**
 * What a binding says of where the lines of one node's log belong among those of other nodes. Not
 * thread-safe, and used by the thread that uses its validator.
 */
public final class LogOrder {

  private final String name;
  private final ReplayEngine engine;
  private final LineParser parser;
  private final BoundLines lines;

  LogOrder(String name, ReplayEngine engine) {
    this.name = name;
    this.engine = engine;
    this.parser = new LineParser(name, true);
    this.lines = new BoundLines(name, engine);
  }

  /**
   * The line as an event, or as a note; nothing if it is no JSON.
   *
   * @param number the line's number in its file, from 1
   * @throws TraceException in one line, if it is JSON, and not an object by itself, or the binding
   *     cannot say of it whether it is an event
   */
  public Optional<TraceLine> line(byte[] line, int number) throws IOException {
    return parser.value(line, number).map(value -> lines.line(value, number));
  }

  /**
   * What decides where the event stands.
   *
   * @throws TraceException in one line, if the binding cannot say it of this one
   */
  public Causes causes(TraceLine.Free event) {
    return engine.causes(event, name);
  }

  /** Whether the binding tells messages apart. */
  public boolean namesMessages() {
    return engine.namesMessages();
  }
}
