package org.scrutin.cli.demo;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.scrutin.node.Node;
import org.scrutin.node.config.NodeConfig;
import org.scrutin.node.host.ElectionObserver;
import org.scrutin.node.host.ElectionObserver.Role;
import org.scrutin.node.host.ElectionObserver.Standing;
import org.scrutin.protocol.NodeId;

/**
 * Nodes of the textbook Bully in this process, of which one is cut off. They are not processes of
 * their own, since a node whose announcement is lost while others still connect is not heard for
 * ever after: the story would often end before it begins. Not thread-safe.
 */
final class TextbookBully implements Closeable {

  /** Ample: an election at the start has to wait until all are connected. */
  private static final Duration USUAL_DELAY = Duration.ofMillis(200);

  private final Path folder;
  private final SortedMap<NodeId, InetSocketAddress> peers;
  private final SortedMap<NodeId, Node> nodes = new TreeMap<>();

  TextbookBully(Path folder, SortedMap<NodeId, InetSocketAddress> peers) {
    this.folder = folder;
    this.peers = peers;
  }

  /** The highest comes last, and announces itself to who listens by then. */
  Leader elected() throws IOException, NotInTimeException {
    for (NodeId node : peers.keySet()) {
      start(node);
    }
    return Patience.await("all nodes agree on a leader", () -> agreed(nodes.keySet(), 0));
  }

  private void start(NodeId node) throws IOException {
    nodes.put(
        node,
        Node.start(
            new NodeConfig(
                node,
                "demo",
                "bully",
                true,
                folder.resolve(node.toString()),
                peers,
                new TreeSet<>(peers.keySet()),
                new TreeSet<>(),
                Optional.empty(),
                Optional.empty(),
                USUAL_DELAY,
                Optional.empty(),
                Optional.empty(),
                NodeConfig.SNAPSHOT_EVERY,
                false,
                false),
            ElectionObserver.NONE));
  }

  /** Nothing comes to the leader or from it; the others agree on this one. */
  Leader replaced(Leader first) throws NotInTimeException {
    NodeId old = NodeId.of(first.node());
    cut(old);
    List<NodeId> others = peers.keySet().stream().filter(node -> !node.equals(old)).toList();
    return Patience.await(
        "another leader than " + first.name(), () -> agreed(others, first.token()));
  }

  private void cut(NodeId node) {
    peers.keySet().forEach(nodes.get(node).transport()::cut);
  }

  /** The node that is cut off is stopped, comes back as cut off as before, and leads. */
  Leader alone(Leader first, Leader next) throws IOException, NotInTimeException {
    NodeId old = NodeId.of(first.node());
    nodes.get(old).close();
    start(old);
    cut(old);
    return Patience.await(
        first.name() + " leads by itself", () -> agreed(List.of(old), next.token()));
  }

  /** Whether the node says that it leads, in that epoch. */
  boolean leads(Leader leader) {
    Standing standing = nodes.get(NodeId.of(leader.node())).host().standing();
    return standing.role() == Role.LEADER && standing.epoch() == leader.token();
  }

  /** The one of these whom all of them call leader, in an epoch after this one. */
  private Optional<Leader> agreed(Iterable<NodeId> these, int epoch) {
    Optional<Leader> agreed = Optional.empty();
    for (NodeId node : these) {
      Standing standing = nodes.get(node).host().standing();
      Optional<Leader> named =
          standing
              .leader()
              .filter(leader -> standing.epoch() > epoch)
              .map(leader -> new Leader(leader.value(), standing.epoch()));
      if (named.isEmpty() || (agreed.isPresent() && !agreed.equals(named))) {
        return Optional.empty();
      }
      agreed = named;
    }
    return agreed;
  }

  @Override
  public void close() throws IOException {
    for (Node node : nodes.values()) {
      node.close();
    }
  }
}
