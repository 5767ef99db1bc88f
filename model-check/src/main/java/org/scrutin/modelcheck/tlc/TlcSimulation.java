package org.scrutin.modelcheck.tlc;

import java.util.List;

/**
 * Random behaviours of one specification, inside a sandbox of its own. Used once, by one thread.
 */
public interface TlcSimulation {

  /** Makes the behaviours and returns all that TLC said, whatever came out of it. */
  List<TlcMessage> run(TlcTask task, Behaviours behaviours);
}
