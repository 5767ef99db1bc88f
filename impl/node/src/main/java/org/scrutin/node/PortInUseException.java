package org.scrutin.node;

/** A port cannot be listened on. The message is one line. */
public final class PortInUseException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  PortInUseException(String what, Throwable cause) {
    super(what, cause);
  }
}
