package org.scrutin.storage;

import java.nio.ByteBuffer;

/**
 * How the durable state of a node is written as records: each says what has changed since the one
 * before it. Implementations are immutable.
 *
 * @param <D> the part of a node's state that survives a crash
 */
public interface DurableFormat<D> {

  /** The state of a node that has never run. */
  D blank();

  /** What makes the later state of the earlier one. */
  byte[] difference(D before, D after);

  /**
   * The later state.
   *
   * @param difference a record of {@link #difference}, all of it
   */
  D apply(D before, ByteBuffer difference);
}
