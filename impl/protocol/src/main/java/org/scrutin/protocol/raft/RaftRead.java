package org.scrutin.protocol.raft;

import java.util.Collections;
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

  void readIndex(Turn turn, int read) {
    turn.round++;
    TreeSet<PendingRead> reads = new TreeSet<>(turn.reads);
    reads.add(new PendingRead(read, turn.commitIndex, turn.round));
    turn.reads = Collections.unmodifiableSortedSet(reads);
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
    while (!waiting.isEmpty() && confirmed(turn, waiting.first().round())) {
      turn.answer(waiting.pollFirst());
    }
    turn.reads = Collections.unmodifiableSortedSet(waiting);
  }

  private boolean confirmed(Turn turn, int round) {
    return servers.isQuorum(
        turn.log, node -> node.equals(servers.self()) || turn.acked.getOrDefault(node, 0) >= round);
  }
}
