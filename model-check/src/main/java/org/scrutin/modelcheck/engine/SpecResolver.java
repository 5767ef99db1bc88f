package org.scrutin.modelcheck.engine;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import util.FilenameToStream;

/**
 * Finds modules and configurations for TLC: first in the given folders, then among TLC's standard
 * modules. TLC's own resolver unpacks the standard modules to fixed names in the temporary folder,
 * where processes collide; this one unpacks to a scratch folder of its owner.
 */
public final class SpecResolver implements FilenameToStream {

  private static final String STANDARD = "/tla2sany/StandardModules/";

  private final List<Path> folders;
  private final Path scratch;

  /**
   * @param folders where to look, in this order
   * @param scratch an existing folder that the caller deletes
   */
  public SpecResolver(List<Path> folders, Path scratch) {
    this.folders = List.copyOf(folders);
    this.scratch = scratch;
  }

  @Override
  public File resolve(String name, boolean isModule) {
    String fileName = isModule && !name.endsWith(".tla") ? name + ".tla" : name;
    Path given = Path.of(fileName);
    if (given.isAbsolute() && Files.isRegularFile(given)) {
      return new TLAFile(given.toString(), this);
    }
    Optional<Path> own = inFolders(fileName);
    if (own.isEmpty() && name.endsWith(".class")) {
      // TLC asks for definitions in Java in this way: there is no file, so it goes on to its own
      // class path. Given a file that is none, it would load them past the sandbox.
      return null;
    }
    return own.isPresent() ? new TLAFile(own.get().toString(), this) : standardModule(fileName);
  }

  /** The file of this name in the first of the folders that has it. */
  public Optional<Path> inFolders(String fileName) {
    return folders.stream()
        .map(folder -> folder.resolve(fileName))
        .filter(Files::isRegularFile)
        .findFirst();
  }

  private File standardModule(String fileName) {
    Path copy = scratch.resolve(fileName);
    try (InputStream in = util.FilenameToStream.class.getResourceAsStream(STANDARD + fileName)) {
      if (in == null) {
        return new File(fileName);
      }
      if (!Files.exists(copy)) {
        Files.copy(in, copy);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new TLAFile(copy.toString(), true, this);
  }

  @Override
  public String getFullPath() {
    return String.join(", ", folders.stream().map(Path::toString).toList());
  }

  @Override
  public boolean isStandardModule(String moduleName) {
    return FilenameToStream.class.getResource(STANDARD + moduleName + ".tla") != null;
  }
}
