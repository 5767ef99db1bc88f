package org.scrutin.replay;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.scrutin.modelcheck.tlc.Scratch;
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
  private final JsonObject constants;
  private boolean isBound;

  private TraceValidator(TlcSandbox sandbox, Path scratch, JsonObject constants) {
    this.sandbox = sandbox;
    this.engine = sandbox.create(ENGINE, ReplayEngine.class);
    this.scratch = scratch;
    this.constants = constants;
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
    return of(library, spec, config, constants, "the trace's header");
  }

  /**
   * Loads a specification for traces with this header, whatever specification it names.
   *
   * @throws SpecException in one line, if it cannot be used
   */
  public static TraceValidator of(
      SpecLibrary library, Path spec, Path config, TraceLine.Header header) {
    String place = header.trace() + ":" + header.line();
    return of(library, spec, config, header.constants(), place);
  }

  /**
   * Loads a specification for logs that are in another format than ours: a binding module extends
   * the specification and says what their lines mean; see docs/replay.md.
   *
   * @param environment variables of {@code IOEnv} for the binding, besides those of the process
   * @throws SpecException in one line, if it cannot be used
   */
  public static TraceValidator bound(
      SpecLibrary library, Path spec, Path config, Path binding, Map<String, String> environment) {
    require(binding, "binding", ".tla");
    TraceValidator validator =
        of(
            library,
            spec,
            config,
            JsonObject.EMPTY,
            config.toString(),
            Optional.of(binding.toAbsolutePath()),
            environment);
    validator.isBound = true;
    return validator;
  }

  private static TraceValidator of(
      SpecLibrary library, Path spec, Path config, JsonObject constants, String header) {
    return of(library, spec, config, constants, header, Optional.empty(), Map.of());
  }

  private static TraceValidator of(
      SpecLibrary library,
      Path spec,
      Path config,
      JsonObject constants,
      String header,
      Optional<Path> binding,
      Map<String, String> environment) {
    require(spec, "specification", ".tla");
    require(config, "configuration", ".cfg");
    List<Path> folders = new ArrayList<>();
    binding.ifPresent(file -> folders.add(file.getParent()));
    folders.add(spec.toAbsolutePath().getParent());
    folders.addAll(library.folders());
    Path scratch = Scratch.folder("scrutin-replay");
    TraceValidator validator = new TraceValidator(TlcSandbox.open(), scratch, constants);
    validator.load(
        new ReplayEngine.Source(
            spec.toAbsolutePath(),
            config.toAbsolutePath(),
            constants,
            header,
            folders,
            scratch,
            binding,
            environment));
    return validator;
  }

  /**
   * Loads the specification that a trace's header names from a library.
   *
   * @throws TraceException in one line, if the library has none of that name
   * @throws SpecException in one line, if it cannot be used
   */
  public static TraceValidator of(SpecLibrary library, TraceLine.Header header) {
    return of(
        library,
        inLibrary(library, header, "spec", header.spec() + ".tla"),
        inLibrary(library, header, "config", header.config()),
        header);
  }

  /** A trace may name what is in the library, and nothing outside of it. */
  private static Path inLibrary(
      SpecLibrary library, TraceLine.Header header, String field, String path) {
    Path root = library.root().toAbsolutePath().normalize();
    // No system has files of such a name.
    boolean isPath = path.indexOf('\0') < 0;
    Path file = isPath ? root.resolve(path).normalize() : root;
    if (!file.startsWith(root) || !Files.isRegularFile(file)) {
      throw new TraceException(
          header.trace()
              + ":"
              + header.line()
              + ": \""
              + field
              + "\" names "
              + path
              + ", which is not among the specifications; give the files by hand, or mend the"
              + " header");
    }
    return file;
  }

  private static void require(Path file, String what, String ending) {
    if (!Files.isRegularFile(file)) {
      throw new SpecException(file + ": no such " + what);
    }
    if (!file.toString().endsWith(ending)) {
      throw new SpecException(file + ": the name of a " + what + " must end in " + ending);
    }
  }

  private void load(ReplayEngine.Source source) {
    boolean loaded = false;
    try {
      engine.load(source);
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
   * @throws TraceException in one line, if it is no trace of this specification
   * @throws SpecException in one line, if the specification cannot be evaluated on the way
   */
  public Verdict validate(Path trace, Options options) {
    return validate(trace, trace.toString(), options);
  }

  /**
   * Replays a trace.
   *
   * @param name what messages call it
   */
  public Verdict validate(Path trace, String name, Options options) {
    try {
      return isBound ? validateBound(trace, name, options) : validateOurs(trace, name, options);
    } catch (IOException e) {
      throw new TraceException(trace + ": cannot be read: " + e.getMessage());
    }
  }

  private Verdict validateOurs(Path trace, String name, Options options) throws IOException {
    try (TraceReader reader = TraceReader.open(trace)) {
      return validate(reader, reader.header(), name, options);
    }
  }

  /**
   * Replays a trace.
   *
   * @param in the trace, which the caller closes
   * @param name what messages call it
   */
  public Verdict validate(InputStream in, String name, Options options) throws IOException {
    if (isBound) {
      return validate(new BoundReader(new JsonLines(in, name), name, engine), name, options);
    }
    TraceReader reader = new TraceReader(in, name);
    return validate(reader, reader.header(), name, options);
  }

  private Verdict validateBound(Path trace, String name, Options options) throws IOException {
    try (JsonLines lines = JsonLines.open(trace)) {
      return validate(new BoundReader(lines, name, engine), name, options);
    }
  }

  private Verdict validate(
      TraceReader reader, TraceLine.Header header, String name, Options options)
      throws IOException {
    if (!header.constants().toMap().equals(constants.toMap())) {
      throw new TraceException(
          name
              + ":1: the constants are "
              + header.constants()
              + ", but the specification was loaded with "
              + constants
              + "; validate this trace apart");
    }
    return validate(reader, name, options);
  }

  /** Replays what follows the header of a trace. */
  public Verdict validate(TraceReader reader, String name, Options options) throws IOException {
    return validate(lines(reader), name, options);
  }

  private static Lines lines(TraceReader reader) {
    return new Lines() {
      @Override
      public Optional<TraceLine> next() throws IOException {
        return reader.next();
      }

      @Override
      public Optional<String> dropped() {
        return reader.dropped();
      }

      @Override
      public List<String> unread() {
        return reader.unknown();
      }

      @Override
      public boolean onlyChanges() throws IOException {
        return reader.header().onlyChanges();
      }
    };
  }

  /**
   * The events of a trace, to be replayed in parts.
   *
   * @param in the trace, read to its end
   * @param name what messages call it
   * @throws TraceException in one line, if a line is no line of a trace
   */
  public TraceParts parts(InputStream in, String name, Options options) throws IOException {
    if (isBound) {
      return TraceParts.of(
          engine, new BoundReader(new JsonLines(in, name), name, engine), name, options);
    }
    return TraceParts.of(engine, lines(new TraceReader(in, name)), name, options);
  }

  /** Where the lines of a trace come from. */
  interface Lines {
    Optional<TraceLine> next() throws IOException;

    Optional<String> dropped();

    /** Fields of the events so far that nothing compares. */
    List<String> unread();

    boolean onlyChanges() throws IOException;
  }

  private Verdict validate(Lines lines, String name, Options options) throws IOException {
    long events = 0;
    long notes = 0;
    int widest = 0;
    Optional<TraceLine.Note> gap = Optional.empty();
    long started = System.nanoTime();
    Optional<Rejection> rejection = engine.begin(name, lines.onlyChanges(), options);
    while (rejection.isEmpty() && gap.isEmpty()) {
      widest = Math.max(widest, engine.frontier());
      Optional<TraceLine> line = engine.undecided().isPresent() ? Optional.empty() : lines.next();
      if (line.isEmpty()) {
        break;
      }
      if (line.get() instanceof TraceLine.Step step) {
        events++;
        rejection = engine.step(step);
      } else if (line.get() instanceof TraceLine.Note note) {
        notes++;
        gap = Optional.of(note).filter(TraceLine.Note::isGap);
      }
    }
    long nanos = System.nanoTime() - started;
    boolean check = options.invariants();
    List<String> unchecked = new ArrayList<>(check ? List.of() : engine.checkable());
    unchecked.addAll(engine.uncheckable());
    Stats stats =
        new Stats(
            events,
            notes,
            nanos,
            engine.actions(),
            engine.states(),
            widest,
            check ? engine.checkable() : List.of(),
            List.copyOf(unchecked),
            lines.dropped(),
            lines.unread());
    return gap.isPresent() && rejection.isEmpty() && engine.undecided().isEmpty()
        ? new Verdict.Undecided(afterGap(name, gap.get()), stats)
        : verdict(rejection, stats);
  }

  private static String afterGap(String name, TraceLine.Note gap) {
    return "steps are missing at "
        + name
        + ":"
        + gap.line()
        + ", as the trace says itself; what follows was not judged";
  }

  private Verdict verdict(Optional<Rejection> rejection, Stats stats) {
    if (rejection.isPresent()) {
      return new Verdict.Rejected(rejection.get(), stats);
    }
    if (engine.undecided().isPresent()) {
      return new Verdict.Undecided(engine.undecided().get(), stats);
    }
    if (stats.events() == 0) {
      return new Verdict.Undecided(
          "the trace has no event: nothing was compared; log one line a step", stats);
    }
    if (isBound && !engine.hasMoved()) {
      return new Verdict.Undecided(
          "no event changed anything in the specification: nothing was compared; let the binding"
              + " say what the events mean",
          stats);
    }
    return engine
        .unjudged()
        .<Verdict>map(why -> new Verdict.Undecided(unjudged(why), stats))
        .orElseGet(() -> new Verdict.Conforms(stats));
  }

  private static String unjudged(String why) {
    return "it cannot be told of each event that it is a step of the specification: "
        + why
        + "; let the binding's configuration bound what Next ranges over";
  }

  /**
   * What the binding says of where the lines of a node's log belong among those of other nodes.
   *
   * @param log what messages call it
   */
  public LogOrder order(String log) {
    return new LogOrder(log, engine);
  }

  /** The last steps of the trace that was validated last, and where they led. */
  public LastSteps lastSteps() {
    return engine.lastSteps();
  }

  /** From now on, counts what the traces reach of the specification; this takes time. */
  public void recordCoverage() {
    engine.recordCoverage();
  }

  /**
   * What the traces validated since {@link #recordCoverage} have reached.
   *
   * @param limit no more states than this are explored to say how many the specification has
   */
  public Coverage coverage(int limit) {
    return engine.coverage(limit);
  }

  @Override
  public void close() {
    sandbox.close();
    Scratch.delete(scratch);
  }
}
