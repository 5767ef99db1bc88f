package org.scrutin.modelcheck.tlc;

import java.util.List;

/**
 * One run of TLC whose states are explored by workers in other processes: {@link #run} is called
 * once; the other methods may be called from any thread at any time.
 */
public interface TlcServer {

  /**
   * Waits for workers, has the state space explored by them, and returns all that TLC said.
   *
   * @param checkDeadlock whether a state without successor is an error
   * @param port on which workers find it, from 1 to 65535; it stays open until this process ends
   * @throws SpecException if the model has a temporal property, or the port is in use
   */
  List<TlcMessage> run(TlcTask task, boolean checkDeadlock, int port);

  /** Whether the model was found fit, and workers find the server now, or in a moment. */
  boolean listening();

  /** How far the run is. */
  TlcProgress progress();

  /** Worker threads that are here now; after the end, those that were at the end. */
  int workers();

  /** Worker threads that went away while they were needed. */
  long lost();

  /** Makes {@link #run} return soon, and the workers end. What it then returns is no result. */
  void stop();
}
