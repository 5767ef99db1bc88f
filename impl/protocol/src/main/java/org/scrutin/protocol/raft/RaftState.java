package org.scrutin.protocol.raft;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import org.scrutin.protocol.ElectionState;
import org.scrutin.protocol.NodeId;

/**
 * The variables that RaftState.tla has for each server; collections are never changed.
 *
 * @param currentTerm the latest term that this server has seen; survives crashes
 * @param votedFor whom it has voted for in that term; survives crashes
 * @param log its entries; what is on disk survives crashes
 * @param config who belongs to the cluster, by the last configuration in its log
 * @param state what it is in its term
 * @param leader who leads that term, as far as it knows and has heard lately
 * @param votes who has voted for it, while it is a candidate
 * @param heard whom it has heard of since it last checked its quorum, while it leads
 * @param transferee to whom it is handing over
 * @param commitIndex the highest entry that it knows to be committed
 * @param nextIndex the next entry to send to each of the others, while it leads
 * @param matchIndex up to where each disk is known to hold what its log holds, while it leads
 * @param round how often it has asked whether it leads, while it leads
 * @param acked the latest round that each of the others has answered, while it leads
 * @param reads what it is still to read, if it proves to lead
 * @param lease the rounds that began no longer ago than a lease lasts; none if it does not lead, or
 *     has ever handed over in this term
 */
public record RaftState(
    int currentTerm,
    Optional<NodeId> votedFor,
    Log log,
    Configuration config,
    RaftRole state,
    Optional<NodeId> leader,
    SortedSet<NodeId> votes,
    SortedSet<NodeId> heard,
    Optional<NodeId> transferee,
    int commitIndex,
    SortedMap<NodeId, Integer> nextIndex,
    SortedMap<NodeId, Integer> matchIndex,
    int round,
    SortedMap<NodeId, Integer> acked,
    SortedSet<PendingRead> reads,
    Optional<SortedSet<Integer>> lease)
    implements ElectionState {

  /** A server that has come up with what its disk holds. */
  static RaftState loaded(RaftDurable disk, Configuration config, RaftRole role) {
    return new RaftState(
        disk.currentTerm(),
        disk.votedFor(),
        disk.log(),
        config,
        role,
        Optional.empty(),
        Collections.emptySortedSet(),
        Collections.emptySortedSet(),
        Optional.empty(),
        disk.log().snapshot().index(),
        Collections.emptySortedMap(),
        Collections.emptySortedMap(),
        0,
        Collections.emptySortedMap(),
        Collections.emptySortedSet(),
        Optional.empty());
  }

  /** The term is the epoch of Election.tla. */
  @Override
  public int epoch() {
    return currentTerm;
  }

  /** RaftElection.tla, Hears. */
  boolean hears() {
    return leader.isPresent() || state == RaftRole.RECOVERING;
  }

  RaftDurable durable() {
    return new RaftDurable(currentTerm, votedFor, log);
  }
}
