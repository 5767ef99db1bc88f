package org.scrutin.storage;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The durable state of one node on a {@link Volume}: each change is one record of a {@link
 * Journal}, and so takes effect whole or not at all. Not thread-safe.
 *
 * @param <D> the part of a node's state that survives a crash
 */
public final class DurableStore<D> {

  /** No file is rewritten that is shorter than this. */
  private static final long SHORT = 1 << 16;

  /** A file is rewritten when it is so many times longer than it was after the last time. */
  private static final long GROWTH = 4;

  private final Journal journal;
  private final DurableFormat<D> format;
  private D state;
  private long shortest;

  private DurableStore(Journal journal, DurableFormat<D> format, D state) {
    this.journal = journal;
    this.format = format;
    this.state = state;
    this.shortest = SHORT;
  }

  /**
   * Opens what is on a volume.
   *
   * @throws CorruptJournalException in one line, if it is not as it was written
   */
  public static <D> DurableStore<D> open(Volume volume, DurableFormat<D> format)
      throws IOException {
    Journal.Opened opened = Journal.open(volume);
    D state = format.blank();
    for (byte[] record : opened.records()) {
      state = format.apply(state, ByteBuffer.wrap(record));
    }
    return new DurableStore<>(opened.journal(), format, state);
  }

  /** What was written last, or was found when the store was opened. */
  public D state() {
    return state;
  }

  /** Writes another state. A crash may take it away until {@link #sync} has come back. */
  public void write(D next) throws IOException {
    journal.append(format.difference(state, next));
    state = next;
  }

  /** Comes back when the state is on disk. */
  public void sync() throws IOException {
    journal.sync();
    if (journal.length() > GROWTH * shortest) {
      journal.rewrite(format.difference(format.blank(), state));
      shortest = Math.max(SHORT, journal.length());
    }
  }
}
