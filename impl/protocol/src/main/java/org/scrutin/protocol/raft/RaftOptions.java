package org.scrutin.protocol.raft;

import java.util.Set;

/**
 * What a cluster has decided for all its servers.
 *
 * @param parts which parts of Raft; the same everywhere
 * @param timing how long to wait
 */
public record RaftOptions(Set<RaftPart> parts, RaftTiming timing) {

  /** Checks nothing; copies. */
  public RaftOptions {
    parts = Set.copyOf(parts);
  }

  boolean has(RaftPart part) {
    return parts.contains(part);
  }

  /** RaftElection.tla, Sticky. */
  boolean sticky() {
    return has(RaftPart.PRE_VOTE) || has(RaftPart.CHECK_QUORUM);
  }
}
