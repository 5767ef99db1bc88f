package org.scrutin.modelcheck.engine;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.scrutin.modelcheck.tlc.TlcMessage;
import tlc2.output.EC;

/**
 * The threads of one run of TLC: they join the group of the thread that starts them, so that none
 * is lost sight of. Where one ends by an error the others would wait for it for ever, so they are
 * made to end too.
 */
final class TlcThreads extends ThreadGroup {

  private static final long LOOK_MILLIS = 50;
  private static final long MILLIS_TO_END = 10;
  private static final long SECONDS_TO_END = 10;

  /** Kept as it is: there may be no memory to tell it in time. */
  private volatile Throwable failure;

  TlcThreads() {
    super("TLC");
  }

  @Override
  public void uncaughtException(Thread thread, Throwable thrown) {
    if (failure == null) {
      failure = thrown;
    }
  }

  /**
   * Runs TLC in a thread of this group, and waits until no thread of it is left.
   *
   * @param finish makes threads end that are waiting; called again until they have ended
   * @param stop is run when the waiting thread is interrupted, which is interrupted again at the
   *     end
   */
  void run(String name, Runnable work, Runnable finish, Runnable stop) {
    Thread main = new Thread(this, work, name);
    main.start();
    boolean interrupted = false;
    while (main.isAlive() && failure == null) {
      interrupted |= join(main, LOOK_MILLIS, stop);
    }
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_TO_END);
    while (activeCount() > 0 && System.nanoTime() - end < 0) {
      finish.run();
      if (failure != null) {
        interrupt();
      }
      Thread[] threads = new Thread[activeCount()];
      int count = enumerate(threads);
      for (int i = 0; i < count; i++) {
        interrupted |= join(threads[i], MILLIS_TO_END, stop);
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** What ended a thread, as a message of TLC; where TLC itself gave up it has said why. */
  Optional<TlcMessage> failure() {
    Throwable thrown = failure;
    if (thrown == null || thrown instanceof NoExit.GaveUpException) {
      return Optional.empty();
    }
    int code = thrown instanceof OutOfMemoryError ? EC.SYSTEM_OUT_OF_MEMORY : EC.GENERAL;
    return Optional.of(new TlcMessage(code, TlcMessage.ERROR, thrown.toString()));
  }

  private static boolean join(Thread thread, long millis, Runnable stop) {
    try {
      thread.join(millis);
      return false;
    } catch (InterruptedException e) {
      stop.run();
      return true;
    }
  }
}
