package org.scrutin.protocol.quorumbully;

import static org.scrutin.protocol.quorumbully.QuorumBullyStatus.CLAIMING;
import static org.scrutin.protocol.quorumbully.QuorumBullyStatus.IDLE;

import java.util.Optional;
import java.util.SortedSet;
import org.scrutin.protocol.NodeId;

/**
 * What must hold of a step of one node: a grant is made once an epoch, and grants are counted only
 * while the node claims.
 *
 * @param nodes how many nodes there are
 */
record QuorumBullyInvariants(NodeId self, int nodes) {

  /** QuorumBully.tla, IsQuorum. */
  boolean isQuorum(SortedSet<NodeId> some) {
    return 2 * some.size() > nodes;
  }

  void check(QuorumBullyState before, QuorumBullyState after) {
    require(
        after.epoch() > before.epoch() || after.granted().equals(before.granted()),
        "a second grant in one epoch",
        after);
    require(
        after.leader().isEmpty() || after.status() == IDLE, "in an election under a leader", after);
    require(
        after.status() == CLAIMING
            ? after.grants().contains(self) && !isQuorum(after.grants())
            : after.grants().isEmpty(),
        "grants that do not fit the status",
        after);
    require(
        after.status() != CLAIMING || after.granted().equals(Optional.of(self)),
        "claims what it has not granted to itself",
        after);
  }

  private void require(boolean holds, String fault, QuorumBullyState state) {
    if (!holds) {
      throw new AssertionError(self + ": " + fault + " in " + state);
    }
  }
}
