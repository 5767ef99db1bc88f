package org.scrutin.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.scrutin.modelcheck.tlc.ModuleText;
import org.scrutin.replay.Options;
import org.scrutin.replay.TraceLine;
import org.scrutin.replay.TraceValidator;
import picocli.CommandLine.Mixin;

/** The specification by which traces are judged: the one that they name, or a file. */
final class SpecOptions {

  @Mixin private SpecFiles files;
  @Mixin private SilentOptions silent;

  /** What is wrong with these options, or nothing. */
  String fault() {
    return silent.fault().isEmpty() ? files.fault() : silent.fault();
  }

  /** The files that are named. */
  List<Path> files() {
    return files.all();
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
    return files.binding().isPresent();
  }

  /** The text of a module, if it is one of the specifications and not of TLC's own. */
  Optional<List<String>> text(String name) throws IOException {
    List<Path> folders = new ArrayList<>(files.library().folders());
    files.binding().map(file -> file.toAbsolutePath().getParent()).ifPresent(folders::add);
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
    return files.module().orElseThrow().getFileName().toString().replaceFirst("\\.tla$", "");
  }

  TraceValidator validator(TraceLine.Header header) {
    return files.validator(header);
  }

  /** Of somebody else's logs. */
  TraceValidator bound() {
    return files.bound(Map.of());
  }
}
