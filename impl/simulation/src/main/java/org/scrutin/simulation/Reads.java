package org.scrutin.simulation;

import java.util.HashMap;
import java.util.Map;

/**
 * Whether clients read what they may rely on: nothing older than what some node had delivered when
 * they asked. Nobody can have been told of a command before that. Not thread-safe.
 */
final class Reads {

  /** For each read that is not answered: the entry that it has to see. */
  private final Map<Integer, Integer> least = new HashMap<>();

  private int delivered;
  private long answered;
  private long stale;

  /** A node has delivered the entries up to this one. */
  void delivered(int index) {
    delivered = Math.max(delivered, index);
  }

  /** A client asks, before any node hears of it. */
  void asked(int read) {
    least.put(read, delivered);
  }

  /**
   * A node answers.
   *
   * @param seen the entry up to which the answer sees all
   */
  void answered(int read, int seen) {
    Integer owed = least.remove(read);
    if (owed == null) {
      throw new AssertionError("read " + read + " is answered twice, or was never asked for");
    }
    answered++;
    stale += seen < owed ? 1 : 0;
  }

  /** How many reads were answered. */
  long answered() {
    return answered;
  }

  /** How many of them did not see what they had to. */
  long stale() {
    return stale;
  }
}
