package org.scrutin.protocol.raft;

import java.util.Optional;
import org.scrutin.protocol.NodeId;

/**
 * What survives a crash; RaftState.tla, variable disk.
 *
 * @param currentTerm the latest term that this server has seen
 * @param votedFor whom it has voted for in that term
 * @param log its entries
 */
public record RaftDurable(int currentTerm, Optional<NodeId> votedFor, Log log) {}
