package org.scrutin.protocol.detector;

/**
 * What one node believes of one peer. Times are microseconds on the node's own clock. Not
 * thread-safe.
 */
public interface FailureDetector {

  /**
   * The peer was heard of at this time; before any later time at which the detector is asked. Says
   * nothing new if the peer was heard of at a later time already.
   */
  void heard(long micros);

  /** Whether the peer has been silent for so long that it is suspected. */
  boolean suspects(long nowMicros);
}
