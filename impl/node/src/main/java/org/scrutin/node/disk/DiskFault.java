package org.scrutin.node.disk;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Disturbs a node's disk from outside, for tests: as long as there is a file {@code disk-fault} in
 * its folder that says {@code slow 300ms}, each sync of the journal takes so much longer; if it
 * says {@code full}, half of what is to be written to the journal fits, and then there is no space
 * left; likewise {@code full trace}, and {@code full snapshots}. It is looked at before each write
 * and sync. Thread-safe.
 */
public final class DiskFault {

  /** A disk that nobody disturbs. */
  public static final DiskFault NONE = new DiskFault(Optional.empty());

  static final String CONTROL = "disk-fault";

  private static final String SLOW = "slow [1-9]\\d{0,4}ms";

  /** What of a node has no space. */
  public enum Part {
    JOURNAL("full"),
    TRACE("full trace"),
    SNAPSHOTS("full snapshots");

    private final String word;

    Part(String word) {
      this.word = word;
    }
  }

  private final Optional<Path> control;

  private DiskFault(Optional<Path> control) {
    this.control = control;
  }

  static DiskFault in(Path folder) {
    return new DiskFault(Optional.of(folder.resolve(CONTROL)));
  }

  private String word() throws IOException {
    if (control.isEmpty()) {
      return "";
    }
    String word;
    try {
      word = Files.readString(control.get()).strip();
    } catch (NoSuchFileException e) {
      return "";
    }
    for (Part part : Part.values()) {
      if (word.equals(part.word)) {
        return word;
      }
    }
    if (!word.isEmpty() && !word.matches(SLOW)) {
      throw new FileSystemException(
          control.get().toString(),
          null,
          "'" + word + "' is none of 'full', 'full trace', 'full snapshots', 'slow 300ms'");
    }
    return word;
  }

  /** How many of these bytes fit: all, or half. */
  public int fitting(Part part, int bytes) throws IOException {
    return word().equals(part.word) ? bytes / 2 : bytes;
  }

  /** What the disk says of the other half. */
  public static IOException noSpace(String file) {
    return new FileSystemException(file, null, "No space left on device, says " + CONTROL);
  }

  Duration delayOfSync() throws IOException {
    String word = word();
    return word.matches(SLOW)
        ? Duration.ofMillis(Long.parseLong(word.substring(5, word.length() - 2)))
        : Duration.ZERO;
  }
}
