package org.scrutin.modelcheck.tlc;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What one breadth-first run of TLC is to do.
 *
 * @param module the root module, an existing {@code .tla} file
 * @param config the configuration, an existing {@code .cfg} file
 * @param folders where further modules are looked for, in this order, after the module's own folder
 * @param scratch an empty folder for TLC's files; the caller deletes it
 * @param workers threads that explore states, at least 1; with 1 all counts repeat exactly
 * @param coverage whether to count how often each action is taken
 */
public record TlcTask(
    Path module, Path config, List<Path> folders, Path scratch, int workers, boolean coverage) {

  public TlcTask {
    folders = List.copyOf(folders);
    if (workers < 1) {
      throw new IllegalArgumentException("workers = " + workers + ", must be at least 1");
    }
  }

  /** All folders in which TLC looks for modules, in this order. */
  public List<Path> searched() {
    return Stream.concat(Stream.of(module.toAbsolutePath().getParent()), folders.stream()).toList();
  }
}
