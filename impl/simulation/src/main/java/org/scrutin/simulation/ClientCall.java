package org.scrutin.simulation;

/**
 * One thing that a client asked the services for, and what it heard.
 *
 * @param service register, map or lock: each is a thing of its own
 * @param client who asked; each does one thing at a time
 * @param f what was asked for, such as {@code read}
 * @param input what goes with it: a {@link Long}, a text, a list of texts, or the empty text
 * @param output what it heard, of the same kinds; the empty text where it heard nothing
 * @param end how it ended
 * @param call when it asked first, among all calls and answers of the run, from 0
 * @param answer when it heard the answer; {@link #NEVER} if it did not
 */
public record ClientCall(
    String service,
    long client,
    String f,
    Object input,
    Object output,
    End end,
    int call,
    int answer) {

  /** No answer was heard. */
  public static final int NEVER = Integer.MAX_VALUE;

  /** How a call ended. */
  public enum End {
    /** The service did it. */
    DONE,
    /** The service could not do it: the lock was held, say. */
    REFUSED,
    /** Nobody knows whether it was done, or will be. */
    UNKNOWN
  }
}
