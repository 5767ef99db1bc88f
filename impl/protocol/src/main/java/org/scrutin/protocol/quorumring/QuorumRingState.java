package org.scrutin.protocol.quorumring;

import java.util.Optional;
import org.scrutin.protocol.ElectionState;
import org.scrutin.protocol.NodeId;

/**
 * The variables that QuorumRing.tla has for each node.
 *
 * @param epoch the highest epoch that this node has accepted; survives crashes
 * @param leader who leads that epoch, as far as this node knows
 * @param granted to whom this node has granted that epoch; survives crashes
 * @param status what this node is doing
 */
public record QuorumRingState(
    int epoch, Optional<NodeId> leader, Optional<NodeId> granted, QuorumRingStatus status)
    implements ElectionState {}
