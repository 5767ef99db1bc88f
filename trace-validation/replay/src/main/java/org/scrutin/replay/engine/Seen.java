package org.scrutin.replay.engine;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.scrutin.replay.LongSet;
import tlc2.tool.TLCState;

/**
 * The states that a search has seen. To take a fingerprint is to walk through a whole state, and
 * where the trace determines the behaviour there is one state for each line and each level: a state
 * of whose line or level there is no other is new without it, if states differ that differ in that.
 * Not thread-safe.
 */
final class Seen {

  private static final long LEVEL_FACTOR = 0x9E3779B97F4A7C15L;

  private final boolean isToldByLine;
  private final boolean readsLevel;
  private final LongSet fingerprints = new LongSet();

  /** The only state of its sort so far; empty once there were several. */
  private final Map<Sort, Optional<Reached>> alone = new HashMap<>();

  private int waiting;

  private record Reached(TLCState state, int level) {}

  /** What tells states apart, each 0 if it does not. */
  private record Sort(int line, int level) {}

  /**
   * @param isToldByLine whether states differ that have read different lines
   * @param readsLevel whether equal states of two levels differ
   */
  Seen(boolean isToldByLine, boolean readsLevel) {
    this.isToldByLine = isToldByLine;
    this.readsLevel = readsLevel;
  }

  /**
   * Adds a state; returns whether it is new.
   *
   * @param line what the state itself says of the line that comes next, if it says so
   */
  boolean add(TLCState state, int level, Optional<Integer> line) {
    Reached reached = new Reached(state, level);
    if (!readsLevel && (!isToldByLine || line.isEmpty())) {
      return isNew(reached);
    }
    Sort sort = new Sort(isToldByLine ? line.orElse(0) : 0, readsLevel ? level : 0);
    Optional<Reached> other = alone.putIfAbsent(sort, Optional.of(reached));
    if (other == null) {
      waiting++;
      return true;
    }
    if (other.isPresent()) {
      alone.put(sort, Optional.empty());
      waiting--;
      isNew(other.get());
    }
    return isNew(reached);
  }

  private boolean isNew(Reached reached) {
    long fingerprint = reached.state.fingerPrint();
    return fingerprints.add(
        readsLevel ? fingerprint ^ (reached.level * LEVEL_FACTOR) : fingerprint);
  }

  int size() {
    return fingerprints.size() + waiting;
  }

  /** The fingerprints of all. */
  LongSet fingerprints() {
    alone.values().forEach(state -> state.ifPresent(this::isNew));
    alone.clear();
    waiting = 0;
    return fingerprints;
  }
}
