package org.scrutin.protocol.raft;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.RandomAccess;

/**
 * The entries of a log after its snapshot. Immutable: a longer list shares the entries of the
 * shorter one. Appending to the newest version costs the new entries only; appending to an older
 * one copies it, which happens when a follower's entries are replaced.
 *
 * <p>Not thread-safe while lists that share entries are appended to.
 */
final class Entries extends AbstractList<Entry> implements RandomAccess {

  private final List<Entry> shared;
  private final int size;

  Entries() {
    this(new ArrayList<>(), 0);
  }

  private Entries(List<Entry> shared, int size) {
    this.shared = shared;
    this.size = size;
  }

  @Override
  public Entry get(int at) {
    if (at >= size) {
      throw new IndexOutOfBoundsException("entry " + at + " of " + size);
    }
    return shared.get(at);
  }

  @Override
  public int size() {
    return size;
  }

  /** Whether both are the first entries of one list. */
  boolean sharesWith(Entries other) {
    return shared == other.shared;
  }

  /** The first so many entries. */
  Entries first(int count) {
    return count >= size ? this : new Entries(shared, count);
  }

  /** All but the first so many entries. */
  Entries after(int count) {
    List<Entry> rest = new ArrayList<>(shared.subList(count, size));
    return new Entries(rest, rest.size());
  }

  /** The first so many entries, and then these. */
  Entries replaced(int count, List<Entry> entries) {
    List<Entry> target = shared;
    if (shared.size() != count) {
      target = new ArrayList<>(Math.max(16, 2 * count));
      target.addAll(shared.subList(0, count));
    }
    target.addAll(entries);
    return new Entries(target, count + entries.size());
  }

  @Override
  public boolean equals(Object other) {
    if (other instanceof Entries entries && entries.shared == shared) {
      return entries.size == size;
    }
    return super.equals(other);
  }

  @Override
  public int hashCode() {
    return super.hashCode();
  }
}
