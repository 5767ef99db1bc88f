package org.scrutin.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Where the files of a cluster on this machine go: what is there already is never mixed in. */
final class DataFolder {

  private DataFolder() {}

  /**
   * The folder of {@code --data}, made if need be; or a temporary one.
   *
   * @throws ParameterException if there is something in it
   */
  static Path of(Optional<Path> data, String temporary, CommandLine command) throws IOException {
    if (data.isEmpty()) {
      return Files.createTempDirectory(temporary);
    }
    Files.createDirectories(data.get());
    try (var files = Files.list(data.get())) {
      if (files.findAny().isPresent()) {
        throw new ParameterException(
            command, "--data: " + data.get() + " is not empty; name another folder");
      }
    }
    return data.get().toAbsolutePath();
  }
}
