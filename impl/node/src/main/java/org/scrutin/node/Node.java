package org.scrutin.node;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.scrutin.node.config.NodeConfig;
import org.scrutin.node.disk.Kept;
import org.scrutin.node.disk.NodeFolder;
import org.scrutin.node.host.Application;
import org.scrutin.node.host.Detection;
import org.scrutin.node.host.ElectionObserver;
import org.scrutin.node.host.ElectionView;
import org.scrutin.node.host.Host;
import org.scrutin.node.host.HostOptions;
import org.scrutin.node.host.Observers;
import org.scrutin.node.kv.KvReplica;
import org.scrutin.node.observe.NodeTrace;
import org.scrutin.node.transport.NettyOptions;
import org.scrutin.node.transport.NettyTransport;
import org.scrutin.node.transport.Transport;
import org.scrutin.protocol.ElectionState;
import org.scrutin.protocol.Message;
import org.scrutin.protocol.NodeId;
import org.scrutin.protocol.Protocol;
import org.scrutin.protocol.bully.Bully;
import org.scrutin.protocol.bully.BullyDurable;
import org.scrutin.protocol.bully.BullyMessage;
import org.scrutin.protocol.election.Timing;
import org.scrutin.protocol.quorumbully.QuorumBully;
import org.scrutin.protocol.quorumbully.QuorumBullyDurable;
import org.scrutin.protocol.quorumbully.QuorumBullyMessage;
import org.scrutin.protocol.quorumring.QuorumRing;
import org.scrutin.protocol.quorumring.QuorumRingDurable;
import org.scrutin.protocol.quorumring.QuorumRingMessage;
import org.scrutin.protocol.raft.Raft;
import org.scrutin.protocol.raft.RaftDurable;
import org.scrutin.protocol.raft.RaftMessage;
import org.scrutin.protocol.raft.RaftOptions;
import org.scrutin.protocol.raft.RaftState;
import org.scrutin.storage.DurableFormat;
import org.scrutin.storage.DurableStore;
import org.scrutin.storage.RaftFormat;
import org.scrutin.storage.WholeRecordFormat;
import org.scrutin.trace.TraceHeader;

/**
 * A node as its configuration says: folder, network, host, and on Raft the key-value service.
 * Thread-safe.
 */
public final class Node implements Closeable {

  /** A node of Raft has a log, and the service on it. */
  public record Replica(Host<RaftState, RaftMessage, RaftDurable> host, KvReplica service) {}

  private final NodeConfig config;
  private final NodeFolder folder;
  private final Host<?, ?, ?> host;
  private final Transport<?> transport;
  private final Optional<Replica> replica;

  private Node(
      NodeConfig config,
      NodeFolder folder,
      Host<?, ?, ?> host,
      Transport<?> transport,
      Optional<Replica> replica) {
    this.config = config;
    this.folder = folder;
    this.host = host;
    this.transport = transport;
    this.replica = replica;
  }

  /**
   * Starts a node.
   *
   * @throws RuntimeException as of {@link #prepare}
   */
  public static Node start(NodeConfig config, ElectionObserver observer) throws IOException {
    Node node = prepare(config, observer);
    node.run();
    return node;
  }

  /**
   * A node that has all it needs, and takes no part in anything before {@link #run}.
   *
   * @throws RuntimeException of the packages below this one, with one line for the user, if its
   *     folder, its network or its configuration cannot be used
   */
  static Node prepare(NodeConfig config, ElectionObserver observer) throws IOException {
    config.tls().ifPresent(tls -> tls.check(config.id()));
    NodeFolder opened =
        NodeFolder.open(config.data(), config.cluster(), config.id(), config.protocol());
    NodeFolder folder = config.faults() ? opened.disturbed() : opened;
    try {
      return new Start(config, folder, observer).node();
    } catch (IOException | RuntimeException e) {
      folder.close();
      throw e;
    }
  }

  /** Takes part from now on. */
  void run() {
    host.start();
  }

  /** What is put together, once. */
  private record Start(NodeConfig config, NodeFolder folder, ElectionObserver observer) {

    Node node() throws IOException {
      List<NodeId> all = List.copyOf(config.peers().keySet());
      Timing timing = Timing.asynchronous(config.usualDelay(), all.size());
      return switch (config.algorithm()) {
        case "raft" -> raft();
        case "quorum-bully" ->
            electing(
                new QuorumBully(config.id(), all, timing),
                new WholeRecordFormat<>(new QuorumBullyDurable(0, Optional.empty())),
                QuorumBullyMessage.class,
                "bully/QuorumBully");
        case "quorum-ring" ->
            electing(
                new QuorumRing(config.id(), all, timing),
                new WholeRecordFormat<>(new QuorumRingDurable(0, Optional.empty())),
                QuorumRingMessage.class,
                "ring/QuorumRing");
        case "bully" ->
            electing(
                new Bully(config.id(), all, Timing.synchronous(config.usualDelay(), all.size())),
                new WholeRecordFormat<>(new BullyDurable(0)),
                BullyMessage.class,
                "bully/Bully");
        default -> throw new IllegalArgumentException("no algorithm " + config.algorithm());
      };
    }

