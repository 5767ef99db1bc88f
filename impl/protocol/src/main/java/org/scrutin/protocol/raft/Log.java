package org.scrutin.protocol.raft;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.RandomAccess;

/**
 * A log; RaftState.tla, section "The log". Immutable: a longer log shares the entries of the
 * shorter one. Appending to the newest version costs the new entries only; appending to an older
 * one copies it, which happens when a follower's entries are replaced.
 *
 * <p>As a list it holds the entries from index 1 on, at 0. Not thread-safe while logs that share
 * entries are appended to.
 */
public final class Log extends AbstractList<Entry> implements RandomAccess {

  private final List<Entry> shared;
  private final int size;

  /** A log without entries. */
  public Log() {
    this(new ArrayList<>(), 0);
  }

  private Log(List<Entry> shared, int size) {
    this.shared = shared;
    this.size = size;
  }

  @Override
  public Entry get(int at) {
    if (at >= size) {
      throw new IndexOutOfBoundsException("entry " + (at + 1) + " of " + size);
    }
    return shared.get(at);
  }

  @Override
  public int size() {
    return size;
  }

  /** The index of the last entry; 0 if there is none. */
  public int lastIndex() {
    return size;
  }

  /** The term of the last entry; 0 if there is none. */
  public int lastTerm() {
    return termAt(size);
  }

  /**
   * The term of an entry.
   *
   * @param index from 0, before the first entry, whose term is 0
   */
  public int termAt(int index) {
    return index == 0 ? 0 : get(index - 1).term();
  }

  /** Whether this log has that entry, or index is 0. RaftState.tla, Holds. */
  public boolean holds(int index, int term) {
    return index == 0 || (index <= size && termAt(index) == term);
  }

  /** The log with one more entry. */
  public Log append(Entry entry) {
    return merged(size, List.of(entry));
  }

  /** The entries up to this index. */
  public Log prefix(int index) {
    return index >= size ? this : new Log(shared, index);
  }

  /** The entries after one index, up to another. */
  public List<Entry> between(int after, int upTo) {
    return List.copyOf(subList(after, upTo));
  }

  /**
   * This log with the entries after that index. What follows them is kept if all of them agree with
   * it. RaftState.tla, Merged.
   */
  public Log merged(int index, List<Entry> entries) {
    if (index + entries.size() <= size && agrees(index, entries)) {
      return this;
    }
    List<Entry> target = shared;
    if (shared.size() != index) {
      target = new ArrayList<>(Math.max(16, 2 * index));
      target.addAll(shared.subList(0, index));
    }
    target.addAll(entries);
    return new Log(target, index + entries.size());
  }

  private boolean agrees(int index, List<Entry> entries) {
    for (int i = 0; i < entries.size(); i++) {
      if (termAt(index + i + 1) != entries.get(i).term()) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean equals(Object other) {
    if (other instanceof Log log && log.shared == shared) {
      return log.size == size;
    }
    return super.equals(other);
  }

  @Override
  public int hashCode() {
    return super.hashCode();
  }
}
