package org.scrutin.node;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.UnresolvedAddressException;
import java.util.Optional;
import org.scrutin.node.client.ClientServer;
import org.scrutin.node.config.NodeConfig;
import org.scrutin.node.host.ElectionObserver;
import org.scrutin.node.host.Host;
import org.scrutin.node.transport.Transport;
import org.scrutin.protocol.NodeId;
import org.scrutin.protocol.raft.RaftState;
import org.scrutin.wire.Status;

/** A node, and what it serves: clients, metrics. Thread-safe. */
public final class NodeServer implements Closeable {

  private final Node node;
  private final Optional<ClientServer> clients;
  private final Optional<MetricsServer> metrics;

  private NodeServer(Node node, Optional<ClientServer> clients, Optional<MetricsServer> metrics) {
    this.node = node;
    this.clients = clients;
    this.metrics = metrics;
  }

  /**
   * Starts a node and serves as it is configured. It takes part in nothing before it has all its
   * ports: one that cannot serve must not help to elect, and go away again.
   *
   * @throws PortInUseException in one line
   */
  public static NodeServer start(NodeConfig config, ElectionObserver observer) throws IOException {
    Node node = Node.prepare(config, observer);
    Optional<ClientServer> clients = Optional.empty();
    try {
      clients = listening("clients", config.clients(), address -> listen(node, address));
      Optional<ClientServer> counted = clients;
      Optional<MetricsServer> metrics =
          listening("http", config.http(), address -> new MetricsServer(node, counted, address));
      node.run();
      return new NodeServer(node, clients, metrics);
    } catch (RuntimeException e) {
      clients.ifPresent(ClientServer::close);
      node.close();
      throw e;
    }
  }

  private interface Listening<T> {
    T on(InetSocketAddress address) throws IOException;
  }

  private static <T> Optional<T> listening(
      String key, Optional<InetSocketAddress> address, Listening<T> listening) {
    if (address.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(listening.on(address.get()));
    } catch (IOException | UnresolvedAddressException e) {
      Throwable cause = e;
      while (cause.getCause() != null) {
        cause = cause.getCause();
      }
      throw new PortInUseException(
          key
              + ": cannot listen on "
              + address.get().getHostString()
              + ":"
              + address.get().getPort()
              + ": "
              + (address.get().isUnresolved()
                  ? "no such host is known here"
                  : cause.getMessage() + "; name a port that is free"),
          e);
    }
  }

  private static ClientServer listen(Node node, InetSocketAddress address) throws IOException {
    return ClientServer.listen(
        address,
        node.config().peers().keySet(),
        node.config().tls(),
        () -> status(node),
        node.replica().map(Node.Replica::host),
        node.replica().map(Node.Replica::service),
        node.config().faults() ? Optional.of(cut -> cut(node, cut)) : Optional.empty());
  }

  private static void cut(Node node, boolean cut) {
    for (NodeId peer : node.config().peers().keySet()) {
      if (cut) {
        node.transport().cut(peer);
      } else {
        node.transport().heal(peer);
      }
    }
  }

  private static Status status(Node node) {
    var standing = node.host().standing();
    Host.Work work = node.host().work();
    Transport.Traffic traffic = node.transport().traffic();
    Status.Builder status =
        Status.newBuilder()
            .setNode(node.config().id().value())
            .setCluster(node.config().cluster())
            .setAlgorithm(node.config().algorithm())
            .setRole(standing.role().text())
            .setEpoch(standing.epoch())
            .setLeader(standing.leader().map(leader -> leader.value()).orElse(0))
            .setMessagesSent(traffic.sent())
            .setMessagesReceived(traffic.received())
            .setMessagesDropped(traffic.dropped())
            .setRefusedConnections(traffic.refused())
            .setFsyncs(work.syncs())
            .setSteps(work.steps());
    node.replica().ifPresent(replica -> addLog(replica, status));
    return status.build();
  }

  private static void addLog(Node.Replica replica, Status.Builder status) {
    RaftState state = replica.host().state();
    status
        .setFirstIndex(state.log().snapshot().index() + 1)
        .setLastIndex(state.log().lastIndex())
        .setCommitIndex(state.commitIndex())
        .setAppliedIndex(replica.service().applied());
    state.config().voters().forEach(voter -> status.addVoters(voter.value()));
    state.config().next().forEach(voter -> status.addNextVoters(voter.value()));
    state.config().learners().forEach(learner -> status.addLearners(learner.value()));
  }

  /** The node. */
  public Node node() {
    return node;
  }

  @Override
  public void close() throws IOException {
    clients.ifPresent(ClientServer::close);
    metrics.ifPresent(MetricsServer::close);
    node.close();
  }
}