    private Node raft() throws IOException {
      Rehearsal.once();
      RaftOptions options = RaftOptions.whole(Timings.raft(config.usualDelay()));
      Raft core = new Raft(config.id(), config.beginning(), options);
      KvReplica service = new KvReplica(folder.snapshots(), config.snapshotEvery());
      DurableStore<Kept<RaftDurable>> store = folder.store(new RaftFormat());
      service.requireSnapshot(store.state().durable().log().snapshot().index());
      HostOptions<RaftState, RaftMessage, RaftDurable> parts =
          parts(
              core,
              store,
              RaftMessage.class,
              service,
              Observers.both(service, observer),
              "raft/RaftJoining");
      Host<RaftState, RaftMessage, RaftDurable> host =
          new Host<>(parts, ElectionView.raft(config.id(), options.timing()));
      service.runOn(host);
      return new Node(
          config, folder, host, parts.transport(), Optional.of(new Replica(host, service)));
    }

    private <S extends ElectionState, M extends Message, D extends Record> Node electing(
        Protocol<S, M, D> core, DurableFormat<D> format, Class<M> messages, String spec)
        throws IOException {
      HostOptions<S, M, D> parts =
          parts(core, folder.store(format), messages, Application.NONE, observer, spec);
      Host<S, M, D> host = new Host<>(parts, ElectionView.plain(config.id()));
      return new Node(config, folder, host, parts.transport(), Optional.empty());
    }

    private <M extends Message> Transport<M> transport(Class<M> messages) {
      return new NettyTransport<>(
          new NettyOptions(
              config.cluster(),
              config.agreement(),
              config.id(),
              config.peers().get(config.id()),
              config.peers(),
              folder.incoming(),
              config.tls()),
          messages);
    }

    /** The network last: nothing can go wrong after it. */
    private <S extends ElectionState, M extends Message, D extends Record>
        HostOptions<S, M, D> parts(
            Protocol<S, M, D> core,
            DurableStore<Kept<D>> store,
            Class<M> messages,
            Application application,
            ElectionObserver observers,
            String spec)
            throws IOException {
      Detection patient = Detection.patient(config.usualDelay());
      Detection detection =
          new Detection(patient.pingPeriod(), patient.suspectAfter(), config.phiAccrual());
      Optional<NodeTrace> trace =
          config.trace().isPresent()
              ? Optional.of(trace(config.trace().get(), store.state(), spec))
              : Optional.empty();
      try {
        return new HostOptions<>(
            core, store, transport(messages), trace, application, observers, detection);
      } catch (RuntimeException e) {
        if (trace.isPresent()) {
          trace.get().abandon();
        }
        throw e;
      }
    }

    private NodeTrace trace(Path file, Kept<?> kept, String spec) throws IOException {
      TraceHeader header = header(spec);
      return kept.isBlank()
          ? NodeTrace.begin(file, header, folder.fault())
          : NodeTrace.resume(file, header, kept.traceBytes(), kept.traceEvents(), folder.fault());
    }

    private TraceHeader header(String spec) {
      Map<String, Object> constants = new LinkedHashMap<>();
      List<Integer> numbers = numbers(config.peers().keySet());
      constants.put("Node", numbers);
      if (config.algorithm().equals("raft")) {
        constants.put("InitialVoter", numbers(config.voters()));
        constants.put("InitialLearner", numbers(config.learners()));
      }
      if (config.algorithm().endsWith("ring")) {
        String order = numbers.toString();
        constants.put(
            "Order", new TraceHeader.Tla("<<" + order.substring(1, order.length() - 1) + ">>"));
      }
      return new TraceHeader(
          spec, spec + "_asynchronous.cfg", constants, "node", OptionalLong.empty());
    }
  }

  private static List<Integer> numbers(Collection<NodeId> nodes) {
    return nodes.stream().map(NodeId::value).toList();
  }

  /** How it was configured. */
  public NodeConfig config() {
    return config;
  }

  /** The host of its protocol. */
  public Host<?, ?, ?> host() {
    return host;
  }

  /** Its connections to its peers. */
  public Transport<?> transport() {
    return transport;
  }

  /** The service on its log, if it has one. */
  public Optional<Replica> replica() {
    return replica;
  }

  /** Stops it, and lets others have its folder, once it does nothing more there. */
  @Override
  public void close() throws IOException {
    host.close();
    var unused = host.over().thenRun(this::release);
  }

  private void release() {
    try {
      folder.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
