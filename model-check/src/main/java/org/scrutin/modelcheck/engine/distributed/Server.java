package org.scrutin.modelcheck.engine.distributed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.rmi.NoSuchObjectException;
import java.rmi.NotBoundException;
import java.rmi.Remote;
import java.rmi.RemoteException;
import java.rmi.server.UnicastRemoteObject;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.scrutin.modelcheck.engine.SpecResolver;
import tlc2.tool.distributed.TLCApp;
import tlc2.tool.distributed.TLCServer;
import tlc2.tool.distributed.TLCServerThread;
import tlc2.tool.distributed.TLCWorkerRMI;
import tlc2.tool.distributed.fp.FPSetRMI;
import tlc2.tool.distributed.fp.IFPSetManager;
import tlc2.tool.fp.FPSet;
import tlc2.tool.fp.FPSetFactory;

/**
 * TLC's server, on one port: the registry, the server itself and its set of fingerprints all listen
 * there. Thread-safe.
 */
final class Server extends TLCServer implements Hub {

  private static final long serialVersionUID = 1;

  private final transient TLCApp app;
  private final transient SpecResolver files;
  private final transient AtomicLong lost = new AtomicLong();
  private final transient AtomicReference<Optional<String>> found =
      new AtomicReference<>(Optional.empty());

  /**
   * @param files where workers' modules are looked for
   */
  private Server(TLCApp app, SpecResolver files) throws IOException, NotBoundException {
    super(app);
    this.app = app;
    this.files = files;
  }

  /**
   * A server that listens, and does not yet work.
   *
   * @param port from 1 to 65535
   */
  static Server listening(TLCApp app, SpecResolver files, int port)
      throws IOException, NotBoundException {
    // TLC's constructor asks for the set of fingerprints, and its main method for the registry.
    Port = port;
    Server server = new Server(app, files);
    moveTo(server, port);
    return server;
  }

  /** TLC lets each object listen on any free port. */
  static void moveTo(Remote object, int port) throws RemoteException {
    unexportObject(object, true);
    exportObject(object, port);
  }

  @Override
  protected IFPSetManager getFPSetManagerImpl(TLCApp work, String folder, int sets)
      throws IOException {
    FPSet set = FPSetFactory.getFPSet(work.getFPSetConfiguration());
    set.init(1, folder, work.getFileName());
    moveTo(set, Port);
    return new Fingerprints(set);
  }

  /** Waits for workers and lets them work; returns when all is explored, or something is found. */
  void work() throws IOException, InterruptedException, NotBoundException {
    modelCheck();
  }

  /** Makes {@link #work} end, and sends the workers away. */
  void stop() {
    setDone();
    stateQueue.finishAll();
    wake();
    unexport(this);
  }

  /** TLC waits for the end, and misses it if it comes before it waits. */
  void wake() {
    synchronized (this) {
      notifyAll();
    }
  }

  /** Nobody can call it any more. */
  static void unexport(Remote object) {
    try {
      UnicastRemoteObject.unexportObject(object, true);
    } catch (NoSuchObjectException e) {
      // TLC did it already.
    }
  }

  @Override
  public FPSetRMI seen() {
    return fingerprints().set();
  }

  @Override
  public boolean found(String what) {
    return found.compareAndSet(Optional.empty(), Optional.of(what));
  }

  /** What was found wrong. */
  Optional<String> found() {
    return found.get();
  }

  /** Worker threads that went away while they were needed. */
  long lost() {
    return lost.get();
  }

  private Fingerprints fingerprints() {
    return (Fingerprints) fpSetManager;
  }

  /** A worker's answer says one state less for each set of fingerprints, and there is one set. */
  @Override
  public void addStatesGeneratedDelta(long delta) {
    super.addStatesGeneratedDelta(delta + 1);
  }

  /** TLC's own version adds the distinct states to what the workers have generated. */
  @Override
  public long getStatesGenerated() {
    return workerStatesGenerated.get() + fingerprints().initialStates();
  }

  /**
   * States that wait for a worker. TLC's own version adds those that workers have in hand, and
   * fails while a thread of the server has learned that none is left and says farewell to its
   * worker.
   */
  @Override
  public synchronized long getNewStates() {
    return stateQueue.size();
  }

  @Override
  public TLCWorkerRMI removeTLCServerThread(TLCServerThread thread) {
    TLCWorkerRMI worker = super.removeTLCServerThread(thread);
    if (worker != null) {
      lost.incrementAndGet();
    }
    return worker;
  }

  /** Without the folder, which is of no use to others, and may be written in another way there. */
  @Override
  public String getConfigFileName() {
    return Path.of(app.getConfigName()).getFileName().toString();
  }

  /** A module or a configuration; nothing if it must be one of TLC's standard modules. */
  @Override
  public byte[] getFile(String name) throws RemoteException {
    // Only names: a worker has no business outside the folders of specifications.
    Optional<Path> file = files.inFolders(Path.of(name).getFileName().toString());
    try {
      return file.isPresent() ? Files.readAllBytes(file.get()) : new byte[0];
    } catch (IOException e) {
      throw new RemoteException("cannot read " + file, e);
    }
  }
}
