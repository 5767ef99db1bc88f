package org.scrutin.linearizability;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Calls and returns happen one after the other. Where two share a position nobody can say which one
 * came first, and different searches would give different answers.
 */
final class Positions {

  /** A set of bits is worth its memory up to so many positions for each operation. */
  private static final long DENSE = 512;

  private static final int NONE = -1;

  private Positions() {}

  /**
   * Refuses two calls or returns at one position.
   *
   * @throws IllegalArgumentException that names both operations
   */
  static void requireDistinct(List<Operation> operations) {
    int last = 0;
    for (Operation o : operations) {
      last = Math.max(last, o.ret() == Operation.NEVER ? o.call() : o.ret());
    }
    int shared = last <= DENSE * operations.size() ? marked(operations, last) : sorted(operations);
    if (shared != NONE) {
      List<String> both = new ArrayList<>();
      for (Operation o : operations) {
        if (o.call() == shared || o.ret() == shared) {
          both.add(o.call() + ".." + (o.ret() == Operation.NEVER ? "?" : o.ret()) + " " + o);
        }
      }
      throw new IllegalArgumentException(
          "two operations share the position "
              + shared
              + ": "
              + String.join(" and ", both)
              + "; give each call and each return a position of its own");
    }
  }

  private static int marked(List<Operation> operations, int last) {
    BitSet taken = new BitSet(last + 1);
    for (Operation o : operations) {
      if (taken.get(o.call())) {
        return o.call();
      }
      taken.set(o.call());
      if (o.ret() != Operation.NEVER) {
        if (taken.get(o.ret())) {
          return o.ret();
        }
        taken.set(o.ret());
      }
    }
    return NONE;
  }

  private static int sorted(List<Operation> operations) {
    int[] all = new int[2 * operations.size()];
    int count = 0;
    for (Operation o : operations) {
      all[count++] = o.call();
      if (o.ret() != Operation.NEVER) {
        all[count++] = o.ret();
      }
    }
    Arrays.sort(all, 0, count);
    for (int i = 1; i < count; i++) {
      if (all[i] == all[i - 1]) {
        return all[i];
      }
    }
    return NONE;
  }
}
