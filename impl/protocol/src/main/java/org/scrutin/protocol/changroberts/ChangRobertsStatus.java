package org.scrutin.protocol.changroberts;

/** What a node is doing; ChangRoberts.tla, variable status. */
public enum ChangRobertsStatus {
  /** In no election. */
  IDLE("Idle"),
  /** Has seen an Election message and waits for the Coordinator message. */
  ELECTING("Electing");

  private final String name;

  ChangRobertsStatus(String name) {
    this.name = name;
  }

  /** The value in the specification. */
  @Override
  public String toString() {
    return name;
  }
}
