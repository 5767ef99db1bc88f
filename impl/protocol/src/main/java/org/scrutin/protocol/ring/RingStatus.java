package org.scrutin.protocol.ring;

/** What a node is doing; Ring.tla, variable status. */
public enum RingStatus {
  /** In no election. */
  IDLE("Idle"),
  /** Has seen an Election message and waits for the Coordinator message. */
  ELECTING("Electing");

  private final String name;

  RingStatus(String name) {
    this.name = name;
  }

  /** The value in the specification. */
  @Override
  public String toString() {
    return name;
  }
}
