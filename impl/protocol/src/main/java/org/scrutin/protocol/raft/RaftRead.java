package org.scrutin.protocol.raft;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.scrutin.protocol.NodeId;

/**
 * How Raft reads: RaftRead.tla, each action a change of a {@link Turn}. Immutable and so
 * thread-safe.
 */
record RaftRead(Servers servers) {

  /** RaftRead.tla, KnowsCommitted. */
  static boolean knowsCommitted(RaftState leader) {
    return leader.log().termAt(leader.commitIndex()) == leader.currentTerm();
  }

  /** RaftRead.tla, LeaseHolds. */
  boolean leaseHolds(RaftState leader) {
    return leader.lease().orElse(Collections.emptySortedSet()).stream()
        .anyMatch(round -> confirmed(leader.log(), leader.acked(), round));
  }

  void readIndex(Turn turn, int read) {
    turn.round++;
    TreeSet<PendingRead> reads = new TreeSet<>(turn.reads);
    reads.add(new PendingRead(read, turn.commitIndex, turn.round));
    turn.reads = Collections.unmodifiableSortedSet(reads);
  }

  void renewLease(Turn turn) {
    turn.round++;
    TreeSet<Integer> rounds = new TreeSet<>(turn.lease.orElseThrow());
    rounds.add(turn.round);
    turn.lease = Optional.of(Collections.unmodifiableSortedSet(rounds));
  }

  void expireLease(Turn turn, int round) {
    SortedSet<Integer> rounds = new TreeSet<>(turn.lease.orElseThrow());
    rounds.remove(round);
    turn.lease = Optional.of(Collections.unmodifiableSortedSet(rounds));
  }

  void leaseRead(Turn turn, int read) {
    turn.answer(new PendingRead(read, turn.commitIndex, turn.round));
  }

  /**
   * RaftRead.tla, Acknowledge. An answer to an earlier round may do, too: of another configuration.
   */
  void acknowledge(Turn turn, NodeId from, int round) {
    if (round > turn.acked.get(from)) {
      turn.acked = Servers.with(turn.acked, from, round);
    }
    if (turn.reads.isEmpty()) {
      return;
    }
    TreeSet<PendingRead> waiting = new TreeSet<>(turn.reads);
    while (!waiting.isEmpty() && confirmed(turn.log, turn.acked, waiting.first().round())) {
      turn.answer(waiting.pollFirst());
    }
    turn.reads = Collections.unmodifiableSortedSet(waiting);
  }

  private boolean confirmed(Log log, SortedMap<NodeId, Integer> acked, int round) {
    return servers.isQuorum(
        log, node -> node.equals(servers.self()) || acked.getOrDefault(node, 0) >= round);
  }
}
