package org.scrutin.protocol.changroberts;

import java.util.Optional;
import org.scrutin.protocol.ElectionState;
import org.scrutin.protocol.NodeId;

/**
 * The variables that ChangRoberts.tla has for each node.
 *
 * @param epoch the highest epoch that this node has accepted; survives crashes
 * @param leader who leads that epoch, as far as this node knows
 * @param status what this node is doing
 */
public record ChangRobertsState(int epoch, Optional<NodeId> leader, ChangRobertsStatus status)
    implements ElectionState {}
