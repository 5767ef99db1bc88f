package org.scrutin.leadership;

/**
 * Hears of this node's leadership: a grant, its revocation, a grant with a greater token, and so
 * on. A grant that is over before it could be told of is left out together with its revocation; the
 * revocation of a grant that was told of is never left out while the process lives. Callbacks of
 * one listener do not overlap, and each happens-before the next. They may come late: before it
 * acts, a service asks whether it still leads, and it hands the token to whatever it writes to.
 */
public interface LeadershipListener {

  /**
   * This node was granted leadership.
   *
   * @param token the fencing token, greater than that of any earlier grant of any node
   */
  void granted(int token);

  /**
   * That leadership is over for good. The node may have another by now, which is told of next.
   *
   * @param token that of the last grant
   */
  void revoked(int token);
}
