package org.scrutin.node;

/** This node does not lead, or no longer by the token that it was asked for: do not act. */
public final class LeadershipLostException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  LeadershipLostException(String what) {
    super(what);
  }
}
