package org.scrutin.protocol.raft;

import java.util.List;
import java.util.Optional;

/**
 * A log: a snapshot, which stands for the first entries, and those after it; Log.tla. An entry is
 * named by its index, from 1, which a snapshot does not change. Immutable; not thread-safe while
 * logs that share entries are appended to.
 *
 * @param snapshot stands for the entries up to its index
 * @param entries those after it, in the order of their indexes
 */
public record Log(Snapshot snapshot, List<Entry> entries) {

  /** A log without entries. */
  public Log() {
    this(Snapshot.NONE);
  }

  /** A log with no entries but those for which the snapshot stands. */
  Log(Snapshot snapshot) {
    this(snapshot, new Entries());
  }

  /** Copies the entries, unless they are those of another log. */
  public Log {
    entries = entries instanceof Entries ? entries : new Entries().replaced(0, entries);
  }

  private Entries shared() {
    return (Entries) entries;
  }

  private int start() {
    return snapshot.index();
  }

  /** The index of the last entry; 0 if there has never been one. */
  public int lastIndex() {
    return start() + entries.size();
  }

  /** The term of the last entry; 0 if there has never been one. */
  public int lastTerm() {
    return termAt(lastIndex());
  }

  /**
   * The entry of that index.
   *
   * @param index after the snapshot's, up to the last
   */
  public Entry entryAt(int index) {
    return entries.get(index - start() - 1);
  }

  /**
   * The term of an entry.
   *
   * @param index from the snapshot's on, up to the last; of 0 the term is 0
   */
  public int termAt(int index) {
    return index == start() ? snapshot.term() : entryAt(index).term();
  }

  /** The index of the last configuration, or of the snapshot, which has it then; ConfigIndex. */
  public int configIndex() {
    return start() + 1 + shared().lastConfig(entries.size());
  }

  /**
   * The last configuration up to an entry; empty if it has always been the first one.
   * RaftState.tla, ConfigField.
   *
   * @param index from the snapshot's on, up to the last
   */
  public Optional<Configuration> configAt(int index) {
    int at = shared().lastConfig(index - start());
    return at < 0 ? snapshot.config() : entries.get(at).config();
  }

  /** Whether this log has had that entry, or index is 0. Log.tla, Holds. */
  public boolean holds(int index, int term) {
    return index < start() || (index <= lastIndex() && termAt(index) == term);
  }

  /** The log with one more entry. */
  public Log append(Entry entry) {
    return new Log(snapshot, shared().replaced(entries.size(), List.of(entry)));
  }

  /** The log without what follows that entry. Log.tla, UpTo. */
  public Log upTo(int index) {
    return new Log(snapshot, shared().first(index - start()));
  }

  /** The entries after one index, which is not less than the snapshot's, up to another. */
  public List<Entry> between(int after, int upTo) {
    return List.copyOf(entries.subList(after - start(), upTo - start()));
  }

  /**
   * This log with the entries after that index. What follows them is kept if all of them agree with
   * it. Log.tla, Merged.
   */
  public Log merged(int index, List<Entry> some) {
    int from = Math.max(index, start());
    List<Entry> news = some.subList(Math.min(from - index, some.size()), some.size());
    if (from + news.size() <= lastIndex() && agrees(from, news)) {
      return this;
    }
    return new Log(snapshot, shared().replaced(from - start(), news));
  }

  /** Up to which index another log has the entries of this one, where both still have them. */
  public int agreesUpTo(Log other) {
    int index = Math.max(start(), other.start());
    int last = Math.min(lastIndex(), other.lastIndex());
    if (shared().sharesWith(other.shared())) {
      return Math.max(index, last);
    }
    while (index < last && entryAt(index + 1).equals(other.entryAt(index + 1))) {
      index++;
    }
    return index;
  }

  /**
   * The log with this snapshot, with the entries of this one up to an index, and then with these.
   *
   * @param kept from the new snapshot's index on
   */
  public Log replaced(Snapshot further, int kept, List<Entry> news) {
    int forgotten = Math.min(entries.size(), Math.max(0, further.index() - start()));
    Entries rest = forgotten == 0 ? shared() : shared().after(forgotten);
    return new Log(further, rest.replaced(kept - further.index(), news));
  }

  private boolean agrees(int index, List<Entry> some) {
    for (int i = 0; i < some.size(); i++) {
      if (termAt(index + i + 1) != some.get(i).term()) {
        return false;
      }
    }
    return true;
  }

  /**
   * The log whose snapshot stands for all up to that entry. Log.tla, Compacted.
   *
   * @param index from the snapshot's on, up to the last
   */
  public Log compacted(int index) {
    Snapshot further = snapshot;
    for (Entry entry : entries.subList(0, index - start())) {
      further = further.with(entry);
    }
    return new Log(further, shared().after(index - start()));
  }

  /**
   * This log after a snapshot has come: itself, if it holds the snapshot's last entry.
   * RaftSnapshot.tla, Installed.
   */
  public Log installed(Snapshot other) {
    return holds(other.index(), other.term()) ? this : new Log(other);
  }
}
