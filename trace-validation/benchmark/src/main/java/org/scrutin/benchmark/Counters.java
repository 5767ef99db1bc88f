package org.scrutin.benchmark;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * What a benchmark counts apart from its calls; JMH prints it per second. On a machine that does
 * other things too, the quotient of the two says more than either.
 */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.OPERATIONS)
public class Counters {

  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private long since;

  /** Steps simulated, or events replayed. */
  public long steps;

  /** Seconds of processor time that the thread had: per second, its share of a core. */
  public double core;

  /** The work begins. */
  void begin() {
    since = threads.getCurrentThreadCpuTime();
  }

  /** So many steps have been done. */
  void end(long done) {
    steps += done;
    core += (threads.getCurrentThreadCpuTime() - since) / 1e9;
  }
}
