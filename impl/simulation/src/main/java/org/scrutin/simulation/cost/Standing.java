package org.scrutin.simulation.cost;

import java.util.EnumSet;
import java.util.Set;
import org.scrutin.protocol.raft.RaftPart;

/** When a server of Raft stands for election, after it has not heard its leader for long enough. */
public enum Standing {
  /** At once, as the paper has it. */
  PLAIN(false, false, false),
  /** After it has asked whether it could win. */
  PRE_VOTE(true, false, false),
  /** The voter next after the leader asks first; it is one that can win. */
  SUCCESSOR(true, true, true),
  /** The voter next after the leader asks first, in vain: its log is the shortest. */
  HOPELESS_SUCCESSOR(true, true, false);

  private final boolean asks;
  private final boolean succeeds;
  private final boolean longestFirst;

  Standing(boolean asks, boolean succeeds, boolean longestFirst) {
    this.asks = asks;
    this.succeeds = succeeds;
    this.longestFirst = longestFirst;
  }

  /** Parts of Raft that it takes. */
  Set<RaftPart> parts() {
    return asks ? EnumSet.of(RaftPart.PRE_VOTE) : Set.of();
  }

  /** Whether the voter next after the leader stands before the others. */
  boolean succeeds() {
    return succeeds;
  }

  /** Whether the voter next after the leader has the longest log, not the shortest. */
  boolean longestFirst() {
    return longestFirst;
  }
}
