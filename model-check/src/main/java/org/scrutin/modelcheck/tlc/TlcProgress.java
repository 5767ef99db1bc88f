package org.scrutin.modelcheck.tlc;

/**
 * How far a run is.
 *
 * @param generated states generated so far, with repetitions
 * @param distinct different states found so far
 * @param queue states found whose successors are still to be generated
 */
public record TlcProgress(long generated, long distinct, long queue) {

  /** Before the first state. */
  public static final TlcProgress NONE = new TlcProgress(0, 0, 0);
}
