package org.scrutin.linearizability;

/**
 * A history that cannot be read as one, or that has an operation its model does not know. The
 * message is one line: where, what is wrong, how to mend it.
 */
public final class HistoryException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** With the complete line for the user. */
  public HistoryException(String message) {
    super(message);
  }
}
