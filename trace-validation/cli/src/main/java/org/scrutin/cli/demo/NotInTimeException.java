package org.scrutin.cli.demo;

/** The story could not be told: something did not come about in the time that there is. */
public final class NotInTimeException extends Exception {

  private static final long serialVersionUID = 1L;

  NotInTimeException(String message) {
    super(message);
  }
}
