package org.scrutin.modelcheck.tlc;

import java.nio.file.Path;
import java.time.Duration;

/** A process that explores states for a {@link TlcServer}. */
public interface TlcWorker {

  /** How the work ended. */
  enum End {
    /** The server has its result. */
    FINISHED,
    /** The server stopped, or cannot be reached any more. */
    SERVER_GONE,
  }

  /**
   * What is to be done.
   *
   * @param host name or address of the server's machine
   * @param port of the server
   * @param ownPort on which the server reaches this worker; 0 for any free one
   * @param threads that explore states, at least 1
   * @param patience how long to look for a server that does not answer
   * @param scratch an empty folder for the server's modules; the caller deletes it
   */
  record Task(String host, int port, int ownPort, int threads, Duration patience, Path scratch) {}

  /**
   * Works until the server needs nothing more. Called once.
   *
   * @param joined is run when the server has taken this worker
   * @throws SpecException if there is no such host, no server there, or no way back from it
   * @throws InterruptedException if this thread was interrupted; the worker has left then
   */
  End work(Task task, Runnable joined) throws InterruptedException;
}
