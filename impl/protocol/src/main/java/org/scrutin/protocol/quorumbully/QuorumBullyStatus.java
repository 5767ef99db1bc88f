package org.scrutin.protocol.quorumbully;

/** What a node is doing; QuorumBully.tla, variable status. */
public enum QuorumBullyStatus {
  /** In no election. */
  IDLE("Idle"),
  /** Waits for an Answer to its Election. */
  ELECTING("Electing"),
  /** Got an Answer, or granted a claim, and waits for a Coordinator. */
  WAITING("Waiting"),
  /** Waits for Grants. */
  CLAIMING("Claiming");

  private final String name;

  QuorumBullyStatus(String name) {
    this.name = name;
  }

  /** The value in the specification. */
  @Override
  public String toString() {
    return name;
  }
}
