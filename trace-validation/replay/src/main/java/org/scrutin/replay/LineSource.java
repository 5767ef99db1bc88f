package org.scrutin.replay;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Cuts a stream into lines, without copying them; the stream may still grow. Not thread-safe. */
public final class LineSource implements Closeable {

  /** Longer lines are refused: no event of a real system comes near, and memory is finite. */
  public static final int MAX_LINE_BYTES = 16 << 20;

  private static final int FIRST_BUFFER_BYTES = 1 << 16;

  private final InputStream in;
  private final String name;
  private byte[] buffer = new byte[FIRST_BUFFER_BYTES];
  private int from;
  private int length;
  private int next;
  private int end;
  private boolean whole;
  private int number;

  /**
   * @param name of the stream, for error messages
   */
  public LineSource(InputStream in, String name) {
    this.in = in;
    this.name = name;
  }

  /**
   * All lines of a text. They end at LF alone: CR may stand between the tokens of JSON, so whoever
   * ends lines there too sees another trace.
   *
   * @param name of the text, for error messages
   */
  public static List<String> cut(byte[] text, String name) {
    LineSource source = new LineSource(new ByteArrayInputStream(text), name);
    List<String> lines = new ArrayList<>();
    while (source.advance()) {
      lines.add(new String(source.buffer, source.from, source.length, StandardCharsets.UTF_8));
    }
    return List.copyOf(lines);
  }

  /** Goes to the next line, if there is one; the last may lack its end. */
  public boolean advance() {
    return advanceToWhole() || (end > next && line(end - next, false));
  }

  /**
   * Goes to the next line that has an end.
   *
   * @return false if the stream has none now
   * @throws TraceException in one line, if the stream cannot be read, or the line is too long
   */
  public boolean advanceToWhole() {
    int scanned = next;
    while (true) {
      for (int i = scanned; i < end; i++) {
        if (buffer[i] == '\n') {
          return line(i - next, true);
        }
      }
      scanned = end - makeRoom();
      int read = read();
      if (read < 0) {
        return false;
      }
      end += read;
    }
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
              + "; give a file on a disk that can be read",
          e);
    }
  }

  private boolean line(int bytes, boolean ended) {
    number++;
    from = next;
    length = bytes;
    whole = ended;
    next = Math.min(end, from + bytes + 1);
    return true;
  }

  /** Moves what is unread to the front; returns by how much. */
  private int makeRoom() {
    int moved = next;
    if (end - next > MAX_LINE_BYTES) {
      throw new TraceException(
          name
              + ":"
              + (number + 1)
              + ": the line is longer than "
              + (MAX_LINE_BYTES >> 20)
              + " MiB; write one event a line");
    }
    byte[] target = end - next == buffer.length ? new byte[2 * buffer.length] : buffer;
    System.arraycopy(buffer, next, target, 0, end - next);
    buffer = target;
    end -= next;
    next = 0;
    return moved;
  }

  /** The bytes among which the line is; valid until the next {@link #advance}. */
  public byte[] buffer() {
    return buffer;
  }

  /** Where the line begins in {@link #buffer}. */
  public int from() {
    return from;
  }

  /** The line's length in bytes, without its end. */
  public int length() {
    return length;
  }

  /** The line's number, from 1. */
  public int number() {
    return number;
  }

  /** How many bytes are read, and in no line yet. */
  public int rest() {
    return end - next;
  }

  /** Whether the line has an end; only the last line of a file can lack it. */
  boolean isWhole() {
    return whole;
  }

  /** Whether there is neither a byte 0 nor the mark of UTF-16, as in no text in UTF-8. */
  boolean isText() {
    for (int i = from; i < from + length; i++) {
      if (buffer[i] == 0 || (buffer[i] & 0xFE) == 0xFE) {
        return false;
      }
    }
    return true;
  }

  boolean isBlank() {
    for (int i = from; i < from + length; i++) {
      if (buffer[i] != ' ' && buffer[i] != '\r' && buffer[i] != '\t') {
        return false;
      }
    }
    return true;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
