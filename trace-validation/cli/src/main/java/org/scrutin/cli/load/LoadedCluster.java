package org.scrutin.cli.load;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.scrutin.cli.local.LocalCluster;
import org.scrutin.cli.local.LocalNode;
import org.scrutin.wire.Status;

/** Nodes, and their clients. Not thread-safe. */
final class LoadedCluster implements Closeable {

  /** A phase begins before it is measured, so that all clients are under way. */
  private static final Duration RUN_UP = Duration.ofMillis(200);

  /** Elections time out after 10 to 20 times that: a machine that is loaded is to have a leader. */
  private static final int USUAL_DELAY_MILLIS = 50;

  private static final Duration LOOK = Duration.ofMillis(50);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final LocalCluster cluster;
  private final List<Loader> loaders;

  /**
   * What a phase came to.
   *
   * @param processor what the nodes used meanwhile, run-up included, all together
   * @param whole how long that was
   * @param failed requests that nobody answered
   */
  record Phase(List<long[]> times, Duration processor, Duration whole, int failed) {

    int puts() {
      return times.stream().mapToInt(one -> one.length).sum();
    }
  }

  private LoadedCluster(LocalCluster cluster, List<Loader> loaders) {
    this.cluster = cluster;
    this.loaders = loaders;
  }

  static LoadedCluster start(PutBenchmark.Settings settings, Path folder, boolean trace)
      throws IOException {
    LocalCluster cluster =
        new LocalCluster(
            settings.command(),
            folder,
            settings.nodes(),
            "trace: " + trace + "\nusualDelay: " + USUAL_DELAY_MILLIS + "ms\n",
            false,
            LocalNode.LASTING);
    try {
      cluster.start();
      return new LoadedCluster(cluster, loaders(settings, cluster));
    } catch (IOException | RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  /** One after the other they connect: to greet hundreds at once would take nodes seconds. */
  private static List<Loader> loaders(PutBenchmark.Settings settings, LocalCluster cluster)
      throws IOException {
    LocalNode leader = leader(cluster);
    int clients = settings.clients().stream().mapToInt(Integer::intValue).max().orElseThrow();
    List<Loader> loaders = new ArrayList<>();
    for (int number = 0; number < clients; number++) {
      Loader loader = new Loader(cluster, leader, number, settings.valueBytes());
      loaders.add(loader);
      if (!loader.put()) {
        loaders.forEach(Loader::close);
        throw new IOException(
            "client "
                + (number + 1)
                + " was not answered; see the nodes' logs (--data keeps them)");
      }
    }
    return loaders;
  }

  private static LocalNode leader(LocalCluster cluster) throws IOException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() - end < 0) {
      List<Optional<Status>> seen = cluster.look();
      for (int node = 0; node < seen.size(); node++) {
        if (seen.get(node).filter(one -> one.getRole().equals("leader")).isPresent()) {
          return cluster.nodes().get(node);
        }
      }
      LockSupport.parkNanos(LOOK.toNanos());
    }
    throw new IOException(
        "no node leads after " + PATIENCE.toSeconds() + " s; is the machine busy?");
  }

  /** Lets so many clients put for so long. */
  Phase run(int clients, Duration time) throws InterruptedException {
    Duration before = processor();
    long began = System.nanoTime();
    long from = began + RUN_UP.toNanos();
    long until = from + time.toNanos();
    List<Loader> working = loaders.subList(0, clients);
    List<Thread> threads = new ArrayList<>();
    for (Loader loader : working) {
      Thread thread = new Thread(() -> loader.run(from, until), "client");
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    Duration whole = Duration.ofNanos(System.nanoTime() - began);
    return new Phase(
        working.stream().map(Loader::times).toList(),
        processor().minus(before),
        whole,
        working.stream().mapToInt(Loader::failed).sum());
  }

  private Duration processor() {
    return cluster.nodes().stream().map(LocalNode::processor).reduce(Duration.ZERO, Duration::plus);
  }

  /** Ends the nodes; may be called from another thread when the process ends. */
  void stopNodes() {
    cluster.nodes().forEach(LocalNode::stop);
  }

  @Override
  public void close() {
    loaders.forEach(Loader::close);
    cluster.close();
  }
}
