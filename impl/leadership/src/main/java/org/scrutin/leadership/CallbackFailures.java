package org.scrutin.leadership;

import org.scrutin.protocol.leadership.Notice;

/**
 * Is told of callbacks that went wrong. Called on the thread on which that happened; must not
 * throw.
 */
@FunctionalInterface
public interface CallbackFailures {

  /**
   * A callback threw, or its executor refused to run it. It counts as having ended: the listener is
   * told the next notice as usual, and this one not again.
   *
   * @param listener the number that {@link LeadershipDispatcher#subscribe} gave it
   * @param notice what it was told
   * @param thrown by the callback, or by the executor
   */
  void failed(int listener, Notice notice, Throwable thrown);
}
