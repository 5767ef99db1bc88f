package org.scrutin.cli.load;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.scrutin.cli.local.LocalCluster;
import org.scrutin.cli.local.LocalNode;

/** Nodes, and their clients. Not thread-safe. */
final class LoadedCluster implements Closeable {

  /** A phase begins before it is measured, so that all clients are under way. */
  private static final Duration RUN_UP = Duration.ofMillis(200);

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
            settings.command(), folder, settings.nodes(), "trace: " + trace + "\n", false);
    try {
      cluster.start();
    } catch (IOException | RuntimeException e) {
      cluster.close();
      throw e;
    }
    int clients = settings.clients().stream().mapToInt(Integer::intValue).max().orElseThrow();
    List<Loader> loaders =
        IntStream.range(0, clients)
            .mapToObj(number -> new Loader(cluster, number, settings.valueBytes()))
            .toList();
    return new LoadedCluster(cluster, loaders);
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
