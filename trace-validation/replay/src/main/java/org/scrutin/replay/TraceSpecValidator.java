package org.scrutin.replay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.scrutin.modelcheck.tlc.Scratch;
import org.scrutin.modelcheck.tlc.SpecException;
import org.scrutin.modelcheck.tlc.SpecLibrary;
import org.scrutin.modelcheck.tlc.TlcSandbox;

/**
 * Validates traces with a trace specification as they are written for TLC: a specification that
 * reads the trace from a file named by an environment variable, and counts its lines in a variable
 * or by the level. Thread-safe: traces that are validated at the same time have copies of TLC of
 * their own, which are kept for the next ones until {@link #close}. Changes of the specification's
 * files count for a new validator only.
 */
public final class TraceSpecValidator implements AutoCloseable {

  private static final String ENGINE = "org.scrutin.replay.engine.TraceSpecRun";

  /** A copy of TLC keeps all texts that it has met; so many characters of them are enough. */
  private static final long MAX_TEXT = 16L << 20;

  /** After so many bytes of traces it is asked how many it keeps. */
  private static final long MUCH = 64L << 20;

  private final SpecLibrary library;
  private final Path spec;
  private final Path config;
  private final Optional<String> variable;
  private final Optional<String> matched;
  private final Map<String, String> environment;
  private final Queue<Engine> idle = new ConcurrentLinkedQueue<>();
  private volatile boolean closed;

  /**
   * @param library where the modules that it extends are found, besides its own folder
   * @param spec the trace specification's file
   * @param config its configuration
   * @param variable the environment variable that names the trace, or empty to find it
   * @param matched the operator that says that the trace is matched, or empty to find it
   * @param environment other environment variables, besides those of the process
   * @throws SpecException in one line, if there are no such files
   */
  public TraceSpecValidator(
      SpecLibrary library,
      Path spec,
      Path config,
      Optional<String> variable,
      Optional<String> matched,
      Map<String, String> environment) {
    require(spec, "trace specification", ".tla");
    require(config, "configuration", ".cfg");
    this.library = library;
    this.spec = spec;
    this.config = config;
    this.variable = variable;
    this.matched = matched;
    this.environment = Map.copyOf(environment);
  }

  /**
   * A validator that finds out everything by itself.
   *
   * @throws SpecException in one line, if there are no such files
   */
  public static TraceSpecValidator of(SpecLibrary library, Path spec, Path config) {
    return new TraceSpecValidator(
        library, spec, config, Optional.empty(), Optional.empty(), Map.of());
  }

  private static void require(Path file, String what, String ending) {
    if (!Files.isRegularFile(file)) {
      throw new SpecException(file + ": no such " + what);
    }
    if (!file.toString().endsWith(ending)) {
      throw new SpecException(file + ": the name of a " + what + " must end in " + ending);
    }
  }

  /**
   * Whether some behaviour of the trace specification matches the trace.
   *
   * @throws TraceException in one line, if the trace cannot be read
   * @throws SpecException in one line, if the specification cannot be used or evaluated
   */
  public Verdict validate(Path trace, Options options) {
    if (!Files.isRegularFile(trace)) {
      throw new TraceException(trace + ": no such file");
    }
    Engine taken = idle.poll();
    Engine engine = taken == null ? new Engine() : taken;
    boolean usable = false;
    try {
      Verdict verdict = engine.validate(trace, options);
      usable = engine.isFresh() && !closed;
      return verdict;
    } finally {
      if (usable) {
        idle.add(engine);
      } else {
        engine.close();
      }
    }
  }

  /** Gives up what is kept for further traces; validations that are under way come to their end. */
  @Override
  public void close() {
    closed = true;
    for (Engine engine = idle.poll(); engine != null; engine = idle.poll()) {
      engine.close();
    }
  }

  /** A copy of TLC with the specification, for one trace after the other. */
  private final class Engine {
    private final Path scratch = Scratch.folder("scrutin-replay");
    private final TlcSandbox sandbox = TlcSandbox.open();
    private final TraceSpecEngine loaded;
    private long bytesUnasked;

    Engine() {
      boolean opened = false;
      try {
        loaded = sandbox.create(ENGINE, TraceSpecEngine.class);
        List<Path> folders = new ArrayList<>();
        folders.add(spec.toAbsolutePath().getParent());
        folders.addAll(library.folders());
        loaded.open(
            new TraceSpecEngine.Source(
                spec.toAbsolutePath(),
                config.toAbsolutePath(),
                variable,
                matched,
                environment,
                folders,
                scratch));
        opened = true;
      } finally {
        if (!opened) {
          close();
        }
      }
    }

    Verdict validate(Path trace, Options options) {
      try {
        bytesUnasked += Files.size(trace);
      } catch (IOException e) {
        throw new TraceException(trace + ": cannot be read: " + e.getMessage());
      }
      return loaded.validate(trace.toAbsolutePath().normalize(), trace.toString(), options);
    }

    /** A new one is compiled anew, which takes as long as hundreds of traces. */
    boolean isFresh() {
      if (bytesUnasked < MUCH) {
        return true;
      }
      bytesUnasked = 0;
      return loaded.keptText() < MAX_TEXT;
    }

    void close() {
      Scratch.delete(scratch);
      sandbox.close();
    }
  }
}
