package org.scrutin.replay;

import java.util.Arrays;
import java.util.stream.LongStream;

/**
 * A set of 64-bit fingerprints, in an open-addressing table: about 16 to 32 bytes an element. Not
 * thread-safe.
 */
public final class LongSet {

  private static final int FIRST_SLOTS = 1024;
  private static final int MAX_ELEMENTS = 1 << 29;

  private long[] table = new long[FIRST_SLOTS];
  private boolean containsZero;
  private int size;

  /**
   * Adds an element; returns whether it is new.
   *
   * @throws IllegalStateException beyond half a billion elements
   */
  public boolean add(long element) {
    if (element == 0) {
      boolean isNew = !containsZero;
      containsZero = true;
      return isNew;
    }
    int slot = slot(element);
    if (table[slot] == element) {
      return false;
    }
    table[slot] = element;
    size++;
    if (2 * size >= table.length) {
      grow();
    }
    return true;
  }

  /** Adds all elements of the other set; returns how many of them are new. */
  public int addAll(LongSet other) {
    int before = size();
    for (long element : other.table) {
      if (element != 0) {
        add(element);
      }
    }
    containsZero |= other.containsZero;
    return size() - before;
  }

  /** Whether the element is in the set. */
  public boolean contains(long element) {
    return element == 0 ? containsZero : table[slot(element)] == element;
  }

  /** The elements, from the least to the greatest. */
  public long[] toArray() {
    LongStream elements = Arrays.stream(table).filter(element -> element != 0);
    return (containsZero ? LongStream.concat(LongStream.of(0), elements) : elements)
        .sorted()
        .toArray();
  }

  /** A set of these elements. */
  public static LongSet of(long... elements) {
    LongSet set = new LongSet();
    for (long element : elements) {
      set.add(element);
    }
    return set;
  }

  /** How many elements there are. */
  public int size() {
    return size + (containsZero ? 1 : 0);
  }

  private int slot(long element) {
    int mask = table.length - 1;
    int slot = (int) (element ^ (element >>> 32)) & mask;
    while (table[slot] != 0 && table[slot] != element) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    if (size >= MAX_ELEMENTS) {
      throw new IllegalStateException("more than " + MAX_ELEMENTS + " distinct states");
    }
    long[] old = table;
    table = new long[2 * old.length];
    for (long element : old) {
      if (element != 0) {
        table[slot(element)] = element;
      }
    }
  }
}
