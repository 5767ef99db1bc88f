package org.scrutin.protocol.session;

/**
 * What came of a request. Sessions.tla, Answer.
 *
 * @param <R> the answers
 */
public sealed interface Outcome<R> {

  /** It was executed now, with this answer. */
  record Executed<R>(R answer) implements Outcome<R> {}

  /** It was executed before, with this answer; not again. */
  record Repeated<R>(R answer) implements Outcome<R> {}

  /** It was executed before, and its client has said that it has the answer. There is no other. */
  record Forgotten<R>() implements Outcome<R> {}

  /**
   * Its session is not open: nobody knows whether it was executed before it was ended. It is not
   * executed now.
   */
  record Refused<R>() implements Outcome<R> {}
}
