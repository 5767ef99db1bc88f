package org.scrutin.failover;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.scrutin.failover.NodeProcess.Writable;

/** A cluster of one elector, whose leader is harmed again and again. */
final class Trials implements AutoCloseable {

  private static final int NODES = 3;

  /** Nobody is waited for longer than that. */
  private static final int PATIENCE_SECONDS = 120;

  private static final long MAX_MICROS = TimeUnit.SECONDS.toMicros(PATIENCE_SECONDS);
  private static final int DIGITS = 3;

  /** How long a cluster is left alone between two trials, in longest election timeouts. */
  private static final int CALM_TIMEOUTS = 2;

  private final Elector elector;
  private final Timeouts timeouts;
  private final Path folder;
  private final int basePort;
  private final String classPath;
  private final BlockingQueue<Writable> said = new LinkedBlockingQueue<>();
  private final Map<Integer, NodeProcess> nodes = new HashMap<>();
  private final Signals signals = new Signals();
  private final Random random;
  private NodeProcess service;
  private int leader;

  /**
   * Election timeouts, in milliseconds. A session lasts as long as the shortest.
   *
   * @param min more than zero
   * @param max not less than {@code min}
   */
  record Timeouts(int min, int max) {}

  Trials(Elector elector, Timeouts timeouts, Path folder, int basePort, String classPath, long seed)
      throws IOException {
    this.elector = elector;
    this.timeouts = timeouts;
    this.folder = folder;
    this.basePort = basePort;
    this.classPath = classPath;
    this.random = new Random(seed);
  }

  /** Starts all nodes, and waits until one of them leads. */
  void start() throws IOException, InterruptedException {
    if (elector.service().isPresent()) {
      service = start(elector.service().get(), 0);
    }
    for (int node = 1; node <= NODES; node++) {
      nodes.put(node, start(elector.main(), node));
    }
    leader = next(0).node();
  }

  private NodeProcess start(Class<?> main, int node) throws IOException {
    NodeArguments arguments =
        new NodeArguments(
            node, NODES, basePort, folder.resolve("n" + node), timeouts.min(), timeouts.max());
    return NodeProcess.start(main, classPath, arguments, said, folder.resolve("n" + node + ".log"));
  }

  /** From the signal to the leader until a successor may write, in microseconds. */
  Histogram run(Harm harm, int trials) throws IOException, InterruptedException {
    Histogram histogram = new Histogram(MAX_MICROS, DIGITS);
    for (int trial = 0; trial < trials; trial++) {
      leader = settle(leader);
      NodeProcess victim = nodes.get(leader);
      long signalled = System.nanoTime();
      if (harm == Harm.KILL) {
        victim.strike();
      } else {
        signals.send("STOP", victim.pid());
      }
      Writable successor = next(leader);
      histogram.recordValue(TimeUnit.NANOSECONDS.toMicros(successor.nanos() - signalled));
      mend(harm, victim);
      leader = successor.node();
    }
    return histogram;
  }

  private void mend(Harm harm, NodeProcess victim) throws IOException, InterruptedException {
    if (harm == Harm.KILL) {
      victim.kill();
      nodes.put(victim.node(), start(elector.main(), victim.node()));
    } else {
      signals.send("CONT", victim.pid());
    }
  }

  /** Waits for who may write, and is not the one that was harmed. */
  private Writable next(int harmed) throws IOException, InterruptedException {
    Writable writable = said.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    while (writable != null && writable.node() == harmed) {
      writable = said.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
    if (writable == null) {
      throw new IOException(
          elector.title() + ": no leader within " + PATIENCE_SECONDS + " s, see " + folder);
    }
    return writable;
  }

  /**
   * Leaves the cluster alone, for a while that is no multiple of its heartbeats; who leads then?
   */
  private int settle(int leader) throws InterruptedException {
    long calm = CALM_TIMEOUTS * (long) timeouts.max() + random.nextInt(timeouts.min());
    Thread.sleep(calm);
    int last = leader;
    for (Writable later = said.poll(); later != null; later = said.poll()) {
      last = later.node();
    }
    return last;
  }

  @Override
  public void close() throws IOException {
    for (NodeProcess node : nodes.values()) {
      node.strike();
    }
    if (service != null) {
      service.strike();
    }
    signals.close();
  }
}
