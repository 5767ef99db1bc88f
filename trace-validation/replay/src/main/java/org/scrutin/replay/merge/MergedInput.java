package org.scrutin.replay.merge;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * A merged trace as a stream that never reads ahead: who has read a line knows where it comes from.
 */
public final class MergedInput extends InputStream {

  private final TraceMerger merger;
  private byte[] line = new byte[0];
  private int read;
  private Optional<String> origin = Optional.empty();

  /**
   * @param merger closed with the stream
   */
  public MergedInput(TraceMerger merger) {
    this.merger = merger;
  }

  /** file:line of the line that was read last. */
  public Optional<String> origin() {
    return origin;
  }

  @Override
  public int read() {
    return more() ? line[read++] & 0xFF : -1;
  }

  /** Gives at most what is left of one line. */
  @Override
  public int read(byte[] bytes, int offset, int length) {
    if (length == 0) {
      return 0;
    }
    if (!more()) {
      return -1;
    }
    int part = Math.min(length, line.length - read);
    System.arraycopy(line, read, bytes, offset, part);
    read += part;
    return part;
  }

  private boolean more() {
    if (read == line.length) {
      Optional<TraceMerger.Line> next = merger.next();
      if (next.isEmpty()) {
        return false;
      }
      line = next.get().text();
      origin = Optional.of(next.get().origin());
      read = 0;
    }
    return true;
  }

  @Override
  public void close() throws IOException {
    merger.close();
  }
}
