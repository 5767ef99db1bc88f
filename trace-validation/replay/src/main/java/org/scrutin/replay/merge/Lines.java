package org.scrutin.replay.merge;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import org.scrutin.replay.TraceException;

/** The lines of a file that may still grow. Not thread-safe. */
final class Lines implements Closeable {

  /** Longer lines are refused: no event of a real system comes near, and memory is finite. */
  private static final int MAX_LINE_BYTES = 16 << 20;

  private static final int FIRST_BUFFER_BYTES = 1 << 16;

  private final InputStream in;
  private final String name;
  private byte[] buffer = new byte[FIRST_BUFFER_BYTES];
  private int from;
  private int end;
  private int number;
  private long consumed;

  Lines(InputStream in, String name) {
    this.in = in;
    this.name = name;
  }

  /** The next line that has an end, without it; nothing if the file has none now. */
  Optional<byte[]> poll() {
    int scanned = from;
    while (true) {
      for (int i = scanned; i < end; i++) {
        if (buffer[i] == '\n') {
          byte[] line = Arrays.copyOfRange(buffer, from, i);
          consumed += i + 1 - from;
          from = i + 1;
          number++;
          return Optional.of(line);
        }
      }
      scanned = end - makeRoom();
      int read = read();
      if (read < 0) {
        return Optional.empty();
      }
      end += read;
    }
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
    return end - from;
  }

  /** The number of the last line, from 1. */
  int number() {
    return number;
  }

  private int makeRoom() {
    if (end - from > MAX_LINE_BYTES) {
      throw new TraceException(
          name
              + ":"
              + (number + 1)
              + ": the line is longer than "
              + (MAX_LINE_BYTES >> 20)
              + " MiB; write one event a line");
    }
    int moved = from;
    byte[] target = end - from == buffer.length ? new byte[2 * buffer.length] : buffer;
    System.arraycopy(buffer, from, target, 0, end - from);
    buffer = target;
    end -= from;
    from = 0;
    return moved;
  }

  private int read() {
    try {
      return in.read(buffer, end, buffer.length - end);
    } catch (IOException e) {
      throw new TraceException(
          name
              + ":"
              + (number + 1)
              + ": cannot be read on: "
              + e.getMessage()
              + "; give a file on a"
              + " disk that can be read");
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
