package org.scrutin.trace;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * Writes what one node of a running system does to a file of its own. The files of all nodes are
 * put into one order by {@code scrutin merge}, from the {@linkplain Stamp stamps} that the system's
 * messages carry.
 *
 * <pre>{@code
 * try (Tracer tracer = Tracer.open(Path.of("n1.ndjson"), header, "n1")) {
 *   List<Stamp> stamps = tracer.step("Timeout", "n1").state(state).sentTo("n2", "n3").write();
 *   …   // the first message carries stamps.get(0)
 *   tracer.step("HandleVote", message).received(message.stamp()).state(state).write();
 * }
 * }</pre>
 *
 * <p>Thread-safe. A step costs its own encoding; the disk is another thread's. When the disk does
 * not keep up, steps are dropped, and the trace says so at that place: no run with such a gap is
 * said to conform. A process that dies leaves a prefix of its trace. The next one appends its life
 * to the same file.
 */
public final class Tracer implements Closeable {

  /** Readers in other languages know whole numbers up to 2^53; a run sends fewer than 2^52. */
  private static final int FIRST_ID_BITS = 52;

  private static final int FIRST_LINE_BYTES = 1 << 10;

  /** So long an interrupted thread waits for the disk when it closes the tracer. */
  private static final Duration LAST_WAIT = Duration.ofSeconds(10);

  private final Object node;
  private final Settings settings;
  private final JsonOutput json = new JsonOutput(FIRST_LINE_BYTES);
  private final LineEncoder lines;
  private final LineQueue queue;
  private final LamportClock order;
  private long clock;
  private long nextId;
  private long dropped;
  private long droppedInAll;
  private boolean closed;

  /**
   * How to trace.
   *
   * @param bufferBytes so much may wait for the disk, at least 1
   * @param onlyChanges whether of the state, always given whole as an immutable record, only what
   *     has changed is written. After a step without a state, or with a record of another class, it
   *     is written whole: what a class has no component for has not changed
   * @param firstId the first id of a message, at least 1; by default it is drawn, so that no two
   *     nodes nor lives of one have the same
   * @param micros the time in microseconds, written with each step; if it goes back, the step has
   *     the time of the one before
   * @param clock shared with other tracers of this process; by default each has its own
   */
  public record Settings(
      int bufferBytes,
      boolean onlyChanges,
      OptionalLong firstId,
      LongSupplier micros,
      Optional<LamportClock> clock) {

    private static final int DEFAULT_BUFFER_BYTES = 8 << 20;

    /** 8 MiB of buffer, states as they are given, ids drawn, microseconds since 1970, own clock. */
    public static final Settings DEFAULT =
        new Settings(
            DEFAULT_BUFFER_BYTES,
            false,
            OptionalLong.empty(),
            () -> ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()),
            Optional.empty());

    public Settings {
      if (bufferBytes < 1 || firstId.orElse(1) < 1) {
        throw new IllegalArgumentException(
            "bufferBytes and firstId must be at least 1: " + bufferBytes + ", " + firstId);
      }
    }

    public Settings withBufferBytes(int bytes) {
      return new Settings(bytes, onlyChanges, firstId, micros, clock);
    }

    public Settings withOnlyChanges(boolean only) {
      return new Settings(bufferBytes, only, firstId, micros, clock);
    }

    public Settings withFirstId(long id) {
      return new Settings(bufferBytes, onlyChanges, OptionalLong.of(id), micros, clock);
    }

    public Settings withMicros(LongSupplier now) {
      return new Settings(bufferBytes, onlyChanges, firstId, now, clock);
    }

