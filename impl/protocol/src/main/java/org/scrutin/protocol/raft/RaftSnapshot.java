package org.scrutin.protocol.raft;

import java.util.Optional;
import org.scrutin.protocol.NodeId;
import org.scrutin.protocol.raft.RaftMessage.AppendEntriesResponse;
import org.scrutin.protocol.raft.RaftMessage.InstallSnapshot;

/**
 * How Raft keeps its log short: the actions of RaftSnapshot.tla, each a change of a {@link Turn}.
 * Immutable and so thread-safe.
 */
record RaftSnapshot(NodeId self) {

  /** Whether a snapshot of the service's state after that entry is of use. */
  static boolean mayCompact(RaftState state, int index) {
    return index > state.log().snapshot().index() && index <= state.commitIndex();
  }

  void compact(Turn turn, int index) {
    turn.log = turn.log.compacted(index);
    turn.save();
  }

  /** Whether the leader no longer has the next entry for that server. */
  static boolean mustInstall(RaftState leader, NodeId to) {
    return leader.nextIndex().get(to) <= leader.log().snapshot().index();
  }

  void installSnapshot(Turn turn, NodeId to) {
    Snapshot snapshot = turn.log.snapshot();
    turn.nextIndex = Servers.with(turn.nextIndex, to, snapshot.index() + 1);
    turn.send(new InstallSnapshot(self, to, turn.currentTerm, snapshot));
  }

  void handleInstallSnapshot(Turn turn, InstallSnapshot m) {
    if (m.term() < turn.currentTerm) {
      turn.send(new AppendEntriesResponse(self, m.from(), turn.currentTerm, false, 0, 0));
      return;
    }
    int index = m.snapshot().index();
    turn.follow(m.term(), Optional.of(m.from())).patient();
    turn.log = turn.log.installed(m.snapshot());
    turn.commitIndex = Math.max(turn.commitIndex, index);
    turn.save().send(new AppendEntriesResponse(self, m.from(), m.term(), true, index, 0));
  }
}
