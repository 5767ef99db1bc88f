package org.scrutin.cli.local;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * What one node says to another goes through here: a proxy for TCP, which can be cut (connections
 * break, new ones are refused), held (what is said waits, and arrives late), or broken once.
 * Thread-safe.
 */
public final class Link implements Closeable {

  private static final int BUFFER_BYTES = 1 << 14;
  private static final int BACKLOG = 16;

  private final int from;
  private final int to;
  private final int target;
  private final ServerSocket listening;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final LongAdder carried = new LongAdder();
  private final LongAdder broken = new LongAdder();
  private final LongAdder withheld = new LongAdder();
  private final LongAdder failures = new LongAdder();
  private volatile boolean cut;
  private volatile boolean held;

  private Link(int from, int to, int target, ServerSocket listening) {
    this.from = from;
    this.to = to;
    this.target = target;
    this.listening = listening;
  }

  /** Listens on a port of its own, for a node that is to reach another on that port. */
  static Link open(int from, int to, int target) throws IOException {
    ServerSocket socket = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
    Link link = new Link(from, to, target, socket);
    start(link::accept, link + " accepts");
    return link;
  }

  private static void start(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
  }

  int port() {
    return listening.getLocalPort();
  }

  /** The number of the node that speaks. */
  public int from() {
    return from;
  }

  /** The number of the node that is spoken to. */
  public int to() {
    return to;
  }

  /** Bytes that have arrived, of what {@link #from} says. */
  public long carried() {
    return carried.sum();
  }

  /** Connections that were broken or refused since the link was cut. */
  public long broken() {
    return broken.sum();
  }

  /** Pieces of what was said that had to wait. */
  public long withheld() {
    return withheld.sum();
  }

  /** Breaks the connection, and lets no other be made until {@link #heal}. */
  public void cut() {
    cut = true;
    breakOff();
  }

  /** Breaks the connection; the next one is welcome. */
  public void breakOff() {
    sockets.forEach(
        socket -> {
          broken.increment();
          close(socket);
        });
  }

  /** What is said waits until {@link #heal}, and arrives then. */
  public void hold() {
    held = true;
  }

  /** All is well again. */
  public synchronized void heal() {
    cut = false;
    held = false;
    notifyAll();
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket caller = listening.accept();
        if (cut) {
          broken.increment();
          close(caller);
        } else {
          connect(caller);
        }
      } catch (IOException e) {
        // The link was closed, or this caller has gone; the next one may come.
        failures.increment();
      }
    }
  }

  private void connect(Socket caller) throws IOException {
    Socket called;
    try {
      called = new Socket(InetAddress.getLoopbackAddress(), target);
    } catch (IOException e) {
      close(caller); // The node is down: its caller is told so.
      return;
    }
    caller.setTcpNoDelay(true);
    called.setTcpNoDelay(true);
    sockets.add(caller);
    start(() -> carry(caller, called, true), this + " says");
    start(() -> carry(called, caller, false), this + " hears");
    if (cut) {
      breakOff();
    }
  }

  private void carry(Socket source, Socket sink, boolean said) {
    byte[] buffer = new byte[BUFFER_BYTES];
    try (source;
        sink;
        InputStream in = source.getInputStream();
        OutputStream out = sink.getOutputStream()) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        awaitRelease();
        out.write(buffer, 0, read);
        if (said) {
          carried.add(read);
        }
      }
    } catch (IOException e) {
      // Somebody hung up, which the other is told of: both sockets are closed.
      close(source);
    } finally {
      sockets.remove(said ? source : sink);
    }
  }

  private synchronized void awaitRelease() throws IOException {
    if (held) {
      withheld.increment();
    }
    try {
      while (held) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new IllegalStateException("a socket that cannot be closed", e);
    }
  }

  @Override
  public void close() {
    try {
      listening.close();
    } catch (IOException e) {
      throw new IllegalStateException("a socket that cannot be closed", e);
    }
    heal();
    breakOff();
  }

  @Override
  public String toString() {
    return "n" + from + "->n" + to;
  }
}
