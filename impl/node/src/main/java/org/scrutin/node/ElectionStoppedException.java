package org.scrutin.node;

/** The node was closed, or has failed: it takes part in no election. The message is one line. */
public final class ElectionStoppedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ElectionStoppedException(String what) {
    super(what);
  }
}
