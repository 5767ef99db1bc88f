package org.scrutin.node.host;

import java.util.Locale;
import java.util.Optional;
import org.scrutin.protocol.NodeId;

/**
 * Is told all that a layer above the protocol needs to know of leadership. Called by the thread of
 * the protocol, in the order of the steps, after what they promised is on disk and before anything
 * that they send: nobody hears of the end of a leadership before this node's own observer. So
 * nothing here may wait, or throw: what takes longer goes to a thread of the observer's own.
 */
public interface ElectionObserver {

  /** Is told nothing. */
  ElectionObserver NONE = new ElectionObserver() {};

  /**
   * The node's role, epoch or leader is another.
   *
   * @param standing from now on
   * @param reason the action of the specification by which it came to that, such as {@code
   *     Timeout}, {@code CheckQuorum}, {@code HandleAppendEntries} or {@code Restart}
   */
  default void standingChanged(Standing standing, String reason) {}

  /**
   * The node leads, and the first entry of its epoch is committed: clients may write. Said once in
   * a leadership, after {@link #standingChanged}. Where an algorithm has no log, at once.
   *
   * @param epoch the fencing token of this leadership
   */
  default void mayWrite(int epoch) {}

  /**
   * How long nobody else can lead, whatever happens to this node, as long as no clock runs faster
   * than another by more than what the lease allows for; see {@link
   * org.scrutin.protocol.raft.RaftTiming}. Moves forward while the node leads and hears of a
   * majority; when it hands over or leads no longer, it is over at once. To be compared with {@link
   * System#nanoTime}, by any thread, even while the thread of the protocol is stuck.
   *
   * @param epoch of the leadership
   * @param until nanoseconds; empty if there is no lease now
   */
  default void leaseChanged(int epoch, Optional<Long> until) {}

  /** The node has begun to hand over to another; it takes no commands meanwhile. */
  default void handoverBegun(int epoch, NodeId to) {}

  /** The other has not taken over in time: the node goes on to lead, and takes commands again. */
  default void handoverFailed(int epoch, NodeId to) {}

  /** The node no longer leads, as it wanted. */
  default void handoverDone(int epoch, NodeId to) {}

  /**
   * The node has stopped, and does nothing more: its disk has failed, or a check of its own. It is
   * told after {@link #standingChanged} to {@link Role#DOWN}.
   *
   * @param what in one line
   */
  default void failed(String what) {}

  /** The node has been closed. It is told after {@link #standingChanged} to {@link Role#DOWN}. */
  default void stopped() {}

  /** What a node is. */
  enum Role {
    /** Follows a leader, or waits for one. */
    FOLLOWER,
    /** Asks whether it could be elected; only Raft does. */
    PRE_CANDIDATE,
    /** Wants to lead. */
    CANDIDATE,
    /** Leads. */
    LEADER,
    /** Takes no part. */
    DOWN;

    /** As people are told it, such as {@code pre-candidate}. */
    public String text() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * Where a node stands in an election.
   *
   * @param role what it is
   * @param epoch the highest that it has accepted; Raft's term
   * @param leader of that epoch, if it knows it
   */
  record Standing(Role role, int epoch, Optional<NodeId> leader) {}
}
