package org.scrutin.protocol.raft;

import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a cluster has decided for all its servers.
 *
 * @param parts which parts of Raft; the same everywhere
 * @param timing how long to wait
 */
public record RaftOptions(SortedSet<RaftPart> parts, RaftTiming timing) {

  /**
   * Copies.
   *
   * @throws IllegalArgumentException if there are leases, and not what they rest on
   */
  public RaftOptions {
    parts = Collections.unmodifiableSortedSet(new TreeSet<>(parts));
    if (parts.contains(RaftPart.LEASE_READ)
        && !(parts.contains(RaftPart.CHECK_QUORUM) && parts.contains(RaftPart.READ_INDEX))) {
      throw new IllegalArgumentException("LeaseRead needs CheckQuorum and ReadIndex: " + parts);
    }
  }

  /** All that there is. */
  public static RaftOptions whole(RaftTiming timing) {
    return new RaftOptions(new TreeSet<>(List.of(RaftPart.values())), timing);
  }

  boolean has(RaftPart part) {
    return parts.contains(part);
  }

  /** RaftElection.tla, Sticky. */
  boolean sticky() {
    return has(RaftPart.PRE_VOTE) || has(RaftPart.CHECK_QUORUM);
  }
}
