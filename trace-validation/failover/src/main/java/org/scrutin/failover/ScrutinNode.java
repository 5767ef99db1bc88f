package org.scrutin.failover;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.scrutin.node.Node;
import org.scrutin.node.config.NodeConfig;
import org.scrutin.node.host.ElectionObserver;
import org.scrutin.protocol.NodeId;

/**
 * A node of Scrutin, on Raft. Its leader writes by opening a session of its key-value service: a
 * command, which the log has to commit. All its time-outs are multiples of one: the election
 * timeout is 10 to 20 times as long.
 */
final class ScrutinNode {

  private static final int ELECTION_TIMEOUT = 10;

  private ScrutinNode() {}

  public static void main(String[] words) throws IOException, InterruptedException {
    NodeArguments arguments = NodeArguments.parse(words);
    Writer writer = new Writer();
    Node node = Node.start(config(arguments), writer);
    writer.node.complete(node);
    Announcements.ready();
    new CountDownLatch(1).await();
  }

  private static NodeConfig config(NodeArguments arguments) {
    if (arguments.maxTimeoutMillis() != 2 * arguments.minTimeoutMillis()) {
      throw new IllegalArgumentException("the longest election timeout is twice the shortest here");
    }
    SortedMap<NodeId, InetSocketAddress> peers = new TreeMap<>();
    for (int node = 1; node <= arguments.nodes(); node++) {
      peers.put(
          NodeId.of(node),
          new InetSocketAddress(InetAddress.getLoopbackAddress(), arguments.port(node)));
    }
    return new NodeConfig(
        NodeId.of(arguments.id()),
        "failover",
        "raft",
        false,
        arguments.folder(),
        peers,
        new TreeSet<>(peers.keySet()),
        new TreeSet<>(),
        Optional.empty(),
        Optional.empty(),
        Duration.ofMillis(arguments.minTimeoutMillis() / ELECTION_TIMEOUT),
        Optional.empty(),
        Optional.empty(),
        NodeConfig.SNAPSHOT_EVERY,
        false,
        false);
  }

  private static final class Writer implements ElectionObserver {
    private final CompletableFuture<Node> node = new CompletableFuture<>();
    private final Executor executor = Executors.newSingleThreadExecutor();

    @Override
    public void mayWrite(int epoch) {
      executor.execute(
          () -> {
            node.join().replica().orElseThrow().service().openSession().join();
            Announcements.writable();
          });
    }
  }
}
