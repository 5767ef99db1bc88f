package org.scrutin.protocol.leadership;

/**
 * What a listener is told. A listener hears both in turn, the first is a grant, and a revocation
 * has the token of the grant before it. Grants.tla, Notice.
 */
public sealed interface Notice {

  /** The fencing token, from 1. */
  int token();

  /**
   * This node was granted leadership.
   *
   * @param token greater than that of any earlier grant, of any node
   */
  record Granted(int token) implements Notice {}

  /**
   * That leadership is over, for good.
   *
   * @param token of the grant that was told of last
   */
  record Revoked(int token) implements Notice {}
}
