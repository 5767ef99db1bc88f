package org.scrutin.node.transport;

/** The network cannot be used as it was configured. The message is one line. */
public final class TransportException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  TransportException(String what, Throwable cause) {
    super(what, cause);
  }
}
