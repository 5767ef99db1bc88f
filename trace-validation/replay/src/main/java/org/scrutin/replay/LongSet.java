package org.scrutin.replay;

/** A set of 64-bit fingerprints, in an open-addressing table. Not thread-safe. */
public final class LongSet {

  private long[] table = new long[1024];
  private boolean containsZero;
  private int size;

  /** Adds an element; returns whether it is new. */
  public boolean add(long element) {
    if (element == 0) {
      boolean isNew = !containsZero;
      containsZero = true;
      return isNew;
    }
    if (2 * size >= table.length) {
      grow();
    }
    int slot = slot(element);
    if (table[slot] == element) {
      return false;
    }
    table[slot] = element;
    size++;
    return true;
  }

  /** Adds all elements of the other set. */
  public void addAll(LongSet other) {
    for (long element : other.table) {
      if (element != 0) {
        add(element);
      }
    }
    containsZero |= other.containsZero;
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
    long[] old = table;
    table = new long[2 * old.length];
    for (long element : old) {
      if (element != 0) {
        table[slot(element)] = element;
      }
    }
  }
}
