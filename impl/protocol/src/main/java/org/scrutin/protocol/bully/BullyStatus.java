package org.scrutin.protocol.bully;

/** What a node is doing; Bully.tla, variable status. */
public enum BullyStatus {
  /** In no election. */
  IDLE("Idle"),
  /** Waits for an Answer to its Election. */
  ELECTING("Electing"),
  /** Got one and waits for a Coordinator. */
  WAITING("Waiting");

  private final String name;

  BullyStatus(String name) {
    this.name = name;
  }

  /** The value in the specification. */
  @Override
  public String toString() {
    return name;
  }
}
