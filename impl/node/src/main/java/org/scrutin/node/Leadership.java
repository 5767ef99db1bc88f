package org.scrutin.node;

import java.time.Duration;

/**
 * A grant of leadership, with its token. Its end is final: who leads again has another. Answers are
 * by the monotonic clock, as of the moment at which it was read; so hand the token to whatever you
 * write to, and let that refuse older ones ({@link org.scrutin.leadership.TokenGuard}).
 * Thread-safe.
 */
public final class Leadership {

  private final Contract contract;
  private final int token;

  Leadership(Contract contract, int token) {
    this.contract = contract;
    this.token = token;
  }

  /** From 1 upwards; greater than that of any grant before it, of any node. */
  public int fencingToken() {
    return token;
  }

  /**
   * Whether this grant is still good: no once its lease is over, also for a process that was paused
   * meanwhile. Without a lease (all algorithms but Raft) it is yes until this node <em>hears</em>
   * that another leads or has to assume it.
   */
  public boolean isValid() {
    return contract.holds(token);
  }

  /**
   * For how long from now nobody else can be granted leadership, whatever happens, within the clock
   * bound of docs/leadership.md. A later renewal makes it longer, a hand-over ends it.
   *
   * @return zero if the grant is not valid, and always without a lease
   */
  public Duration validFor() {
    return contract.validFor(token);
  }

  /**
   * Does nothing if {@link #isValid}.
   *
   * @throws LeadershipLostException if not
   */
  public void ensureValid() {
    if (!isValid()) {
      throw new LeadershipLostException("leadership with token " + token + " is over");
    }
  }

  @Override
  public String toString() {
    return "leadership with token " + token;
  }
}
