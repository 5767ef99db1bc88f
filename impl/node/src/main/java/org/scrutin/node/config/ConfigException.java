package org.scrutin.node.config;

/** A configuration that cannot be used. The message is one line: where, what, how to mend it. */
public final class ConfigException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Says it in one line. */
  public ConfigException(String what) {
    super(what);
  }
}
