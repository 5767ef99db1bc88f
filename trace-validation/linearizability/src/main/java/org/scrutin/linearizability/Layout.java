package org.scrutin.linearizability;

/**
 * Which bits of a configuration stand for what: a state in the first 32, then sets over slots. Few
 * open operations fit into one word.
 */
final class Layout {

  private static final int STATE_BITS = Integer.SIZE;
  private static final long STATE = (1L << STATE_BITS) - 1;

  final int spentAt;
  final int dueAt;
  final int usedAt;
  final int crashedAt;
  final int words;

  Layout(int slots, int crashed) {
    this(0, slots, crashed);
  }

  /** With so many bits that stand for nothing. */
  Layout(int unused, int slots, int crashed) {
    spentAt = STATE_BITS + unused;
    dueAt = spentAt + slots;
    usedAt = dueAt + slots;
    crashedAt = usedAt + slots;
    words = (crashedAt + crashed + Long.SIZE - 1) >> 6;
  }

  /** All bits before this one, in as many words as a configuration. */
  long[] before(int end) {
    long[] bits = new long[words];
    for (int at = 0; at < end; at++) {
      put(bits, at);
    }
    return bits;
  }

  static int state(long[] row) {
    return (int) row[0];
  }

  static void state(long[] row, int state) {
    row[0] = (row[0] & ~STATE) | state;
  }

  static boolean has(long[] row, int at) {
    return (row[at >> 6] & (1L << at)) != 0;
  }

  static void put(long[] row, int at) {
    row[at >> 6] |= 1L << at;
  }

  static void remove(long[] row, int at) {
    row[at >> 6] &= ~(1L << at);
  }

  /** How many bits a row has from this one on. */
  static int count(long[] row, int from) {
    int count = 0;
    for (int w = from >> 6; w < row.length; w++) {
      long bits = w == from >> 6 ? row[w] & -1L << from : row[w];
      count += Long.bitCount(bits);
    }
    return count;
  }

  // One word is by far the most common: beginning with it keeps the compiler from making loops
  // over a few words into loops over many, which take longer. Rows lie one after the other in a
  // table, and begin somewhere in it.

  static void copy(long[] from, int fromAt, long[] to, int toAt, int words) {
    to[toAt] = from[fromAt];
    for (int w = 1; w < words; w++) {
      to[toAt + w] = from[fromAt + w];
    }
  }

  static void addAll(long[] row, long[] others) {
    row[0] |= others[0];
    for (int w = 1; w < row.length; w++) {
      row[w] |= others[w];
    }
  }

  static void removeAll(long[] row, long[] others) {
    row[0] &= ~others[0];
    for (int w = 1; w < row.length; w++) {
      row[w] &= ~others[w];
    }
  }

  /** Whether a row has the same of these bits as one in a table. */
  static boolean equal(long[] row, long[] table, int at, long[] bits) {
    long differ = (row[0] ^ table[at]) & bits[0];
    for (int w = 1; w < row.length; w++) {
      differ |= (row[w] ^ table[at + w]) & bits[w];
    }
    return differ == 0;
  }

  /** Whether the one has no bit that the other one has not. */
  static boolean subset(long[] one, int oneAt, long[] other, int otherAt, int words) {
    long more = one[oneAt] & ~other[otherAt];
    for (int w = 1; w < words; w++) {
      more |= one[oneAt + w] & ~other[otherAt + w];
    }
    return more == 0;
  }
}
