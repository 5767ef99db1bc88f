package org.scrutin.junit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.scrutin.trace.TraceHeader;
import org.scrutin.trace.Tracer;

/** The tracers of a test, one for each node. Thread-safe. */
public final class Tracers {

  private final Path folder;
  private final TraceHeader header;
  private final Map<Object, Tracer> open = new LinkedHashMap<>();
  private final List<Path> files = new ArrayList<>();

  Tracers(Path folder, TraceHeader header) {
    this.folder = folder;
    this.header = header;
  }

  /**
   * The tracer of a node, which the extension closes. After a node has closed it, as a process does
   * that ends, {@link #restarted} gives that of its next life.
   *
   * @param node a number or a text, as the specification has it
   */
  public synchronized Tracer of(Object node) {
    return open.computeIfAbsent(node, this::open);
  }

  /** Ends the trace of a node's life, if it has begun, and begins the next. */
  public synchronized Tracer restarted(Object node) {
    close(open.remove(node));
    return of(node);
  }

  private Tracer open(Object node) {
    Path file = folder.resolve("node-" + String.valueOf(node).replaceAll("\\W", "_") + ".ndjson");
    if (!files.contains(file)) {
      files.add(file);
    }
    try {
      return Tracer.open(file, header, node);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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

  /** Ends all traces; returns their files. */
  synchronized List<Path> close() {
    open.values().forEach(Tracers::close);
    return List.copyOf(files);
  }
}
