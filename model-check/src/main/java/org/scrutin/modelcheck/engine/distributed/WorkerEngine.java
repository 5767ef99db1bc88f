package org.scrutin.modelcheck.engine.distributed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.rmi.NoSuchObjectException;
import java.rmi.NotBoundException;
import java.rmi.RemoteException;
import java.rmi.registry.LocateRegistry;
import java.rmi.registry.Registry;
import java.rmi.server.ExportException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.scrutin.modelcheck.engine.TlcSetup;
import org.scrutin.modelcheck.tlc.MessageCollector;
import org.scrutin.modelcheck.tlc.OwnAddress;
import org.scrutin.modelcheck.tlc.SpecException;
import org.scrutin.modelcheck.tlc.TlcMessage;
import org.scrutin.modelcheck.tlc.TlcWorker;
import tlc2.tool.distributed.InternRMI;
import tlc2.tool.distributed.TLCApp;
import tlc2.tool.distributed.TLCServer;
import tlc2.tool.distributed.TLCServerRMI;
import tlc2.util.FP64;
import util.UniqueString;

/**
 * Runs TLC's workers. TLC's own entry point for them is passed by: it looks for a server for ever,
 * and notices only after a minute that the server is gone.
 */
public final class WorkerEngine implements TlcWorker {

  private static final int CONNECT_MILLIS = 5_000;
  private static final long RETRY_MILLIS = 200;

  /** How often an idle worker asks whether its server is still there. */
  private static final long ALIVE_MILLIS = 2_000;

  /** How long a server may take to say good-bye to all, after it has to one. */
  private static final int GOOD_BYES = 100;

  private static final long GOOD_BYE_MILLIS = 100;

  @Override
  public End work(Task task, Runnable joined) throws InterruptedException {
    // RMI finds classes by the loader of the thread that makes an object reachable.
    Thread.currentThread().setContextClassLoader(WorkerEngine.class.getClassLoader());
    MessageCollector collector = new MessageCollector();
    TlcSetup.prepare(collector, task.threads());
    String place = task.host() + ":" + task.port();
    String address = OwnAddress.publish(addressTowards(task, place));
    TLCServerRMI server = find(task, place);
    List<Worker> workers = new ArrayList<>();
    try {
      CountDownLatch working = new CountDownLatch(task.threads());
      workers.addAll(prepare(task, server, working, collector, address));
      for (Worker worker : workers) {
        server.registerWorker(worker);
      }
      joined.run();
      return await(working, server);
    } catch (ExportException e) {
      throw new SpecException(
          "port " + task.ownPort() + " is in use here; name another with --own-port");
    } catch (IOException | UncheckedIOException e) {
      requireUnfinished(server, place);
      throw new SpecException(
          place
              + ": the server is found, but it and this worker, at "
              + address
              + ", do not reach each other ("
              + reason(e)
              + "); give --address on both sides, and open the ports");
    } finally {
      workers.forEach(Server::unexport);
    }
  }

  /** Makes sure that somebody listens there, and says by which address of ours it is reached. */
  private static String addressTowards(Task task, String place) throws InterruptedException {
    InetSocketAddress there = new InetSocketAddress(task.host(), task.port());
    if (there.isUnresolved()) {
      throw new SpecException(task.host() + ": no such host");
    }
    long start = System.nanoTime();
    while (true) {
      try (Socket socket = new Socket()) {
        socket.connect(there, CONNECT_MILLIS);
        return socket.getLocalAddress().getHostAddress();
      } catch (IOException e) {
        if (System.nanoTime() - start >= task.patience().toNanos()) {
          throw new SpecException(
              place
                  + ": no server there ("
                  + reason(e)
                  + "); start `scrutin check MODEL --distributed` on it first, or name its --port");
        }
        TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
      }
    }
  }

  private static TLCServerRMI find(Task task, String place) throws InterruptedException {
    try {
      Registry registry = LocateRegistry.getRegistry(task.host(), task.port());
      // It is there from the start; the other name only when the initial states are.
      registry.lookup(TLCServer.SERVER_NAME);
      while (true) {
        try {
          return (TLCServerRMI) registry.lookup(TLCServer.SERVER_WORKER_NAME);
        } catch (NotBoundException e) {
          registry.lookup(TLCServer.SERVER_NAME);
          TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
        }
      }
    } catch (RemoteException | NotBoundException | ClassCastException e) {
      throw new SpecException(
          place
              + ": what listens there is no server of `scrutin check --distributed`, or it has"
              + " finished");
    }
  }

  /** A server that ends while a worker gets ready makes all its calls fail. */
  private static void requireUnfinished(TLCServerRMI server, String place) {
    boolean finished;
    try {
      finished = server.isDone();
    } catch (NoSuchObjectException e) {
      finished = true;
    } catch (RemoteException e) {
      // It may be that it was never reached, too.
      finished = false;
    }
    if (finished) {
      throw new SpecException(place + ": the server has finished before this worker was ready");
    }
  }

  private static List<Worker> prepare(
      Task task,
      TLCServerRMI server,
      CountDownLatch working,
      MessageCollector collector,
      String address)
      throws IOException {
    FP64.Init(server.getIrredPolyForFP());
    // Before the first string: all must be known to all by the same number.
    UniqueString.setSource((InternRMI) server);
    List<TLCApp> loaded = new ArrayList<>();
    TlcSetup.reporting(
        () ->
            loaded.add(
                new TLCApp(
                    server.getSpecFileName(),
                    server.getConfigFileName(),
                    server.getCheckDeadlock(),
                    new ServedFiles(server, task.scratch()))));
    if (loaded.isEmpty()) {
      requireUnfinished(server, task.host() + ":" + task.port());
      String why =
          collector.messages().stream()
              .filter(TlcMessage::isError)
              .map(TlcMessage::text)
              .reduce((first, last) -> last)
              .orElse("TLC does not say why");
      throw new SpecException("cannot load the server's specification: " + why);
    }
    Hub hub = (Hub) server;
    Fingerprints seen = new Fingerprints(hub.seen());
    List<Worker> workers = new ArrayList<>();
    for (int i = 0; i < task.threads(); i++) {
      workers.add(Worker.listening(i, loaded.get(0), seen, hub, working, address, task.ownPort()));
    }
    return workers;
  }

  private static End await(CountDownLatch working, TLCServerRMI server)
      throws InterruptedException {
    boolean done = false;
    try {
      while (!working.await(ALIVE_MILLIS, TimeUnit.MILLISECONDS)) {
        done = server.isDone();
      }
      // The server waits for the answer to its good-bye: leave only when it has left.
      for (int i = 0; i < GOOD_BYES; i++) {
        done = server.isDone();
        TimeUnit.MILLISECONDS.sleep(GOOD_BYE_MILLIS);
      }
    } catch (RemoteException e) {
      return done || working.getCount() == 0 ? End.FINISHED : End.SERVER_GONE;
    }
    return End.FINISHED;
  }

  private static String reason(Exception failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause.getMessage();
  }
}
