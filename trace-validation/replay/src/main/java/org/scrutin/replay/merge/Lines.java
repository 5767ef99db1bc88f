package org.scrutin.replay.merge;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import org.scrutin.replay.LineSource;

/** The whole lines of a file that may still grow, and how far they go. Not thread-safe. */
final class Lines implements Closeable {

  private final InputStream in;
  private final LineSource lines;
  private final Optional<SameFile> file;
  private long consumed;

  /**
   * @param file what is read, if it is a file that is followed
   */
  Lines(InputStream in, String name, Optional<SameFile> file) {
    this.in = in;
    this.lines = new LineSource(in, name);
    this.file = file;
  }

  /**
   * @throws org.scrutin.replay.TraceException in one line, if it is not what it was
   */
  void requireSameFile() {
    file.ifPresent(same -> same.require(consumed + rest()));
  }

  /** The next line that has an end, without it; nothing if the file has none now. */
  Optional<byte[]> poll() {
    if (!lines.advanceToWhole()) {
      return Optional.empty();
    }
    consumed += lines.length() + 1;
    return Optional.of(line());
  }

  /** What follows the last line end, of a file that grows no more. */
  Optional<byte[]> last() {
    return rest() > 0 && lines.advance() ? Optional.of(line()) : Optional.empty();
  }

  private byte[] line() {
    return Arrays.copyOfRange(lines.buffer(), lines.from(), lines.from() + lines.length());
  }

  /** Where in the file the last line ends. */
  long at() {
    return consumed;
  }

  /** How long the file is by now, at least. */
  long length() {
    try {
      return consumed + rest() + in.available();
    } catch (IOException e) {
      // What cannot be asked may still be read, and fails there with its reason.
      return consumed + rest();
    }
  }

  /** How many bytes follow the last line end. */
  int rest() {
    return lines.rest();
  }

  /** The number of the last line, from 1. */
  int number() {
    return lines.number();
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
