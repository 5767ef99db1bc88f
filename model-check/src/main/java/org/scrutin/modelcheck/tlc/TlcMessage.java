package org.scrutin.modelcheck.tlc;

/**
 * One message of TLC, in the order in which it was said.
 *
 * @param code TLC's number for the kind of message (its class {@code EC}), or {@link #PLAIN}
 * @param severity 0 information, 1 error, 2 fault in TLC, 3 warning, 4 a state
 * @param text the message, which may have several lines
 */
public record TlcMessage(int code, int severity, String text) {

  /** The code of a line that is no message, such as those of the parser. */
  public static final int PLAIN = 0;

  /** The severity of an error. */
  public static final int ERROR = 1;

  /** Whether TLC calls this an error; violated properties are among them. */
  public boolean isError() {
    return severity == ERROR || severity == 2;
  }
}
