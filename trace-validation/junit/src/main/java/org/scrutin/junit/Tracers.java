package org.scrutin.junit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.scrutin.trace.LamportClock;
import org.scrutin.trace.TraceHeader;
import org.scrutin.trace.Tracer;
import org.scrutin.trace.Tracer.Settings;

/**
 * The tracers of a test, one for each node. They share a clock, so the steps of all nodes have the
 * order in which the test wrote them; {@code sentTo} and {@code received} may tell more, and need
 * not. Those that {@code @BeforeAll} has asked for are of one test after the other: each begins
 * with no trace. Thread-safe.
 */
public final class Tracers {

  private final TraceHeader header;

  /** For all lives of all nodes: what is written later has a greater clock. */
  private final Settings settings = Settings.DEFAULT.withClock(new LamportClock());

  private final Map<Object, Tracer> open = new LinkedHashMap<>();

  /** By node, with a whole number as a long; the lives of a node go to one file. */
  private final Map<Object, Path> files = new LinkedHashMap<>();

  /** Made with the first trace in it, so that a test without one leaves nothing behind. */
  private Optional<Path> folder = Optional.empty();

  private boolean over;

  Tracers(TraceHeader header) {
    this.header = header;
  }

  /**
   * The tracer of a node, which the extension closes. After a node has closed it, as a process does
   * that ends, {@link #restarted} gives that of its next life.
   *
   * @param node a number or a text, as the specification has it
   * @throws IllegalStateException if the test is over
   */
  public synchronized Tracer of(Object node) {
    if (over) {
      throw new IllegalStateException(
          "the test is over, and its traces are with it: " + node + " was asked for too late");
    }
    return open.computeIfAbsent(key(node), this::open);
  }

  /** Ends the trace of a node's life, if it has begun, and begins the next. */
  public synchronized Tracer restarted(Object node) {
    close(open.remove(key(node)));
    return of(node);
  }

  /** A specification knows 1 as one number, whatever type it has here. */
  private static Object key(Object node) {
    return node instanceof Integer number ? (Object) number.longValue() : node;
  }

  private Tracer open(Object node) {
    Path file = files.computeIfAbsent(node, this::file);
    try {
      return Tracer.open(file, header, node, settings);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The number tells apart what a file's name cannot, such as 1 and "1". */
  private Path file(Object node) {
    String text = String.valueOf(node).replaceAll("\\W", "_");
    return folder().resolve("node-%d-%.40s.ndjson".formatted(files.size() + 1, text));
  }

  private Path folder() {
    if (folder.isEmpty()) {
      try {
        folder = Optional.of(Files.createTempDirectory("scrutin-trace"));
      } catch (IOException e) {
        throw new UncheckedIOException("no folder for traces", e);
      }
    }
    return folder.get();
  }

  private static void close(Tracer tracer) {
    try {
      if (tracer != null) {
        tracer.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A test begins; what was traced since the last one ended is part of it. */
  synchronized void begin() {
    over = false;
  }

  /** The test is over: ends all its traces, and forgets them; returns their files. */
  synchronized List<Path> end() {
    List<Path> ended = List.copyOf(files.values());
    List<Tracer> last = List.copyOf(open.values());
    over = true;
    open.clear();
    files.clear();
    folder = Optional.empty();
    last.forEach(Tracers::close);
    return ended;
  }
}
