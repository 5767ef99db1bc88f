package org.scrutin.protocol.session;

/**
 * Which command of which client. A client that hears nothing asks again with the same session and
 * number, to whatever server it likes. Sessions.tla, Request.
 *
 * @param session in which it asks, from 1: the index of the log entry that opened it
 * @param number tells the session's requests apart, from 1
 * @param first the client has had the answers to all requests with lower numbers, from 1 to {@code
 *     number}
 */
public record Request(int session, long number, long first) {

  /**
   * Checks.
   *
   * @throws IllegalArgumentException if a number is out of its range
   */
  public Request {
    if (session < 1 || first < 1 || number < first) {
      throw new IllegalArgumentException(
          "a request needs a session of at least 1, and 1 <= first <= number, not session "
              + session
              + ", first "
              + first
              + ", number "
              + number);
    }
  }
}
