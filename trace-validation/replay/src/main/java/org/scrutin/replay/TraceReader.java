package org.scrutin.replay;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Reads a trace line by line, in memory that does not grow with its length. Not thread-safe.
 *
 * <p>Every method that reads throws {@link TraceException}, in one line, for input that is not as
 * {@code docs/trace-format.md} says.
 */
public final class TraceReader implements Closeable {

  private final LineSource lines;
  private final LineParser parser;
  private long events;
  private Optional<String> dropped = Optional.empty();
  private Optional<TraceLine.Header> header = Optional.empty();

  /**
   * @param in the trace, closed with the reader
   * @param name what messages call it: the file's name
   */
  public TraceReader(InputStream in, String name) {
    lines = new LineSource(in, name);
    parser = new LineParser(name);
  }

  /**
   * Opens a file.
   *
   * @throws TraceException in one line, if there is none that can be read
   */
  public static TraceReader open(Path trace) {
    return new TraceReader(JsonLines.stream(trace), trace.toString());
  }

  /** What was cut off at the end of the trace and is not judged, if anything. */
  public Optional<String> dropped() {
    return dropped;
  }

  /** Fields of the events so far that the format does not have: nothing compares them. */
  public List<String> unknown() {
    return parser.unknown();
  }

  /** The first line. */
  public TraceLine.Header header() throws IOException {
    if (header.isEmpty()) {
      if (!lines.advance()) {
        throw parser.error(1, "the trace is empty; its first line must be a header");
      }
      header = Optional.of(parser.header(lines));
    }
    return header.get();
  }

  /** The next event or note, or nothing at the end. */
  public Optional<TraceLine> next() throws IOException {
    while (lines.advance()) {
      if (lines.isBlank()) {
        continue;
      }
      Optional<TraceLine> line = parser.line(lines);
      if (line.isEmpty()) {
        dropped =
            Optional.of("line " + lines.number() + ", cut off after " + lines.length() + " bytes");
      } else if (line.get() instanceof TraceLine.Event event) {
        follow(event);
      }
      return line;
    }
    return Optional.empty();
  }

  private void follow(TraceLine.Event event) {
    if (event.number() != events + 1) {
      throw parser.error(
          event.line(),
          "event "
              + event.number()
              + " stands where event "
              + (events + 1)
              + " is due; \"n\" must count 1, 2, 3, … without a gap");
    }
    events++;
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
