package org.scrutin.protocol.raft;

/** What a server is in its term; RaftState.tla, variable state. */
public enum RaftRole {
  /** Follows a leader, or waits for one. */
  FOLLOWER("Follower"),
  /** Asks whether it could win an election. */
  PRE_CANDIDATE("PreCandidate"),
  /** Asks for votes. */
  CANDIDATE("Candidate"),
  /** Leads. */
  LEADER("Leader"),
  /** Has come back, and may have promised before to take no part in elections for a while. */
  RECOVERING("Recovering");

  private final String name;

  RaftRole(String name) {
    this.name = name;
  }

  /** The value in the specification. */
  @Override
  public String toString() {
    return name;
  }
}
