package org.scrutin.modelcheck.tlc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Temporary folders. Whoever makes one deletes it; if the process is ended before, by a signal or
 * an error, it is deleted all the same.
 */
public final class Scratch {

  /** How the folders for runs of TLC begin. */
  public static final String CHECK = "scrutin-check";

  private static final int DELETE_TRIES = 50;
  private static final long DELETE_PAUSE_NANOS = 20_000_000;

  private static final Set<Path> LEFT = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(Scratch::deleteAll, "scratch"));
  }

  private Scratch() {}

  /**
   * An empty folder. None is made while those that are left are deleted since the process ends.
   *
   * @param prefix how its name begins
   */
  public static Path folder(String prefix) {
    synchronized (LEFT) {
      try {
        Path folder = Files.createTempDirectory(prefix);
        LEFT.add(folder);
        return folder;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
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
    LEFT.remove(folder);
  }

  private static boolean deleted(Path folder, boolean isLast) throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
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

  /** The process ends: what cannot be deleted now stays. */
  private static void deleteAll() {
    synchronized (LEFT) {
      for (Path folder : LEFT) {
        try {
          delete(folder);
        } catch (UncheckedIOException e) {
          // There is nobody left to tell.
        }
      }
    }
  }
}
