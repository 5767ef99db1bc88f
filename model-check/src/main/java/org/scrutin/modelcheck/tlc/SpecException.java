package org.scrutin.modelcheck.tlc;

/**
 * A specification, configuration or model that cannot be used. The message is one line: what is
 * wrong, where (file:line when known), how to mend it. The command ends with exit code 2.
 */
public final class SpecException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public SpecException(String message) {
    super(message);
  }
}
