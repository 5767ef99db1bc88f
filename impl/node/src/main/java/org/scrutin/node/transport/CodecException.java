package org.scrutin.node.transport;

/** Bytes that are no message. The message is one line. */
public final class CodecException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  CodecException(String what) {
    super(what);
  }
}
