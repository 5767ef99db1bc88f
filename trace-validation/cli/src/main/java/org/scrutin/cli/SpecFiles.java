package org.scrutin.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.scrutin.modelcheck.tlc.SpecLibrary;
import org.scrutin.replay.TraceLine;
import org.scrutin.replay.TraceValidator;
import picocli.CommandLine.Option;

/** The files of a specification that is not Scrutin's own, and of what binds logs to it. */
final class SpecFiles {

  @Option(
      names = "--spec",
      paramLabel = "FILE.tla",
      description = "The specification, instead of the one of Scrutin that the trace names.")
  private Optional<Path> module;

  @Option(names = "--config", paramLabel = "FILE.cfg", description = "Its configuration.")
  private Optional<Path> config;

  @Option(
      names = "--bind",
      paramLabel = "FILE.tla",
      description =
          "A module that extends --spec and says what the lines of another format mean, by"
              + " definitions Event_X(e); the traces need no header then.")
  private Optional<Path> binding;

  /** What is wrong with these options, or nothing. */
  String fault() {
    if (binding.isPresent() && module.isEmpty()) {
      return "--bind is about a specification of your own: add --spec and --config";
    }
    return module.isPresent() == config.isPresent()
        ? ""
        : "--spec and --config go together: give both, or neither";
  }

  Optional<Path> module() {
    return module;
  }

  Optional<Path> config() {
    return config;
  }

  Optional<Path> binding() {
    return binding;
  }

  /** The files that are named. */
  List<Path> all() {
    return Stream.of(module, config, binding).flatMap(Optional::stream).toList();
  }

  SpecLibrary library() {
    return module.map(SpecLibrary::beside).orElseGet(SpecLibrary::bundled);
  }

  /** Of traces with this header. */
  TraceValidator validator(TraceLine.Header header) {
    return module
        .map(file -> TraceValidator.of(library(), file, config.orElseThrow(), header))
        .orElseGet(() -> TraceValidator.of(library(), header));
  }

  /**
   * Of somebody else's logs.
   *
   * @param environment variables of {@code IOEnv} for the binding
   */
  TraceValidator bound(Map<String, String> environment) {
    return TraceValidator.bound(
        library(), module.orElseThrow(), config.orElseThrow(), binding.orElseThrow(), environment);
  }
}
