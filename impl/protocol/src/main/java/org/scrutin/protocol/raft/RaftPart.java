package org.scrutin.protocol.raft;

/** A part of Raft that can be left out; RaftState.tla, Parts. */
public enum RaftPart {
  /** Ask whether an election could be won before it is begun (thesis, 9.6). */
  PRE_VOTE("PreVote"),
  /** Leaders step down without a majority, followers of a live leader do not vote (6.2, 4.2.3). */
  CHECK_QUORUM("CheckQuorum"),
  /** Leaders can hand over (3.10). */
  TRANSFER("Transfer"),
  /** Leaders begin their term with an entry that does nothing (6.4). */
  NO_OP("NoOp"),
  /** Leaders send entries while they still write them (10.2.1). */
  ASYNC_DISK("AsyncDisk"),
  /** Servers put snapshots in the place of committed entries (5). */
  SNAPSHOT("Snapshot"),
  /** Leaders serve reads without appending to their logs (6.4). */
  READ_INDEX("ReadIndex"),
  /** Leaders whom a majority has answered lately read without asking anybody (6.4.1). */
  LEASE_READ("LeaseRead"),
  /** The servers of the cluster change while it works (4). */
  MEMBERSHIP("Membership");

  private final String name;

  RaftPart(String name) {
    this.name = name;
  }

  /** The name in the specification. */
  @Override
  public String toString() {
    return name;
  }
}
