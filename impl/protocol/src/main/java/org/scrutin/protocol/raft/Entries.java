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

  /** What versions of a list share: the entries, and at which places configurations are. */
  private static final class Shared {

    private final List<Entry> entries;
    private final List<Integer> configs = new ArrayList<>(0);

    Shared(int capacity) {
      entries = new ArrayList<>(capacity);
    }

    void addAll(List<Entry> more) {
      for (Entry entry : more) {
        if (entry.config().isPresent()) {
          configs.add(entries.size());
        }
        entries.add(entry);
      }
    }
  }

  private final Shared shared;
  private final int size;

  Entries() {
    this(new Shared(0), 0);
  }

  private Entries(Shared shared, int size) {
    this.shared = shared;
    this.size = size;
  }

  @Override
  public Entry get(int at) {
    if (at >= size) {
      throw new IndexOutOfBoundsException("entry " + at + " of " + size);
    }
    return shared.entries.get(at);
  }

  @Override
  public int size() {
    return size;
  }

  /** Where the last configuration is among the first so many entries; -1 if there is none. */
  int lastConfig(int count) {
    for (int i = shared.configs.size() - 1; i >= 0; i--) {
      int at = shared.configs.get(i);
      if (at < Math.min(count, size)) {
        return at;
      }
    }
    return -1;
  }

  /** Whether both are the first entries of one list. */
  boolean sharesWith(Entries other) {
    return shared == other.shared;
  }

  /** The first so many entries. */
  Entries first(int count) {
    return count >= size ? this : new Entries(shared, count);
  }

  /** The first elements share, so that to compare them costs nothing. */
  @Override
  public List<Entry> subList(int from, int to) {
    return from == 0 && to >= 0 && to <= size ? first(to) : super.subList(from, to);
  }

  /** All but the first so many entries. */
  Entries after(int count) {
    return new Entries().replaced(0, shared.entries.subList(count, size));
  }

  /** The first so many entries, and then these. */
  Entries replaced(int count, List<Entry> entries) {
    Shared target = shared;
    if (shared.entries.size() != count) {
      target = new Shared(Math.max(16, 2 * count));
      target.addAll(shared.entries.subList(0, count));
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
