package org.scrutin.modelcheck.engine.distributed;

import java.io.UncheckedIOException;
import java.net.URI;
import java.rmi.RemoteException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import tlc2.tool.TLCState;
import tlc2.tool.TLCStateVec;
import tlc2.tool.WorkerException;
import tlc2.tool.distributed.DistApp;
import tlc2.tool.distributed.NextStateResult;
import tlc2.tool.distributed.TLCWorker;
import tlc2.util.LongVec;

/** One thread that explores what the server asks it to. Thread-safe. */
final class Worker extends TLCWorker {

  private static final long serialVersionUID = 1;

  private final transient Hub hub;
  private final transient CountDownLatch working;
  private final URI name;

  private Worker(
      int thread, DistApp app, Fingerprints seen, Hub hub, CountDownLatch working, URI name)
      throws RemoteException {
    super(thread, app, seen, "worker");
    this.hub = hub;
    this.working = working;
    this.name = name;
  }

  /**
   * A worker that listens.
   *
   * @param port on which it does; 0 for any free one
   * @param working is counted down when the server needs it no more
   */
  static Worker listening(
      int thread,
      DistApp app,
      Fingerprints seen,
      Hub hub,
      CountDownLatch working,
      String address,
      int port)
      throws RemoteException {
    URI name = URI.create("worker:" + address + "/" + ProcessHandle.current().pid() + "/" + thread);
    Worker worker = new Worker(thread, app, seen, hub, working, name);
    if (port != 0) {
      Server.moveTo(worker, port);
    }
    return worker;
  }

  @Override
  public synchronized NextStateResult getNextStates(TLCState[] states)
      throws WorkerException, RemoteException {
    try {
      return super.getNextStates(states);
    } catch (WorkerException e) {
      if (e.getCause() instanceof UncheckedIOException lost) {
        // To the server, this worker is lost, and another one has to do its work.
        throw new RemoteException("the way to the server is broken", lost);
      }
      if (hub.found(e.getMessage())) {
        // No worker of TLC's counts levels, so that the server would take any state for an initial
        // one, and print a behaviour that begins there. One that is it is recognised all the same.
        Optional.ofNullable(e.state1).ifPresent(state -> state.setPredecessor(state));
        // Without the cause, which may hold what cannot be sent.
        throw new WorkerException(e.getMessage(), e.state1, e.state2, e.keepCallStack);
      }
      return new NextStateResult(
          new TLCStateVec[] {new TLCStateVec()}, new LongVec[] {new LongVec()}, 0, 0);
    }
  }

  @Override
  public void exit() {
    working.countDown();
  }

  @Override
  public URI getURI() {
    return name;
  }
}
