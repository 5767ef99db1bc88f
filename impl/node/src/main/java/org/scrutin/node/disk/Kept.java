package org.scrutin.node.disk;

import java.io.IOException;
import org.scrutin.storage.DurableFormat;
import org.scrutin.storage.DurableStore;
import org.scrutin.storage.Volume;

/**
 * What a node keeps besides what its protocol asks for. Each record of its journal has all of it,
 * so that protocol, clock and trace agree after a crash.
 *
 * @param durable what the protocol asked to have on disk
 * @param clock no step of this node, until this was written, had a greater Lamport clock
 * @param messages no message that it sent had a greater number
 * @param traceBytes how long its trace was, with the step that wrote this
 * @param traceEvents how many events that were
 */
public record Kept<D>(D durable, long clock, long messages, long traceBytes, long traceEvents) {

  /**
   * What a node keeps on a volume.
   *
   * @throws org.scrutin.storage.CorruptJournalException in one line, if it is not as it was written
   */
  public static <D> DurableStore<Kept<D>> on(Volume volume, DurableFormat<D> format)
      throws IOException {
    return DurableStore.open(volume, new KeptFormat<>(format));
  }

  /** Whether the node has never lived. */
  public boolean isBlank() {
    return clock == 0;
  }
}
