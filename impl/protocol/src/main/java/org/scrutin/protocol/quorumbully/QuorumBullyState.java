package org.scrutin.protocol.quorumbully;

import static org.scrutin.protocol.quorumbully.QuorumBullyStatus.CLAIMING;
import static org.scrutin.protocol.quorumbully.QuorumBullyStatus.ELECTING;
import static org.scrutin.protocol.quorumbully.QuorumBullyStatus.IDLE;
import static org.scrutin.protocol.quorumbully.QuorumBullyStatus.WAITING;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import org.scrutin.protocol.ElectionState;
import org.scrutin.protocol.NodeId;

/**
 * The variables that QuorumBully.tla has for each node.
 *
 * @param epoch the highest epoch that this node has accepted; survives crashes
 * @param leader who leads that epoch, as far as this node knows
 * @param granted to whom this node has granted that epoch; survives crashes
 * @param status what this node is doing
 * @param grants who has granted that epoch to this node while it claims; never changed
 */
public record QuorumBullyState(
    int epoch,
    Optional<NodeId> leader,
    Optional<NodeId> granted,
    QuorumBullyStatus status,
    SortedSet<NodeId> grants)
    implements ElectionState {

  private static final SortedSet<NodeId> NO_GRANTS = Collections.emptySortedSet();

  static QuorumBullyState idle(int epoch, Optional<NodeId> granted) {
    return new QuorumBullyState(epoch, Optional.empty(), granted, IDLE, NO_GRANTS);
  }

  static QuorumBullyState electing(int epoch, Optional<NodeId> granted) {
    return new QuorumBullyState(epoch, Optional.empty(), granted, ELECTING, NO_GRANTS);
  }

  static QuorumBullyState waiting(int epoch, Optional<NodeId> granted) {
    return new QuorumBullyState(epoch, Optional.empty(), granted, WAITING, NO_GRANTS);
  }

  static QuorumBullyState claiming(int epoch, Optional<NodeId> granted, SortedSet<NodeId> grants) {
    return new QuorumBullyState(epoch, Optional.empty(), granted, CLAIMING, grants);
  }

  static QuorumBullyState led(int epoch, Optional<NodeId> leader, Optional<NodeId> granted) {
    return new QuorumBullyState(epoch, leader, granted, IDLE, NO_GRANTS);
  }
}
