package org.scrutin.protocol.leadership;

/** What a node is to its service. Grants.tla, role; "Down" is a node that has no state. */
public enum GrantsRole {
  /** It was not elected, or its leadership is over. */
  IDLE("Idle"),
  /** It was elected, and is not granted leadership yet: its service must not act. */
  ELECTED("Elected"),
  /** It was granted leadership, and its service may act, while the lease is good. */
  LEADER("Leader"),
  /** It still holds its token, and its service must not act: a successor catches up. */
  HANDING_OVER("HandingOver");

  private final String text;

  GrantsRole(String text) {
    this.text = text;
  }

  /** Whether a node in this role holds a token. Grants.tla, Holds. */
  public boolean holds() {
    return this == LEADER || this == HANDING_OVER;
  }

  /** As in the specification. */
  @Override
  public String toString() {
    return text;
  }
}
