package org.scrutin.replay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.scrutin.modelcheck.tlc.SpecException;
import org.scrutin.modelcheck.tlc.SpecLibrary;
import org.scrutin.modelcheck.tlc.TlcSandbox;

/**
 * Validates traces with a trace specification as they are written for TLC: a specification that
 * reads the trace from a file named by an environment variable, and counts its lines in a variable
 * or by the level. Immutable and thread-safe; each validation has a copy of TLC of its own, since
 * the trace is part of what is loaded.
 *
 * @param library where the modules that it extends are found, besides its own folder
 * @param spec the trace specification's file
 * @param config its configuration
 * @param variable the environment variable that names the trace, or empty to find it
 * @param matched the operator that says that the trace is matched, or empty to find it
 * @param environment other environment variables, besides those of the process
 */
public record TraceSpecValidator(
    SpecLibrary library,
    Path spec,
    Path config,
    Optional<String> variable,
    Optional<String> matched,
    Map<String, String> environment) {

  private static final String ENGINE = "org.scrutin.replay.engine.TraceSpecRun";

  public TraceSpecValidator {
    require(spec, "trace specification", ".tla");
    require(config, "configuration", ".cfg");
    environment = Map.copyOf(environment);
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
    List<Path> folders = new ArrayList<>();
    folders.add(spec.toAbsolutePath().getParent());
    folders.addAll(library.folders());
    try (TlcSandbox sandbox = TlcSandbox.open()) {
      Path scratch = Files.createTempDirectory("scrutin-replay");
      try {
        return sandbox
            .create(ENGINE, TraceSpecEngine.class)
            .validate(
                new TraceSpecEngine.Source(
                    spec.toAbsolutePath(),
                    config.toAbsolutePath(),
                    trace.toAbsolutePath(),
                    trace.toString(),
                    variable,
                    matched,
                    environment,
                    folders,
                    scratch),
                options);
      } finally {
        SpecLibrary.delete(scratch);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
