package org.scrutin.replay;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.scrutin.modelcheck.tlc.SpecException;
import org.scrutin.modelcheck.tlc.SpecLibrary;
import org.scrutin.modelcheck.tlc.TlcSandbox;

/**
 * Replays traces against one specification, loaded once. Not thread-safe: use one validator for
 * each thread.
 */
public final class TraceValidator implements AutoCloseable {

  private static final String ENGINE = "org.scrutin.replay.engine.TlcReplay";

  private final TlcSandbox sandbox;
  private final ReplayEngine engine;
  private final Path scratch;

  private TraceValidator(TlcSandbox sandbox, ReplayEngine engine, Path scratch) {
    this.sandbox = sandbox;
    this.engine = engine;
    this.scratch = scratch;
  }

  /**
   * Loads a specification.
   *
   * @param library where the modules that it extends are found, besides its own folder
   * @param spec the root module's file
   * @param config the configuration's file
   * @param constants values that replace those of the configuration, as a trace's header has them
   * @throws SpecException in one line, if it cannot be used
   */
  public static TraceValidator of(
      SpecLibrary library, Path spec, Path config, JsonObject constants) {
    require(spec, "specification");
    require(config, "configuration");
    try {
      Path scratch = Files.createTempDirectory("scrutin-replay");
      TlcSandbox sandbox = TlcSandbox.open();
      TraceValidator validator =
          new TraceValidator(sandbox, sandbox.create(ENGINE, ReplayEngine.class), scratch);
      validator.load(library, spec, config, constants);
      return validator;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Loads the specification that a trace's header names from a library.
   *
   * @throws SpecException in one line, if the library has none of that name
   */
  public static TraceValidator of(SpecLibrary library, TraceLine.Header header) {
    return of(
        library,
        library.root().resolve(header.spec() + ".tla"),
        library.root().resolve(header.config()),
        header.constants());
  }

  private static void require(Path file, String what) {
    if (!Files.isReadable(file)) {
      throw new SpecException(file + ": no such " + what);
    }
  }

  private void load(SpecLibrary library, Path spec, Path config, JsonObject constants)
      throws IOException {
    boolean loaded = false;
    try {
      RootModule root = RootModule.write(scratch, spec, config, constants);
      List<Path> folders = new ArrayList<>();
      folders.add(scratch);
      folders.add(spec.toAbsolutePath().getParent());
      folders.addAll(library.folders());
      engine.load(root.module(), root.module(), folders, scratch);
      loaded = true;
    } finally {
      if (!loaded) {
        close();
      }
    }
  }

  /**
   * Replays a trace.
   *
   * @throws TraceException in one line, if it is no trace
   */
  public Verdict validate(Path trace, Options options) {
    try (InputStream in = Files.newInputStream(trace)) {
      return validate(in, trace.toString(), options);
    } catch (java.nio.file.NoSuchFileException e) {
      throw new TraceException(trace + ": no such file");
    } catch (IOException e) {
      throw new TraceException(trace + ": cannot be read: " + e.getMessage());
    }
  }

  /**
   * Replays a trace.
   *
   * @param name what messages call it
   * @throws TraceException in one line, if it is no trace
   */
  public Verdict validate(InputStream in, String name, Options options) throws IOException {
    TraceReader reader = new TraceReader(in, name);
    reader.header();
    return validate(reader, name, options);
  }

  /** Replays what follows the header of a trace. */
  public Verdict validate(TraceReader reader, String name, Options options) throws IOException {
    long events = 0;
    long notes = 0;
    int widest = 1;
    long started = System.nanoTime();
    Optional<Rejection> rejection = engine.begin(options);
    while (rejection.isEmpty()) {
      Optional<TraceLine> line = reader.next();
      if (line.isEmpty()) {
        break;
      }
      if (line.get() instanceof TraceLine.Event event) {
        rejection = engine.step(event, name);
        events++;
        widest = Math.max(widest, engine.frontier());
        if (widest > options.maxFrontier()) {
          break;
        }
      } else {
        notes++;
      }
    }
    Stats stats =
        new Stats(
            events,
            notes,
            System.nanoTime() - started,
            engine.actions(),
            engine.states(),
            widest,
            options.invariants() ? engine.checked() : List.of(),
            options.invariants()
                ? engine.unchecked()
                : concat(engine.checked(), engine.unchecked()),
            reader.dropped());
    return verdict(rejection, stats, options);
  }

  private static Verdict verdict(Optional<Rejection> rejection, Stats stats, Options options) {
    if (rejection.isPresent()) {
      return new Verdict.Rejected(rejection.get(), stats);
    }
    if (stats.frontier() > options.maxFrontier()) {
      return new Verdict.Undecided(
          "after event "
              + stats.events()
              + " more than "
              + options.maxFrontier()
              + " specification states are possible; log more variables",
          stats);
    }
    if (stats.events() == 0) {
      return new Verdict.Undecided("the trace has no event: nothing was compared", stats);
    }
    return new Verdict.Conforms(stats);
  }

  private static List<String> concat(List<String> first, List<String> second) {
    List<String> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }

  @Override
  public void close() {
    sandbox.close();
    SpecLibrary.delete(scratch);
  }
}
