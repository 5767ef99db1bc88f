package org.scrutin.render;

/**
 * A trace that cannot be drawn. The message is one line: {@code file:line: what is wrong; how to
 * mend it}. The command ends with exit code 2.
 */
public final class TraceReadException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  TraceReadException(String message) {
    super(message);
  }

  TraceReadException(String message, Throwable cause) {
    super(message, cause);
  }
}
