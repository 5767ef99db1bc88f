package org.scrutin.replay.merge;

import java.util.Optional;
import org.scrutin.replay.LineSource;

/** Reads of the lines of one file what their order depends on. Not thread-safe. */
interface ItemReader {

  /**
   * The line, or nothing if it is no JSON, as after a crash in the middle of it.
   *
   * @param number the line's number, from 1
   * @throws org.scrutin.replay.TraceException in one line, if it lacks what its order depends on
   */
  Optional<Item> read(byte[] line, int number);

  /** Whether each life of a node begins with a header. */
  boolean hasHeaders();

  /** Whether the line is worth reading for messages' ids. */
  boolean mayNameMessages(LineSource line);
}
