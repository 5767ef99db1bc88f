package org.scrutin.simulation.cost;

import java.util.EnumSet;
import java.util.Set;
import org.scrutin.protocol.raft.RaftPart;

/** When a server of Raft stands for election, after it has not heard its leader for long enough. */
public enum Standing {
  /** At once, as the paper has it. */
  PLAIN,
  /** After it has asked whether it could win. */
  PRE_VOTE,
  /** The voter next after the leader asks first; it is one that can win. */
  SUCCESSOR,
  /** The voter next after the leader asks first, in vain: its log is the shortest. */
  HOPELESS_SUCCESSOR;

  /** Parts of Raft that it takes. */
  Set<RaftPart> parts() {
    return this == PLAIN ? Set.of() : EnumSet.of(RaftPart.PRE_VOTE);
  }

  /** Whether the voter next after the leader stands before the others. */
  boolean succeeds() {
    return this == SUCCESSOR || this == HOPELESS_SUCCESSOR;
  }

  /** Whether the voter next after the leader has the longest log, not the shortest. */
  boolean longestFirst() {
    return this == SUCCESSOR;
  }
}
