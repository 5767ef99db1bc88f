package org.scrutin.modelcheck.engine.distributed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicLong;
import tlc2.tool.distributed.fp.FPSetRMI;
import tlc2.tool.distributed.fp.NonDistributedFPSetManager;
import tlc2.util.BitVector;
import tlc2.util.LongVec;

/**
 * The fingerprints of all states seen so far: on the server the set itself, on a worker the way to
 * it. Each makes its own; it is not sent. Thread-safe.
 */
final class Fingerprints extends NonDistributedFPSetManager {

  private static final long serialVersionUID = 1;

  private final transient FPSetRMI set;
  private final transient AtomicLong initial = new AtomicLong();

  Fingerprints(FPSetRMI set) throws IOException {
    super(set, "", null);
    this.set = set;
  }

  /** The set itself, or the way to it. */
  FPSetRMI set() {
    return set;
  }

  /** Initial states generated: these alone are put one by one. */
  long initialStates() {
    return initial.get();
  }

  @Override
  public boolean put(long fingerprint) {
    initial.incrementAndGet();
    return super.put(fingerprint);
  }

  /**
   * Which of the fingerprints are new. When the connection breaks, TLC's own version answers that
   * none is, and the states would be lost in silence; this one fails.
   *
   * @throws UncheckedIOException if the server cannot be asked
   */
  @Override
  public BitVector[] containsBlock(LongVec[] blocks) {
    BitVector[] fresh = new BitVector[blocks.length];
    for (int i = 0; i < blocks.length; i++) {
      try {
        fresh[i] = set.containsBlock(blocks[i]);
      } catch (IOException e) {
        throw new UncheckedIOException("the server does not answer", e);
      }
    }
    return fresh;
  }

  /** TLC's own version ends the process. */
  @Override
  public void close(boolean cleanup) throws IOException {
    set.close();
  }
}
