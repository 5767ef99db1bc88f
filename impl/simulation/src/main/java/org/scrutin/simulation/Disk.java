package org.scrutin.simulation;

import java.util.List;
import java.util.Random;

/**
 * The disk of one node.
 *
 * @param <D> the durable part of the node's state
 */
interface Disk<D> {

  /** What is on it. */
  D contents();

  /** Puts the state on it, and comes back when it is there. */
  void flush(D state);

  /**
   * The node stops; what was written and not flushed may be lost.
   *
   * @param possible what may be left, from the least to the most
   */
  void crash(List<D> possible, Random random);

  /** Whether the node can come back with what is on it. */
  boolean opens();

  /** A disk that holds what it is given, and is never damaged. */
  static <D> Disk<D> perfect(D blank) {
    return new Disk<>() {

      private D contents = blank;

      @Override
      public D contents() {
        return contents;
      }

      @Override
      public void flush(D state) {
        contents = state;
      }

      @Override
      public void crash(List<D> possible, Random random) {
        contents = possible.get(possible.size() == 1 ? 0 : random.nextInt(possible.size()));
      }

      @Override
      public boolean opens() {
        return true;
      }
    };
  }
}
