package org.scrutin.leadership;

import java.util.OptionalInt;

/**
 * Refuses older tokens than the newest that it has seen: what a resource has to do for a leader
 * that was paused between asking and writing. LeasedGrants.tla, Accepts. Thread-safe.
 *
 * <p>It guards what lives as long as itself. A resource that outlives its process keeps the newest
 * token beside what it guards, and changes both in one transaction.
 */
public final class TokenGuard {

  private int newest;

  /** For a resource that nobody has written to. */
  public TokenGuard() {
    this(0);
  }

  /**
   * For a resource that comes back.
   *
   * @param newest the newest token that it accepted, 0 if none
   */
  public TokenGuard(int newest) {
    this.newest = newest;
  }

  /**
   * Writes, if the token is not older than any before. Writes are made one after the other.
   *
   * @return nothing if it was done; else the newer token for which it was refused
   */
  public synchronized OptionalInt write(int token, Runnable write) {
    if (token < newest) {
      return OptionalInt.of(newest);
    }
    newest = token;
    write.run();
    return OptionalInt.empty();
  }

  /** The newest token that was accepted, 0 if none. */
  public synchronized int newest() {
    return newest;
  }
}
