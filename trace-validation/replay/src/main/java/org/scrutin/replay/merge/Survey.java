package org.scrutin.replay.merge;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.scrutin.replay.LineSource;
import org.scrutin.replay.TraceException;

/**
 * Whether messages have ids, which decides how steps are put in order. The first message may pass
 * after many steps, so lines are looked at ahead of the merging, as far as they are written.
 */
final class Survey implements Closeable {

  /** So many lines without an id are enough to say that there are none, while a system runs. */
  private static final int MOST_LINES = 1000;

  private static final byte[] SENT = "\"sent\"".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] RECEIVED = "\"received\"".getBytes(StandardCharsets.US_ASCII);

  private final ItemParser parser = new ItemParser();
  private final Map<String, LineSource> files = new LinkedHashMap<>();
  private final boolean growing;
  private boolean found;
  private boolean closed;
  private int lines;

  /**
   * @param files by their names, closed with this
   * @param growing whether they may still grow
   */
  Survey(Map<String, InputStream> files, boolean growing) {
    files.forEach((name, in) -> this.files.put(name, new LineSource(in, name)));
    this.growing = growing;
  }

  /** Looks at what is written by now. */
  void look() {
    files.forEach(this::look);
    if (!growing) {
      conclude();
    }
  }

  private void look(String name, LineSource file) {
    while (isOpen() && (growing ? file.advanceToWhole() : file.advance())) {
      lines++;
      if (mayHaveId(file) && hasId(file, name)) {
        found();
      } else if (growing && lines >= MOST_LINES) {
        conclude();
      }
    }
  }

  /** A message with an id was met. */
  void found() {
    found = true;
    closed = true;
  }

  /** Nothing will come that tells more. */
  void conclude() {
    closed = true;
  }

  boolean messagesHaveIds() {
    return found;
  }

  /** Whether it may still turn out either way. */
  boolean isOpen() {
    return !closed;
  }

  private static boolean mayHaveId(LineSource line) {
    return contains(line, SENT) || contains(line, RECEIVED);
  }

  private static boolean contains(LineSource line, byte[] word) {
    int last = line.from() + line.length() - word.length;
    for (int at = line.from(); at <= last; at++) {
      if (line.buffer()[at] == word[0]
          && Arrays.equals(line.buffer(), at, at + word.length, word, 0, word.length)) {
        return true;
      }
    }
    return false;
  }

  private boolean hasId(LineSource line, String name) {
    byte[] text = Arrays.copyOfRange(line.buffer(), line.from(), line.from() + line.length());
    try {
      Optional<Item> item = parser.parse(text, name + ":" + line.number());
      return item.orElse(null) instanceof Item.Step step && step.hasIds();
    } catch (TraceException e) {
      return false; // It is told where the line is merged, if it comes to that.
    }
  }

  @Override
  public void close() throws IOException {
    for (LineSource file : files.values()) {
      file.close();
    }
  }
}
