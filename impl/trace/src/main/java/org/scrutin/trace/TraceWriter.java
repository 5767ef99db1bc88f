package org.scrutin.trace;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes one trace. Events are numbered in the order in which they are written. The same calls
 * write the same bytes, everywhere. Not thread-safe.
 */
public final class TraceWriter implements Closeable {

  private static final JsonFactory JSON =
      JsonFactory.builder().disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM).build();
  private static final int BUFFER_BYTES = 1 << 16;

  private static final SerializedString N = new SerializedString("{\"n\":");
  private static final SerializedString AT = new SerializedString(",\"at\":");
  private static final SerializedString CLOCK = new SerializedString(",\"clock\":");
  private static final SerializedString TIME = new SerializedString(",\"time\":");
  private static final SerializedString ACTION = new SerializedString(",\"action\":");
  private static final SerializedString ARGS = new SerializedString(",\"args\":");
  private static final SerializedString STATE = new SerializedString(",\"state\":");
  private static final SerializedString RECEIVED = new SerializedString(",\"received\":");
  private static final SerializedString SENT = new SerializedString(",\"sent\":[{\"id\":");
  private static final SerializedString NEXT_SENT = new SerializedString(",{\"id\":");
  private static final SerializedString TO = new SerializedString(",\"to\":");
  private static final SerializedString END_LINE = new SerializedString("}\n");

  private final BufferedOutputStream buffer;
  private final JsonGenerator json;
  private final ValueWriter values;
  private Record[] lastStates = new Record[8];
  private long written;

  private TraceWriter(OutputStream out) throws IOException {
    buffer = new BufferedOutputStream(out, BUFFER_BYTES);
    json = JSON.createGenerator(buffer, JsonEncoding.UTF8);
    // All values are root values to Jackson, with nothing between them: see ValueWriter.
    json.setRootValueSeparator(new SerializedString(""));
    values = new ValueWriter(json);
  }

  /** A trace that is written to the stream, which is closed with it. */
  public static TraceWriter to(OutputStream out, TraceHeader header) throws IOException {
    TraceWriter writer = new TraceWriter(out);
    writer.header(header);
    return writer;
  }

  /**
   * A trace that goes on after it was interrupted. The states of all nodes are logged anew.
   *
   * @param out at the end of a line
   * @param written how many events it has already
   */
  public static TraceWriter resume(OutputStream out, long written) throws IOException {
    TraceWriter writer = new TraceWriter(out);
    writer.written = written;
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
   * @param state the node's state after the step, if it has one; what has changed of it is written
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
    written++;
    number(N, written);
    number(AT, at);
    number(CLOCK, clock);
    number(TIME, micros);
    json.writeRaw(ACTION);
    json.writeString(action);
    json.writeRaw(ARGS);
    values.write(arguments);
    if (state.isPresent()) {
      json.writeRaw(STATE);
      values.writeChanges(lastState(at), state.get());
      lastStates[at] = state.get();
    } else if (received == 0 && at < lastStates.length) {
      // A step of the environment that is about the node itself, and not about a message.
      lastStates[at] = null;
    }
    if (received != 0) {
      number(RECEIVED, received);
    }
    if (!sent.isEmpty()) {
      sent(sent);
    }
    json.writeRaw(END_LINE);
  }

  /** What was last written of the node, or null. */
  private Record lastState(int at) {
    if (at >= lastStates.length) {
      lastStates = Arrays.copyOf(lastStates, 2 * at);
    }
    return lastStates[at];
  }

  /** Something that happened to the run but is no step of the specification. */
  public void note(String note, Map<String, ?> fields) throws IOException {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("note", note);
    line.putAll(fields);
    line(line);
  }

  /** How many events have been written. */
  public long written() {
    return written;
  }

  /** Hands all that has been written to the stream. */
  public void flush() throws IOException {
    json.flush();
    buffer.flush();
  }

  @Override
  public void close() throws IOException {
    json.close();
  }

  private void header(TraceHeader header) throws IOException {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("scrutin", TraceHeader.VERSION);
    line.put("spec", header.spec());
    line.put("config", header.config());
    line.put("constants", header.constants());
    line.put("state", "changes");
    line.put("producer", header.producer());
    header.seed().ifPresent(seed -> line.put("seed", seed));
    line(line);
  }

  private void line(Map<String, Object> fields) throws IOException {
    values.write(fields);
    json.writeRaw('\n');
  }

  private void sent(List<Sent> sent) throws IOException {
    for (int i = 0; i < sent.size(); i++) {
      number(i == 0 ? SENT : NEXT_SENT, sent.get(i).id());
      number(TO, sent.get(i).to());
      json.writeRaw('}');
    }
    json.writeRaw(']');
  }

  private void number(SerializedString before, long value) throws IOException {
    json.writeRaw(before);
    json.writeNumber(value);
  }
}
