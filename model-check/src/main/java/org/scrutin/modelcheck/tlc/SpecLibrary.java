package org.scrutin.modelcheck.tlc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
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
    return Bundled.LIBRARY.get();
  }

  private static final class Bundled {
    /** What is thrown is kept for the caller: here it would be a fault of this class. */
    static final Supplier<SpecLibrary> LIBRARY = unpacked();

    private static Supplier<SpecLibrary> unpacked() {
      try {
        SpecLibrary library = of(locate());
        return () -> library;
      } catch (SpecException | UncheckedIOException e) {
        return () -> {
          throw e;
        };
      }
    }

    private static Path locate() {
      URL url = SpecLibrary.class.getClassLoader().getResource(BUNDLE);
      if (url == null) {
        throw new SpecException("the scrutin-spec jar is not on the class path");
      }
      try {
        URI uri = url.toURI();
        return uri.getScheme().equals("file") ? Path.of(uri) : unpack(uri);
      } catch (URISyntaxException e) {
        throw new IllegalStateException("cannot find the specifications", e);
      } catch (IOException e) {
        throw new UncheckedIOException("the specifications cannot be unpacked", e);
      }
    }

    private static Path unpack(URI jar) throws IOException {
      Path target = Scratch.folder("scrutin-spec");
      try (FileSystem zip = FileSystems.newFileSystem(jar, Map.of())) {
        Path source = zip.getPath(BUNDLE);
        try (Stream<Path> walk = Files.walk(source)) {
          for (Path path : (Iterable<Path>) walk::iterator) {
            // Never with the folders around it: where those are gone, the process is ending.
            if (!path.equals(source)) {
              Files.copy(path, target.resolve(source.relativize(path).toString()));
            }
          }
        }
      }
      return target;
    }
  }
}
