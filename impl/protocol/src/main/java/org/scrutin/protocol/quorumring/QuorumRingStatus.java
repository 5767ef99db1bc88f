package org.scrutin.protocol.quorumring;

/** What a node is doing; QuorumRing.tla, variable status. */
public enum QuorumRingStatus {
  /** In no election. */
  IDLE("Idle"),
  /** Owns an Election message that is under way. */
  ELECTING("Electing"),
  /** Has granted an epoch and waits for its Coordinator. */
  WAITING("Waiting");

  private final String name;

  QuorumRingStatus(String name) {
    this.name = name;
  }

  /** The value in the specification. */
  @Override
  public String toString() {
    return name;
  }
}
