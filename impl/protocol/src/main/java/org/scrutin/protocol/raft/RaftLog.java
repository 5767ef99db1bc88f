package org.scrutin.protocol.raft;

import java.util.Optional;
import java.util.SortedMap;
import org.scrutin.protocol.NodeId;
import org.scrutin.protocol.raft.RaftMessage.AppendEntries;
import org.scrutin.protocol.raft.RaftMessage.AppendEntriesResponse;

/**
 * How Raft replicates: the actions of RaftLog.tla, each a change of a {@link Turn}. Immutable and
 * so thread-safe.
 */
record RaftLog(Servers servers, RaftOptions options, RaftElection election, RaftRead read) {

  private NodeId self() {
    return servers.self();
  }

  void propose(Turn turn, Command command) {
    turn.log = turn.log.append(new Entry(turn.currentTerm, Optional.of(command)));
    if (!options.has(RaftPart.ASYNC_DISK)) {
      turn.matchIndex = Servers.with(turn.matchIndex, self(), turn.log.lastIndex());
      turn.save();
    }
  }

  void flush(Turn turn) {
    turn.matchIndex = Servers.with(turn.matchIndex, self(), turn.log.lastIndex());
    turn.commitIndex = newCommitIndex(turn);
    turn.save();
  }

  void appendEntries(Turn turn, NodeId to, int upTo) {
    int after = turn.nextIndex.get(to) - 1;
    turn.nextIndex = Servers.with(turn.nextIndex, to, upTo + 1);
    turn.send(
        new AppendEntries(
            self(),
            to,
            turn.currentTerm,
            after,
            turn.log.termAt(after),
            turn.log.between(after, upTo),
            Math.min(turn.commitIndex, upTo),
            turn.round));
  }

  void handleAppendEntries(Turn turn, AppendEntries m) {
    if (m.term() < turn.currentTerm) {
      turn.send(new AppendEntriesResponse(self(), m.from(), turn.currentTerm, false, 0, 0));
      return;
    }
    boolean held = turn.log.holds(m.prevLogIndex(), m.prevLogTerm());
    int last = m.prevLogIndex() + m.entries().size();
    int index = held ? last : hint(turn.log, m.prevLogIndex(), turn.commitIndex);
    turn.follow(m.term(), Optional.of(m.from())).patient();
    if (held) {
      turn.log = turn.log.merged(m.prevLogIndex(), m.entries());
      turn.commitIndex = Math.max(turn.commitIndex, Math.min(m.leaderCommit(), last));
    }
    turn.save().send(new AppendEntriesResponse(self(), m.from(), m.term(), held, index, m.round()));
  }

  /** RaftLog.tla, Hint. */
  private static int hint(Log log, int refused, int committed) {
    if (refused > log.lastIndex()) {
      return log.lastIndex();
    }
    int index = refused - 1;
    while (index > committed && log.termAt(index) == log.termAt(refused)) {
      index--;
    }
    return index;
  }

  void handleAppendEntriesResponse(Turn turn, AppendEntriesResponse m) {
    if (m.term() > turn.currentTerm) {
      election.hearOf(turn, m.term());
    } else if (m.term() == turn.currentTerm && turn.leads() && turn.acked.containsKey(m.from())) {
      if (options.has(RaftPart.CHECK_QUORUM)) {
        turn.heard = Servers.with(turn.heard, m.from());
      }
      read.acknowledge(turn, m.from(), m.round());
      if (m.success()) {
        matched(turn, m);
      } else {
        refused(turn, m);
      }
    }
  }

  private void matched(Turn turn, AppendEntriesResponse m) {
    boolean news = m.index() > turn.matchIndex.get(m.from());
    if (news) {
      turn.matchIndex = Servers.with(turn.matchIndex, m.from(), m.index());
      if (turn.nextIndex.get(m.from()) <= m.index()) {
        turn.nextIndex = Servers.with(turn.nextIndex, m.from(), m.index() + 1);
      }
    }
    // Even without news: since the last answer another configuration may be in force.
    if (turn.commitIndex < turn.log.lastIndex()) {
      turn.commitIndex = newCommitIndex(turn);
    }
    if (news && turn.transferee.equals(Optional.of(m.from()))) {
      election.handover(turn, m.from());
    }
  }

  private static void refused(Turn turn, AppendEntriesResponse m) {
    int next = turn.nextIndex.get(m.from());
    int again = Math.max(turn.matchIndex.get(m.from()) + 1, Math.min(next, m.index() + 1));
    if (again != next) {
      turn.nextIndex = Servers.with(turn.nextIndex, m.from(), again);
    }
  }

  /** RaftLog.tla, NewCommitIndex. */
  private int newCommitIndex(Turn turn) {
    SortedMap<NodeId, Integer> matches = turn.matchIndex;
    Configuration config = servers.config(turn.log);
    int matched = 0;
    for (int candidate : matches.values()) {
      if (candidate > matched
          && config.isQuorum(node -> matches.getOrDefault(node, 0) >= candidate)) {
        matched = candidate;
      }
    }
    matched = Math.min(matched, turn.log.lastIndex());
    boolean more = matched > turn.commitIndex && turn.log.termAt(matched) == turn.currentTerm;
    return more ? matched : turn.commitIndex;
  }
}
