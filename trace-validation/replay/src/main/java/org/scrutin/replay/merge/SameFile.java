package org.scrutin.replay.merge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import org.scrutin.replay.TraceException;

/**
 * Notices where a file that is followed is not what it was: what is written to another one of its
 * name, as after a rotation, would be missed.
 */
final class SameFile {

  private final Path file;
  private final Object key;

  /** The file as it is now. */
  SameFile(Path file) throws IOException {
    this.file = file;
    this.key = attributes(file).fileKey();
  }

  private static BasicFileAttributes attributes(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class);
  }

  /**
   * @param read how many bytes of it were read
   * @throws TraceException in one line, if it is another one, or has become shorter
   */
  void require(long read) {
    try {
      BasicFileAttributes now = attributes(file);
      if (!Objects.equals(now.fileKey(), key)) {
        throw changed("another file has this name now");
      }
      if (now.isRegularFile() && now.size() < read) {
        throw changed(
            "it has become shorter: " + now.size() + " bytes, of which " + read + " were read");
      }
    } catch (NoSuchFileException e) {
      return; // It was moved, and can be read on; the next one of its name is noticed.
    } catch (IOException e) {
      throw new TraceException(file + ": cannot be read on: " + e.getMessage());
    }
  }

  private TraceException changed(String what) {
    return new TraceException(
        file + ": " + what + "; a trace that is followed must only grow, so do not rotate it");
  }
}
