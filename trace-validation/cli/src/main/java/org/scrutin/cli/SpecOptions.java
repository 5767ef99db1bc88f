package org.scrutin.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.scrutin.modelcheck.tlc.ModuleText;
import org.scrutin.modelcheck.tlc.SpecLibrary;
import org.scrutin.replay.Options;
import org.scrutin.replay.TraceLine;
import org.scrutin.replay.TraceValidator;
import picocli.CommandLine.Mixin;
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

  @Option(
      names = "--bind",
      paramLabel = "FILE.tla",
      description = "A module that says what the lines of another format mean; with --spec.")
  private Optional<Path> binding;

  @Mixin private SilentOptions silent;

  /** What is wrong with these options, or nothing. */
  String fault() {
    if (!silent.fault().isEmpty()) {
      return silent.fault();
    }
    if (binding.isPresent() && module.isEmpty()) {
      return "--bind is about a specification of your own: add --spec and --config";
    }
    return module.isPresent() == config.isPresent()
        ? ""
        : "--spec and --config go together: give both, or neither";
  }

  /** The files that are named. */
  List<Path> files() {
    return Stream.of(module, config, binding).flatMap(Optional::stream).toList();
  }

  /** How traces are replayed. */
  Options options() {
    return silent.in(Options.DEFAULT);
  }

  /** The same without their folders: what is the same elsewhere has the same names. */
  List<Path> names() {
    return files().stream().map(Path::getFileName).toList();
  }

  /** Whether the traces are in another format than ours. */
  boolean isBound() {
    return binding.isPresent();
  }

  private SpecLibrary library() {
    return module.map(SpecLibrary::beside).orElseGet(SpecLibrary::bundled);
  }

  /** The text of a module, if it is one of the specifications and not of TLC's own. */
  Optional<List<String>> text(String name) throws IOException {
    List<Path> folders = new ArrayList<>(library().folders());
    binding.map(file -> file.toAbsolutePath().getParent()).ifPresent(folders::add);
    return text(folders, name);
  }

  static Optional<List<String>> text(List<Path> folders, String name) throws IOException {
    for (Path folder : folders) {
      Path file = folder.resolve(name + ".tla");
      if (Files.isRegularFile(file)) {
        return Optional.of(ModuleText.lines(file));
      }
    }
    return Optional.empty();
  }

  /** The module that is given. */
  String spec() {
    return module.orElseThrow().getFileName().toString().replaceFirst("\\.tla$", "");
  }

  TraceValidator validator(TraceLine.Header header) {
    return module.isPresent()
        ? TraceValidator.of(library(), module.get(), config.get(), header)
        : TraceValidator.of(library(), header);
  }

  /** Of somebody else's logs. */
  TraceValidator bound() {
    return TraceValidator.bound(
        library(), module.orElseThrow(), config.orElseThrow(), binding.orElseThrow(), Map.of());
  }
}
