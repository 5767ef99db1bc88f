package org.scrutin.replay;

/**
 * A trace that cannot be read as one. The message is one line: where (file:line), what is wrong,
 * how to mend it. The command ends with exit code 2.
 */
public final class TraceException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public TraceException(String message) {
    super(message);
  }

  TraceException(String message, Throwable cause) {
    super(message, cause);
  }
}
