package org.scrutin.protocol.quorumbully;

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
    implements ElectionState {}