    /** One order for the steps of all tracers with this clock: that in which they are written. */
    public Settings withClock(LamportClock shared) {
      return new Settings(bufferBytes, onlyChanges, firstId, micros, Optional.of(shared));
    }
  }

  private Tracer(OutputStream out, TraceHeader header, Object node, Settings settings) {
    this.node = node;
    this.settings = settings;
    order = settings.clock().orElseGet(LamportClock::new);
    lines = new LineEncoder(json, settings.onlyChanges(), false);
    nextId =
        settings
            .firstId()
            .orElseGet(() -> 1 + (new SecureRandom().nextLong() >>> (64 - FIRST_ID_BITS)));
    lines.header(header, Map.of("node", node));
    queue = new LineQueue(out, settings.bufferBytes(), LAST_WAIT);
    queue.last(line());
  }

  /**
   * Traces a node to a file, at the end of what earlier lives of the node have written there.
   *
   * @param node a number or a text, as the specification has it
   */
  public static Tracer open(Path file, TraceHeader header, Object node) throws IOException {
    return open(file, header, node, Settings.DEFAULT);
  }

  /** Traces a node to a file, at the end of what earlier lives of the node have written there. */
  public static Tracer open(Path file, TraceHeader header, Object node, Settings settings)
      throws IOException {
    boolean torn = Files.exists(file) && endsInMidLine(file);
    OutputStream out =
        Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    if (torn) {
      out.write('\n');
    }
    return to(out, header, node, settings);
  }

  /** Traces a node to a stream, which is closed with the tracer. */
  public static Tracer to(OutputStream out, TraceHeader header, Object node, Settings settings) {
    if (!(node instanceof Integer || node instanceof Long || node instanceof String)) {
      throw new IllegalArgumentException("a node is a number or a text, not " + node);
    }
    return new Tracer(out, header, node, settings);
  }

  private static boolean endsInMidLine(Path file) throws IOException {
    try (RandomAccessFile last = new RandomAccessFile(file.toFile(), "r")) {
      if (last.length() == 0) {
        return false;
      }
      last.seek(last.length() - 1);
      return last.read() != '\n';
    }
  }

  /**
   * A step of the node, to be completed and {@linkplain TraceStep#write written}.
   *
   * @param action the name of the specification's operator
   * @param arguments its arguments, in the operator's order
   */
  public TraceStep step(String action, Object... arguments) {
    return new TraceStep(this, action, Arrays.asList(arguments));
  }

  boolean writesOnlyChanges() {
    return settings.onlyChanges();
  }

  synchronized List<Stamp> write(TraceStep step) {
    requireOpen();
    long before = lines.events();
    boolean written = false;
    try {
      long seen = step.received().map(Stamp::clock).orElse(0L);
      LamportClock.Moment now = order.next(seen, settings.micros());
      clock = now.clock();
      List<Stamp> stamps = stamps(step);
      if (dropped > 0) {
        noteDropped();
      }
      encode(step, now, stamps);
      written = queue.offer(json.bytes());
      return stamps;
    } finally {
      json.cut(0);
      if (written) {
        dropped = 0;
      } else {
        dropped++;
        droppedInAll++;
        lines.takeBackTo(before, node);
      }
    }
  }

  private List<Stamp> stamps(TraceStep step) {
    List<Stamp> stamps = new ArrayList<>();
    for (int i = 0; i < step.receivers().size(); i++) {
      stamps.add(new Stamp(nextId, clock));
      nextId++;
    }
    return List.copyOf(stamps);
  }

  private void encode(TraceStep step, LamportClock.Moment now, List<Stamp> stamps) {
    List<LineEncoder.Sending> sent = new ArrayList<>();
    for (int i = 0; i < stamps.size(); i++) {
      sent.add(new LineEncoder.Sending(stamps.get(i).id(), step.receivers().get(i)));
    }
    lines.event(
        node,
        now.clock(),
        OptionalLong.of(now.micros()),
        step.action(),
        step.arguments(),
        step.state(),
        step.received().map(message -> OptionalLong.of(message.id())).orElse(OptionalLong.empty()),
        sent);
    if (step.state() == null) {
      // Whatever it changed, the next state is compared with none from before it.
      lines.forget(node);
    }
  }

  private void noteDropped() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("at", node);
    fields.put("events", dropped);
    lines.note("dropped", fields);
  }

  /** Something that happened to the node but is no step; dropped if there is no room. */
  public synchronized void note(String note, Map<String, ?> fields) {
    requireOpen();
    try {
      lines.note(note, fields);
      queue.offerNote(json.bytes());
    } finally {
      json.cut(0);
    }
  }

  /** A message came that belongs to no step of the specification; it counts for the clock. */
  public synchronized void received(long messageClock) {
    clock = order.next(messageClock);
  }

  /** The node's Lamport clock: that of its last step or message, or 0. */
  public synchronized long clock() {
    return clock;
  }

  /**
   * How many steps the trace lacks; after a {@link #failure}, with those of which nobody knows
   * whether they have come to the disk.
   */
  public synchronized long dropped() {
    return droppedInAll + queue.lost();
  }

  /** Why nothing is written any more, if the disk has failed, or the stream in any other way. */
  public Optional<IOException> failure() {
    return queue.failure();
  }

  /**
   * Waits until all that was traced before is with the operating system.
   *
   * @throws IOException if the trace is cut off because the disk has failed, or, as {@link
   *     java.io.InterruptedIOException}, if the thread is interrupted, which harms no trace
   */
  public void flush() throws IOException {
    queue.flush();
  }

  /**
   * Writes what is left, and that the trace ends here. An interrupt does not cut it short: the
   * thread waits for the disk for up to ten more seconds, or until it is interrupted again, and is
   * interrupted when this ends. What is not written by then counts as {@link #dropped}.
   *
   * @throws IOException if the trace is cut off because the disk has failed
   */
  @Override
  public void close() throws IOException {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      if (dropped > 0) {
        noteDropped();
      }
      lines.note("end", Map.of("at", node));
      queue.last(line());
    }
    queue.close();
  }

  private byte[] line() {
    byte[] line = json.bytes();
    json.cut(0);
    return line;
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the tracer of " + node + " is closed");
    }
  }
}
