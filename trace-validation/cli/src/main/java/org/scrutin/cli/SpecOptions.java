package org.scrutin.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.scrutin.modelcheck.tlc.SpecLibrary;
import org.scrutin.replay.TraceLine;
import org.scrutin.replay.TraceValidator;
import picocli.CommandLine.Option;

/** The specification by which traces are judged: the one that they name, or a file. */
final class SpecOptions {

  @Option(
      names = "--spec",
      paramLabel = "FILE.tla",
      description = "The specification, instead of the one of Scrutin that the trace names.")
  private Optional<Path> module;

  @Option(names = "--config", paramLabel = "FILE.cfg", description = "Its configuration.")
  private Optional<Path> config;

  /** What is wrong with these options, or nothing. */
  String fault() {
    return module.isPresent() == config.isPresent()
        ? ""
        : "--spec and --config go together: give both, or neither";
  }

  /** The files that are named. */
  List<Path> files() {
    return Stream.of(module, config).flatMap(Optional::stream).toList();
  }

  boolean isGiven() {
    return module.isPresent();
  }

  private SpecLibrary library() {
    return module.map(SpecLibrary::beside).orElseGet(SpecLibrary::bundled);
  }

  /** The text of a module, if it is one of the specifications and not of TLC's own. */
  Optional<List<String>> text(String name) throws IOException {
    return text(library().folders(), name);
  }

  static Optional<List<String>> text(List<Path> folders, String name) throws IOException {
    for (Path folder : folders) {
      Path file = folder.resolve(name + ".tla");
      if (Files.isRegularFile(file)) {
        return Optional.of(Files.readAllLines(file));
      }
    }
    return Optional.empty();
  }

  TraceValidator validator(TraceLine.Header header) {
    return module.isPresent()
        ? TraceValidator.of(library(), module.get(), config.get(), header)
        : TraceValidator.of(library(), header);
  }

  /** Of somebody else's logs. */
  TraceValidator validator(Path binding) {
    return TraceValidator.bound(
        library(), module.orElseThrow(), config.orElseThrow(), binding, Map.of());
  }
}
