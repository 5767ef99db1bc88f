package org.scrutin.node.observe;

/** A trace cannot go on. The message is one line. */
public final class TraceLostException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  TraceLostException(String what) {
    super(what);
  }
}
