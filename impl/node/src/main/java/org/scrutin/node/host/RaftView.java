package org.scrutin.node.host;

import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.scrutin.node.host.ElectionObserver.Role;
import org.scrutin.node.host.ElectionObserver.Standing;
import org.scrutin.protocol.NodeId;
import org.scrutin.protocol.raft.RaftRole;
import org.scrutin.protocol.raft.RaftState;
import org.scrutin.protocol.raft.RaftTiming;

/**
 * What a step of Raft means. A lease is as long as the specification says, from before the step
 * that began its round (RaftRead.tla, RenewLease): until then LeaseHolds. Of the thread of the
 * protocol.
 */
final class RaftView implements ElectionView<RaftState> {

  private final NodeId self;
  private final long leaseNanos;

  /** When the rounds began that a lease may rest on. */
  private final SortedMap<Integer, Long> begun = new TreeMap<>();

  private Optional<Long> until = Optional.empty();

  RaftView(NodeId self, RaftTiming timing) {
    this.self = self;
    this.leaseNanos = timing.lease().toNanos();
  }

  @Override
  public Standing standing(RaftState state) {
    return new Standing(role(state.state()), state.currentTerm(), state.leader());
  }

  private static Role role(RaftRole role) {
    return switch (role) {
      case LEADER -> Role.LEADER;
      case PRE_CANDIDATE -> Role.PRE_CANDIDATE;
      case CANDIDATE -> Role.CANDIDATE;
      case FOLLOWER, RECOVERING -> Role.FOLLOWER;
    };
  }

  @Override
  public void stepped(
      RaftState before, RaftState after, String action, long nanos, ElectionObserver observer) {
    lease(before, after, nanos, observer);
    handover(before, after, observer);
    Standing now = standing(after);
    if (!now.equals(standing(before))) {
      observer.standingChanged(now, action);
    }
    if (mayWrite(after) && !(mayWrite(before) && before.currentTerm() == after.currentTerm())) {
      observer.mayWrite(after.currentTerm());
    }
  }

  /** Whether a leader has committed an entry of its own term; RaftRead.tla, KnowsCommitted. */
  static boolean mayWrite(RaftState state) {
    return state.state() == RaftRole.LEADER
        && state.log().termAt(state.commitIndex()) == state.currentTerm();
  }

  private void lease(RaftState before, RaftState after, long nanos, ElectionObserver observer) {
    if (after.lease().isEmpty()) {
      begun.clear();
    } else {
      after.lease().get().forEach(round -> begun.putIfAbsent(round, nanos));
      begun.keySet().retainAll(after.lease().get());
    }
    Optional<Long> now = until(after);
    if (!now.equals(until) && (now.isEmpty() || isLater(now.get()))) {
      until = now;
      int epoch = before.state() == RaftRole.LEADER ? before.currentTerm() : after.currentTerm();
      observer.leaseChanged(epoch, now);
    }
  }

  /** A round that is over takes nothing back: what it said was true. */
  private boolean isLater(long nanos) {
    return until.isEmpty() || nanos - until.get() > 0;
  }

  /**
   * The end of the lease of the latest round that a majority has answered; RaftRead, LeaseHolds.
   */
  private Optional<Long> until(RaftState state) {
    if (state.lease().isEmpty()) {
      return Optional.empty();
    }
    Optional<Long> latest = until;
    for (var round : begun.entrySet()) {
      boolean confirmed =
          state
              .config()
              .isQuorum(
                  node ->
                      node.equals(self) || state.acked().getOrDefault(node, 0) >= round.getKey());
      long end = round.getValue() + leaseNanos;
      if (confirmed && (latest.isEmpty() || end - latest.get() > 0)) {
        latest = Optional.of(end);
      }
    }
    return latest;
  }

  private static void handover(RaftState before, RaftState after, ElectionObserver observer) {
    Optional<NodeId> was = before.transferee();
    Optional<NodeId> is = after.transferee();
    if (was.equals(is)) {
      return;
    }
    if (is.isPresent()) {
      observer.handoverBegun(after.currentTerm(), is.get());
    } else if (after.state() == RaftRole.LEADER) {
      observer.handoverFailed(after.currentTerm(), was.get());
    } else {
      observer.handoverDone(before.currentTerm(), was.get());
    }
  }
}
