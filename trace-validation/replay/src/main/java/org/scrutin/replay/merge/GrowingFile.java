package org.scrutin.replay.merge;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/**
 * A log that is read while it is written, and ends when patience does. Not thread-safe.
 *
 * <p>Every method that reads throws {@link org.scrutin.replay.TraceException}, in one line, where
 * the file is not what it was: another one has its name now, or it has become shorter.
 */
public final class GrowingFile extends InputStream {

  private final InputStream in;
  private final SameFile file;
  private final Patience patience;
  private long read;

  /**
   * @param log a file that is there by now
   * @param patience how long to wait for more
   * @throws org.scrutin.replay.TraceException in one line, if there is none that can be read
   */
  public GrowingFile(Path log, Patience patience) {
    this.file = LogFiles.same(log);
    this.in = LogFiles.growing(log);
    this.patience = patience;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  /** Gives what is there by now, and waits only where nothing is. */
  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    int found = in.read(bytes, offset, length);
    while (found < 0) {
      file.require(read);
      if (!patience.awaitMore()) {
        return -1;
      }
      found = in.read(bytes, offset, length);
    }
    read += found;
    patience.progress();
    return found;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
