package org.scrutin.trace;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Writes one trace. Events are numbered in the order in which they are written. The same calls
 * write the same bytes, everywhere. Not thread-safe.
 */
public final class TraceWriter implements Closeable {

  private static final int BUFFER_BYTES = 1 << 16;

  private final OutputStream out;
  private final JsonOutput json = new JsonOutput(BUFFER_BYTES);
  private final LineEncoder lines = new LineEncoder(json, true, true);

  private TraceWriter(OutputStream out) {
    this.out = out;
  }

  /** A trace that is written to the stream, which is closed with it. */
  public static TraceWriter to(OutputStream out, TraceHeader header) throws IOException {
    TraceWriter writer = new TraceWriter(out);
    writer.lines.header(header, Map.of());
    return writer;
  }

  /**
   * A trace that goes on after it was interrupted. The states of all nodes are logged anew.
   *
   * @param out at the end of a line
   * @param written how many events it has already
   */
  public static TraceWriter resume(OutputStream out, long written) {
    TraceWriter writer = new TraceWriter(out);
    writer.lines.after(written);
    return writer;
  }

  /** A trace in a new file; an old file of that name is replaced. */
  public static TraceWriter to(Path file, TraceHeader header) throws IOException {
    return to(Files.newOutputStream(file), header);
  }

  /**
   * A message that a step sent.
   *
   * @param id different for each message of the trace
   * @param to the number of the receiver
   */
  public record Sent(long id, int to) {}

  /**
   * One step of the specification.
   *
   * @param at the number of the node
   * @param clock the Lamport clock of the node, at least 1
   * @param micros microseconds since the start of the run
   * @param action name of the specification's operator
   * @param arguments its arguments
   * @param state the node's state after the step, if it has one; what has changed of it is written.
   *     Its lists have to be sequences in the specification: of long ones only the end is written
   * @param received id of the message consumed, or 0
   * @param sent the messages sent
   */
  public void event(
      int at,
      long clock,
      long micros,
      String action,
      List<?> arguments,
      Optional<? extends Record> state,
      long received,
      List<Sent> sent)
      throws IOException {
    List<LineEncoder.Sending> sendings =
        sent.isEmpty()
            ? List.of()
            : sent.stream().map(one -> new LineEncoder.Sending(one.id(), one.to())).toList();
    lines.event(
        at,
        clock,
        OptionalLong.of(micros),
        action,
        arguments,
        state.orElse(null),
        received == 0 ? OptionalLong.empty() : OptionalLong.of(received),
        sendings);
    lineEnded();
  }

  /** Something that happened to the run but is no step of the specification. */
  public void note(String note, Map<String, ?> fields) throws IOException {
    lines.note(note, fields);
    lineEnded();
  }

  /** How many events have been written. */
  public long written() {
    return lines.events();
  }

  private void lineEnded() throws IOException {
    if (json.length() >= BUFFER_BYTES) {
      json.drainTo(out);
    }
  }

  /** Hands all that has been written to the stream. */
  public void flush() throws IOException {
    json.drainTo(out);
    out.flush();
  }

  @Override
  public void close() throws IOException {
    try (out) {
      json.drainTo(out);
    }
  }
}
