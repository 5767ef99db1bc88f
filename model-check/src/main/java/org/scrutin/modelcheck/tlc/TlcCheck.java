package org.scrutin.modelcheck.tlc;

import java.util.List;

/**
 * One run of TLC inside a sandbox of its own: {@link #run} is called once; the other methods may be
 * called from any thread at any time.
 */
public interface TlcCheck {

  /** Explores the state space and returns all that TLC said, whatever came out of it. */
  List<TlcMessage> run(TlcTask task);

  /** How far the run is. */
  TlcProgress progress();

  /** Makes {@link #run} return soon. What it then returns is not a result. */
  void stop();
}
