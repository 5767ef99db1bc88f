package org.scrutin.protocol.bully;

import java.util.Optional;
import org.scrutin.protocol.ElectionState;
import org.scrutin.protocol.NodeId;

/**
 * The variables that Bully.tla has for each node.
 *
 * @param epoch the highest epoch that this node has accepted; survives crashes
 * @param leader who leads that epoch, as far as this node knows
 * @param status what this node is doing
 */
public record BullyState(int epoch, Optional<NodeId> leader, BullyStatus status)
    implements ElectionState {}
