package org.scrutin.modelcheck;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.scrutin.modelcheck.tlc.OwnAddress;
import org.scrutin.modelcheck.tlc.Scratch;
import org.scrutin.modelcheck.tlc.SpecException;
import org.scrutin.modelcheck.tlc.TlcSandbox;
import org.scrutin.modelcheck.tlc.TlcWorker;

/**
 * A process that explores states for a {@link DistributedRun}; the server sends it the
 * specification. Meant to be the only one in its process. Immutable.
 *
 * @param host name or address of the server's machine
 * @param port of the server
 * @param address under which the server reaches this machine; if absent, the one from which it is
 *     reached
 * @param ownPort on which the server reaches this worker; 0 for any free one
 * @param threads that explore states, at least 1
 * @param patience how long to look for a server that does not answer
 */
public record DistributedWorker(
    String host, int port, Optional<String> address, int ownPort, int threads, Duration patience) {

  private static final String ENGINE = "org.scrutin.modelcheck.engine.distributed.WorkerEngine";

  /**
   * Works until the server needs nothing more.
   *
   * @param joined is run when the server has taken this worker
   * @return whether the server came to its end; else it was stopped, or cannot be reached any more
   * @throws SpecException if there is no such host, no server there, or no way back from it
   * @throws InterruptedException if this thread was interrupted; the server gives the work to
   *     others then
   */
  public boolean work(Runnable joined) throws InterruptedException {
    address.ifPresent(OwnAddress::publish);
    Path scratch = Scratch.folder(Scratch.CHECK);
    try (TlcSandbox sandbox = TlcSandbox.openDistributed()) {
      TlcWorker.Task task = new TlcWorker.Task(host, port, ownPort, threads, patience, scratch);
      return sandbox.create(ENGINE, TlcWorker.class).work(task, joined) == TlcWorker.End.FINISHED;
    } finally {
      Scratch.delete(scratch);
    }
  }
}
