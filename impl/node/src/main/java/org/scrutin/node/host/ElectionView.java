package org.scrutin.node.host;

import java.util.Optional;
import org.scrutin.node.host.ElectionObserver.Role;
import org.scrutin.node.host.ElectionObserver.Standing;
import org.scrutin.protocol.ElectionState;
import org.scrutin.protocol.NodeId;
import org.scrutin.protocol.raft.RaftState;
import org.scrutin.protocol.raft.RaftTiming;

/**
 * What a step of an algorithm means to an {@link ElectionObserver}. Of the thread of the protocol.
 *
 * @param <S> the algorithm's state
 */
public interface ElectionView<S extends ElectionState> {

  /** Where a node with this state stands. */
  Standing standing(S state);

  /**
   * Tells of one step.
   *
   * @param nanos {@link System#nanoTime} before it
   */
  void stepped(S before, S after, String action, long nanos, ElectionObserver observer);

  /** Raft, whose leases last as this says. */
  static ElectionView<RaftState> raft(NodeId self, RaftTiming timing) {
    return new RaftView(self, timing);
  }

  /** An algorithm that elects, and has no log, no lease and no hand-over: who leads may write. */
  static <S extends ElectionState> ElectionView<S> plain(NodeId self) {
    return new ElectionView<>() {

      @Override
      public Standing standing(S state) {
        boolean leads = state.leader().equals(Optional.of(self));
        return new Standing(leads ? Role.LEADER : Role.FOLLOWER, state.epoch(), state.leader());
      }

      @Override
      public void stepped(S before, S after, String action, long nanos, ElectionObserver observer) {
        Standing now = standing(after);
        if (!now.equals(standing(before))) {
          observer.standingChanged(now, action);
          if (now.role() == Role.LEADER) {
            observer.mayWrite(now.epoch());
          }
        }
      }
    };
  }
}
