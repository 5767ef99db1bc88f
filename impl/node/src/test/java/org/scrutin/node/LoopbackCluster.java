package org.scrutin.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.scrutin.node.config.NodeConfig;
import org.scrutin.node.host.ElectionObserver;
import org.scrutin.node.host.ElectionObserver.Role;
import org.scrutin.node.kv.KvException;
import org.scrutin.protocol.NodeId;
import org.scrutin.wire.ExecuteRequest;
import org.scrutin.wire.Operation;
import org.scrutin.wire.Put;
import org.scrutin.wire.Result;

/** Nodes of one cluster in this process, which talk over the loopback network. */
final class LoopbackCluster implements Closeable {

  /** The machine may be busy; what takes longer than this has gone wrong. */
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final Path folder;
  private final String algorithm;
  private final int snapshotEvery;
  private final SortedMap<NodeId, InetSocketAddress> addresses = new TreeMap<>();
  private final SortedMap<NodeId, Node> nodes = new TreeMap<>();
  private final Function<NodeId, Collection<NodeId>> voters;

  LoopbackCluster(Path folder, String algorithm, int count, int snapshotEvery) throws IOException {
    this(folder, algorithm, count, snapshotEvery, node -> nodes(count));
  }

  /**
   * @param voters who votes at first, as a node believes
   */
  LoopbackCluster(
      Path folder,
      String algorithm,
      int count,
      int snapshotEvery,
      Function<NodeId, Collection<NodeId>> voters)
      throws IOException {
    this.folder = folder;
    this.algorithm = algorithm;
    this.snapshotEvery = snapshotEvery;
    this.voters = voters;
    addresses.putAll(freeAddresses(count));
    for (NodeId node : addresses.keySet()) {
      start(node, ElectionObserver.NONE);
    }
  }

  /** The first so many. */
  static List<NodeId> nodes(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(NodeId::of).toList();
  }

  /** Addresses that nobody uses at this moment. */
  static SortedMap<NodeId, InetSocketAddress> freeAddresses(int count) throws IOException {
    SortedMap<NodeId, InetSocketAddress> addresses = new TreeMap<>();
    List<ServerSocket> sockets = new ArrayList<>();
    for (int node = 1; node <= count; node++) {
      ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
      sockets.add(socket);
      addresses.put(
          NodeId.of(node), new InetSocketAddress(socket.getInetAddress(), socket.getLocalPort()));
    }
    for (ServerSocket socket : sockets) {
      socket.close();
    }
    return addresses;
  }

  NodeConfig config(NodeId node) {
    return new NodeConfig(
        node,
        "test",
        algorithm,
        false,
        folder.resolve(node.toString()),
        addresses,
        new TreeSet<>(voters.apply(node)),
        new TreeSet<>(),
        Optional.empty(),
        Optional.empty(),
        Duration.ofMillis(40),
        Optional.empty(),
        Optional.of(trace(node)),
        snapshotEvery,
        false,
        true);
  }

  Path trace(NodeId node) {
    return folder.resolve(node + ".ndjson");
  }

  /** What a node's disk is to do, by {@link org.scrutin.node.disk.DiskFault}; empty: be well. */
  void disturbDisk(NodeId node, String fault) throws IOException {
    Path control = folder.resolve(node.toString()).resolve("disk-fault");
    if (fault.isEmpty()) {
      Files.delete(control);
    } else {
      Path whole = Files.writeString(folder.resolve(node + "-disk-fault"), fault);
      Files.move(whole, control, StandardCopyOption.ATOMIC_MOVE); // It may look at any moment.
    }
  }

  void start(NodeId node, ElectionObserver observer) throws IOException {
    nodes.put(node, Node.start(config(node), observer));
  }

  /** The node stops between two batches, without a word to anybody. */
  void stop(NodeId node) throws IOException {
    nodes.remove(node).close();
  }

  Node node(NodeId node) {
    return nodes.get(node);
  }

  static <T> T await(String what, Supplier<Optional<T>> condition) {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    Optional<T> found = condition.get();
    while (found.isEmpty()) {
      assertThat(System.nanoTime()).as("waited for %s", what).isLessThan(deadline);
      LockSupport.parkNanos(1_000_000);
      found = condition.get();
    }
    return found.get();
  }

  NodeId leader() {
    return await(
        "a leader whom most follow",
        () ->
            nodes.entrySet().stream()
                .filter(entry -> entry.getValue().host().standing().role() == Role.LEADER)
                .max(Comparator.comparing(entry -> entry.getValue().host().standing().epoch()))
                .filter(
                    entry -> 2 * followers(entry.getKey()) > voters.apply(entry.getKey()).size())
                .map(Map.Entry::getKey));
  }

  private long followers(NodeId leader) {
    return nodes.values().stream()
        .filter(node -> node.host().standing().leader().equals(Optional.of(leader)))
        .count();
  }

  int openSession() {
    return retried(
        () -> nodes.get(leader()).replica().orElseThrow().service().openSession().join());
  }

  Result put(int session, long number, String key, String value) {
    ExecuteRequest request =
        ExecuteRequest.newBuilder()
            .setSession(session)
            .setNumber(number)
            .setFirst(number)
            .setOperation(
                Operation.newBuilder()
                    .setPut(Put.newBuilder().setKey(key).setValue(ByteString.copyFromUtf8(value))))
            .build();
    return retried(
        () -> nodes.get(leader()).replica().orElseThrow().service().execute(request).join());
  }

  Result read(String key) {
    return retried(() -> nodes.get(leader()).replica().orElseThrow().service().read(key).join());
  }

  private static <T> T retried(Supplier<T> request) {
    return await(
        "an answer",
        () -> {
          try {
            return Optional.of(request.get());
          } catch (CompletionException e) {
            if (e.getCause() instanceof KvException) {
              return Optional.empty();
            }
            throw e;
          }
        });
  }

  /** One trace of those of all nodes, in an order that respects cause and effect. */
  Path merged() throws IOException {
    record Line(long clock, int order, String text) {}
    List<Line> lines = new ArrayList<>();
    String header = "";
    for (NodeId node : addresses.keySet()) {
      for (String line : Files.readAllLines(trace(node))) {
        if (line.startsWith("{\"scrutin\"")) {
          header = line;
        } else if (!line.isEmpty()) {
          String rest = line.substring(line.indexOf("\"clock\":") + 8);
          lines.add(
              new Line(Long.parseLong(rest.substring(0, rest.indexOf(','))), lines.size(), line));
        }
      }
    }
    lines.sort(Comparator.comparing(Line::clock).thenComparing(Line::order));
    List<String> merged = new ArrayList<>(List.of(header));
    for (Line line : lines) {
      merged.add(line.text().replaceFirst("\"n\":\\d+", "\"n\":" + merged.size()));
    }
    return Files.write(folder.resolve("merged.ndjson"), merged);
  }

  void stopAll() throws IOException {
    for (NodeId node : List.copyOf(nodes.keySet())) {
      stop(node);
    }
  }

  @Override
  public void close() throws IOException {
    stopAll();
  }
}
