package org.scrutin.replay.merge;

import java.io.Closeable;
import java.io.IOException;
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

  private final Map<LineSource, ItemReader> files = new LinkedHashMap<>();
  private boolean growing;
  private boolean found;
  private boolean closed;
  private int lines;

  /**
   * @param files with what reads their lines, closed with this
   * @param growing whether they may still grow
   */
  Survey(Map<LineSource, ItemReader> files, boolean growing) {
    this.files.putAll(files);
    this.growing = growing;
  }

  /** Looks at what is written by now. */
  void look() {
    files.forEach(this::look);
    if (!growing) {
      conclude();
    }
  }

  /** The files grow no more: the last line of each may lack its end. */
  void lookToTheEnd() {
    growing = false;
    look();
  }

  private void look(LineSource file, ItemReader reader) {
    while (isOpen() && (growing ? file.advanceToWhole() : file.advance())) {
      lines++;
      if (reader.mayNameMessages(file) && hasId(reader, file)) {
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
  private void conclude() {
    closed = true;
  }

  boolean messagesHaveIds() {
    return found;
  }

  /** Whether it may still turn out either way. */
  boolean isOpen() {
    return !closed;
  }

  private static boolean hasId(ItemReader reader, LineSource line) {
    byte[] text = Arrays.copyOfRange(line.buffer(), line.from(), line.from() + line.length());
    try {
      Optional<Item> item = reader.read(text, line.number());
      return item.orElse(null) instanceof Item.Step step && step.causes().hasIds();
    } catch (TraceException e) {
      return false; // It is told where the line is merged, if it comes to that.
    }
  }

  @Override
  public void close() throws IOException {
    for (LineSource file : files.keySet()) {
      file.close();
    }
  }
}
