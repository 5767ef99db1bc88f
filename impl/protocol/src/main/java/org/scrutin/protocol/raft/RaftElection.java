package org.scrutin.protocol.raft;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import org.scrutin.protocol.NodeId;
import org.scrutin.protocol.raft.RaftMessage.AppendEntries;
import org.scrutin.protocol.raft.RaftMessage.RequestPreVote;
import org.scrutin.protocol.raft.RaftMessage.RequestPreVoteResponse;
import org.scrutin.protocol.raft.RaftMessage.RequestVote;
import org.scrutin.protocol.raft.RaftMessage.RequestVoteResponse;
import org.scrutin.protocol.raft.RaftMessage.TimeoutNow;

/**
 * How Raft elects: the actions of RaftElection.tla, each a change of a {@link Turn}. Immutable and
 * so thread-safe.
 */
record RaftElection(Servers servers, RaftOptions options) {

  private NodeId self() {
    return servers.self();
  }

  /** RaftElection.tla, Loyal. */
  boolean loyal(Turn turn) {
    return options.has(RaftPart.LEASE_READ) && turn.hears() && !turn.leads();
  }

  void doubt(Turn turn) {
    turn.leader = Optional.empty();
    turn.state = RaftRole.FOLLOWER;
  }

  void timeout(Turn turn) {
    if (options.has(RaftPart.PRE_VOTE)) {
      beginPreVote(turn);
    } else {
      beginElection(turn, false);
    }
  }

  private void beginPreVote(Turn turn) {
    turn.candidate(RaftRole.PRE_CANDIDATE);
    Log log = turn.log;
    for (NodeId node : otherVoters(turn)) {
      turn.send(
          new RequestPreVote(self(), node, turn.currentTerm + 1, log.lastIndex(), log.lastTerm()));
    }
  }

  private void beginElection(Turn turn, boolean transfer) {
    turn.currentTerm++;
    turn.votedFor = Optional.of(self());
    turn.candidate(RaftRole.CANDIDATE).save();
    Log log = turn.log;
    for (NodeId node : otherVoters(turn)) {
      turn.send(
          new RequestVote(
              self(), node, turn.currentTerm, log.lastIndex(), log.lastTerm(), transfer));
    }
  }

  private List<NodeId> otherVoters(Turn turn) {
    return servers.config(turn.log).allVoters().stream()
        .filter(node -> !node.equals(self()))
        .toList();
  }

  private static SortedMap<NodeId, Integer> each(List<NodeId> nodes, int value) {
    TreeMap<NodeId, Integer> map = new TreeMap<>();
    nodes.forEach(node -> map.put(node, value));
    return Collections.unmodifiableSortedMap(map);
  }

  void handleRequestPreVote(Turn turn, RequestPreVote m) {
    boolean granted =
        m.term() > turn.currentTerm
            && !turn.hears()
            && upToDate(m.lastLogTerm(), m.lastLogIndex(), turn.log);
    int term = granted ? m.term() : turn.currentTerm;
    turn.send(new RequestPreVoteResponse(self(), m.from(), term, granted));
  }

  void handleRequestPreVoteResponse(Turn turn, RequestPreVoteResponse m) {
    if (!m.voteGranted()) {
      if (m.term() > turn.currentTerm) {
        hearOf(turn, m.term());
      }
    } else if (turn.state == RaftRole.PRE_CANDIDATE && m.term() == turn.currentTerm + 1) {
      turn.votes = Servers.with(turn.votes, m.from());
      if (servers.isQuorum(turn.log, node -> turn.votes.contains(node))) {
        beginElection(turn, false);
      }
    }
  }

  void handleRequestVote(Turn turn, RequestVote m) {
    if (options.has(RaftPart.CHECK_QUORUM) && turn.hears() && !m.transfer()) {
      return;
    }
    if (m.term() > turn.currentTerm) {
      turn.stepDown(m.term());
    }
    boolean granted =
        m.term() == turn.currentTerm
            && turn.votedFor.map(m.from()::equals).orElse(true)
            && upToDate(m.lastLogTerm(), m.lastLogIndex(), turn.log);
    if (granted) {
      turn.votedFor = Optional.of(m.from());
      turn.patient().save();
    }
    turn.send(new RequestVoteResponse(self(), m.from(), turn.currentTerm, granted));
  }

  /** RaftState.tla, UpToDate. */
  private static boolean upToDate(int term, int index, Log log) {
    return term > log.lastTerm() || (term == log.lastTerm() && index >= log.lastIndex());
  }

  void handleRequestVoteResponse(Turn turn, RequestVoteResponse m) {
    if (m.term() > turn.currentTerm) {
      hearOf(turn, m.term());
    } else if (m.voteGranted()
        && m.term() == turn.currentTerm
        && turn.state == RaftRole.CANDIDATE) {
      turn.votes = Servers.with(turn.votes, m.from());
      if (servers.isQuorum(turn.log, node -> turn.votes.contains(node))) {
        lead(turn);
      }
    }
  }

  /** An answer tells of a later term. */
  void hearOf(Turn turn, int term) {
    if (!loyal(turn)) {
      turn.stepDown(term);
    }
  }

  private void lead(Turn turn) {
    int last = turn.log.lastIndex();
    int lastTerm = turn.log.lastTerm();
    turn.state = RaftRole.LEADER;
    turn.leader = Optional.of(self());
    turn.votes = Collections.emptySortedSet();
    if (options.has(RaftPart.NO_OP)) {
      turn.log = turn.log.append(new Entry(turn.currentTerm, Optional.empty()));
    }
    boolean written = !options.has(RaftPart.ASYNC_DISK);
    if (written) {
      turn.save();
    }
    int appended = turn.log.lastIndex();
    List<NodeId> peers = servers.peers(turn.log);
    turn.acked = each(peers, 0);
    if (options.has(RaftPart.LEASE_READ)) {
      turn.lease = Optional.of(Collections.emptySortedSet());
    }
    turn.nextIndex = each(peers, appended + 1);
    turn.matchIndex = Servers.with(turn.acked, self(), written ? appended : last);
    for (NodeId node : peers) {
      turn.send(
          new AppendEntries(
              self(),
              node,
              turn.currentTerm,
              last,
              lastTerm,
              turn.log.between(last, appended),
              Math.min(turn.commitIndex, appended),
              turn.round));
    }
  }

  void checkQuorum(Turn turn) {
    SortedSet<NodeId> heard = Servers.with(turn.heard, self());
    if (servers.isQuorum(turn.log, node -> heard.contains(node))
        && !servers.hasLeft(turn.log, turn.commitIndex)) {
      turn.heard = Collections.emptySortedSet();
    } else {
      turn.stepDown(turn.currentTerm);
    }
  }

  void transferLeadership(Turn turn, NodeId to) {
    turn.transferee = Optional.of(to);
    turn.lease = Optional.empty();
    handover(turn, to);
  }

  /** RaftElection.tla, Handover. */
  void handover(Turn turn, NodeId to) {
    if (turn.matchIndex.get(to) == turn.log.lastIndex()) {
      turn.send(new TimeoutNow(self(), to, turn.currentTerm));
    }
  }

  void abortTransfer(Turn turn) {
    turn.transferee = Optional.empty();
  }

  void handleTimeoutNow(Turn turn, TimeoutNow m) {
    if (m.term() > turn.currentTerm) {
      turn.stepDown(m.term());
    } else if (m.term() == turn.currentTerm
        && turn.state == RaftRole.FOLLOWER
        && servers.isElectable(turn.log, turn.commitIndex)) {
      beginElection(turn, true);
    }
  }
}
