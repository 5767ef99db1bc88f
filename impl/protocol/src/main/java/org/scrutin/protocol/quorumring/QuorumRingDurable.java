package org.scrutin.protocol.quorumring;

import java.util.Optional;
import org.scrutin.protocol.NodeId;

/**
 * What survives a crash.
 *
 * @param epoch the highest epoch that this node has accepted
 * @param granted to whom this node has granted that epoch
 */
public record QuorumRingDurable(int epoch, Optional<NodeId> granted) {}
