package org.scrutin.simulation.detector;

/**
 * What one node believes of one peer. Times are microseconds on the node's own clock and never go
 * back. Not thread-safe.
 */
public interface FailureDetector {

  /** The peer was heard of. */
  void heard(long nowMicros);

  /** Whether the peer has been silent for so long that it is suspected. */
  boolean suspects(long nowMicros);
}
