package org.scrutin.replay.merge;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.scrutin.replay.JsonLines;
import org.scrutin.replay.TraceException;

/** Opens files that may still grow. */
final class LogFiles {

  private LogFiles() {}

  /**
   * The bytes of a file to which more may be added.
   *
   * @throws TraceException in one line, if there is none that can be read
   */
  static InputStream growing(Path file) {
    InputStream in = JsonLines.stream(file);
    if (in instanceof GZIPInputStream) {
      throw new TraceException(
          file + ": is packed, and cannot be followed; unpack it, or leave out --follow");
    }
    return in;
  }

  /** The file as it is now. */
  static SameFile same(Path file) {
    try {
      return new SameFile(file);
    } catch (NoSuchFileException e) {
      throw new TraceException(file + ": no such file");
    } catch (IOException e) {
      throw new TraceException(file + ": cannot be opened; may you read it? (" + e + ")");
    }
  }
}
