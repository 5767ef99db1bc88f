package org.scrutin.modelcheck.tlc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * A folder of specifications: modules and configurations are found in it, and in folders below it.
 * Immutable and thread-safe.
 *
 * @param root the folder
 * @param folders the root and folders below it, in the order in which they are searched
 */
public record SpecLibrary(Path root, List<Path> folders) {

  private static final String BUNDLE = "scrutin/spec";

  private static final int DELETE_TRIES = 50;
  private static final long DELETE_PAUSE_NANOS = 20_000_000;

  /** The folder and all below it. */
  public static SpecLibrary of(Path root) {
    try (Stream<Path> walk = Files.walk(root)) {
      List<Path> folders =
          walk.filter(Files::isDirectory)
              .filter(folder -> !folder.startsWith(root.resolve("target")))
              .sorted()
              .toList();
      return new SpecLibrary(root, folders);
    } catch (IOException e) {
      throw new SpecException(root + ": cannot read this folder of specifications");
    }
  }

  /**
   * The module's folder, and none below it: as for TLC, what lies elsewhere does not belong to the
   * module.
   */
  public static SpecLibrary beside(Path module) {
    Path folder = module.toAbsolutePath().getParent();
    return new SpecLibrary(folder, List.of(folder));
  }

  /** The specifications that Scrutin ships; unpacked once for each process. */
  public static SpecLibrary bundled() {
    return Bundled.LIBRARY;
  }

  private static final class Bundled {
    static final SpecLibrary LIBRARY = of(locate());

    private static Path locate() {
      URL url = SpecLibrary.class.getClassLoader().getResource(BUNDLE);
      if (url == null) {
        throw new SpecException("the scrutin-spec jar is not on the class path");
      }
      try {
        URI uri = url.toURI();
        return uri.getScheme().equals("file") ? Path.of(uri) : unpack(uri);
      } catch (URISyntaxException | IOException e) {
        throw new IllegalStateException("cannot unpack the specifications", e);
      }
    }

    private static Path unpack(URI jar) throws IOException {
      Path target = Files.createTempDirectory("scrutin-spec");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(target)));
      try (FileSystem zip = FileSystems.newFileSystem(jar, Map.of())) {
        Path source = zip.getPath(BUNDLE);
        try (Stream<Path> walk = Files.walk(source)) {
          for (Path path : (Iterable<Path>) walk::iterator) {
            Path copy = target.resolve(source.relativize(path).toString());
            if (Files.isDirectory(path)) {
              Files.createDirectories(copy);
            } else {
              Files.copy(path, copy);
            }
          }
        }
      }
      return target;
    }
  }

  /**
   * Deletes a folder and everything in it. A thread of TLC that is about to end may still put
   * something there: then once more.
   */
  public static void delete(Path folder) {
    try {
      for (int rest = DELETE_TRIES; Files.exists(folder); rest--) {
        if (!deleted(folder, rest == 0)) {
          LockSupport.parkNanos(DELETE_PAUSE_NANOS);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean deleted(Path folder, boolean isLast) throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      for (Path path : walk.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
      return true;
    } catch (DirectoryNotEmptyException | NoSuchFileException e) {
      if (isLast) {
        throw e;
      }
      return false;
    } catch (UncheckedIOException e) {
      throw e.getCause(); // What Files.walk met on its way.
    }
  }
}
