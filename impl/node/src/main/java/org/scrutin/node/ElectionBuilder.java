package org.scrutin.node;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import org.scrutin.leadership.LeadershipListener;
import org.scrutin.node.config.Beginning;
import org.scrutin.node.config.ConfigException;
import org.scrutin.node.config.NodeConfig;
import org.scrutin.node.transport.Tls;
import org.scrutin.protocol.NodeId;

/**
 * How a node is to take part in an election. {@link #id}, {@link #peers} and {@link #dataDirectory}
 * are needed. Not thread-safe.
 */
public final class ElectionBuilder {

  /** A lease of 300 ms: garbage collection takes less, mostly. */
  private static final Duration USUAL_DELAY = Duration.ofMillis(50);

  private static final Duration MAX_DELAY = Duration.ofSeconds(100);

  private static final int MAX_NODE = 1_023;

  record Listening(LeadershipListener listener, Optional<Executor> executor) {}

  private final List<Listening> listeners = new ArrayList<>();
  private final Map<String, String> peers = new LinkedHashMap<>();
  private String algorithm;
  private Optional<List<String>> voters = Optional.empty();
  private List<String> learners = List.of();
  private Optional<String> id = Optional.empty();
  private String cluster = "default";
  private Optional<Path> data = Optional.empty();
  private Duration usualDelay = USUAL_DELAY;
  private Optional<Tls> tls = Optional.empty();
  private boolean insecure;
  private Optional<Path> trace = Optional.empty();
  private Optional<Path> leadershipTrace = Optional.empty();
  private Map<String, Integer> priorities = Map.of();

  ElectionBuilder(String algorithm) {
    this.algorithm = algorithm;
  }

  /** Which node this is: {@code n1} to {@code n1023}. */
  public ElectionBuilder id(String node) {
    id = Optional.of(node);
    return this;
  }

  /** All nodes, this one too, the same on each: {@code "n1=10.0.0.1:7001,n2=10.0.0.2:7001"}. */
  public ElectionBuilder peers(String list) {
    for (String peer : list.split(",", -1)) {
      String[] parts = peer.strip().split("=", -1);
      if (parts.length != 2) {
        throw new ConfigException("peers: '" + peer + "' is not node=host:port");
      }
      if (peers.put(parts[0].strip(), parts[1].strip()) != null) {
        throw new ConfigException("peers: " + parts[0] + " is there twice");
      }
    }
    return this;
  }

  /** All nodes, this one too, the same on each, with {@code host:port}. */
  public ElectionBuilder peers(Map<String, String> addresses) {
    peers.putAll(addresses);
    return this;
  }

  /**
   * Who votes at the very beginning of the cluster: all peers that do not learn, without it. The
   * same on each node, for ever: later changes are {@link Election#addVoter} and its like. Only
   * with Raft.
   */
  public ElectionBuilder voters(String... nodes) {
    voters = Optional.of(List.of(nodes));
    return this;
  }

  /**
   * Who belongs to the cluster at its very beginning and does not vote: it learns who leads, and is
   * never granted leadership. As {@link #voters}.
   */
  public ElectionBuilder learners(String... nodes) {
    learners = List.of(nodes);
    return this;
  }

  /** Its name; nodes of other clusters are refused. {@code default} without it. */
  public ElectionBuilder cluster(String name) {
    cluster = name;
    return this;
  }

  /** This node's alone, on a disk that survives it: who has voted must not forget it. */
  public ElectionBuilder dataDirectory(Path folder) {
    data = Optional.of(folder);
    return this;
  }

  /** Is told of leadership, on a thread of its own. */
  public ElectionBuilder listener(LeadershipListener listener) {
    listeners.add(new Listening(listener, Optional.empty()));
    return this;
  }

  /** Is told of leadership, on this executor. */
  public ElectionBuilder listener(LeadershipListener listener, Executor executor) {
    listeners.add(new Listening(listener, Optional.of(executor)));
    return this;
  }

  /**
   * What most messages take, with some room for pauses of the JVM; 1 ms to 100 s, 50 ms without it.
   * An election times out after 10 to 20 times that, a lease lasts 6 times. On Raft the same on
   * each node, since leases rest on it: who has another is turned away; to change it, stop all
   * nodes first.
   */
  public ElectionBuilder usualDelay(Duration delay) {
    usualDelay = delay;
    return this;
  }

  /** Mutual TLS between the nodes; files are PEM. */
  public ElectionBuilder tls(Path authority, Path certificate, Path key) {
    tls = Optional.of(new Tls(authority, certificate, key));
    return this;
  }

  /** Plain text, to try out; needed for that unless all peers are on the loopback network. */
  public ElectionBuilder insecure() {
    insecure = true;
    return this;
  }

  /** Writes the steps of the election there, over all lives of the node; see docs/node.md. */
  public ElectionBuilder trace(Path file) {
    trace = Optional.of(file);
    return this;
  }

  /**
   * Writes what this service is told of leadership there, for {@code scrutin validate}; an older
   * file is replaced. Each answer is a line: so it is slower. Only with Raft.
   */
  public ElectionBuilder traceLeadership(Path file) {
    leadershipTrace = Optional.of(file);
    return this;
  }

  /**
   * Whom to prefer: a leader hands over to a voter with a greater number, once that one answers and
   * lacks nothing. A wish, and no promise: who is elected does not depend on it. Only with Raft.
   *
   * @param numbers by node, such as {@code n2}, the same on each; nodes that are missing have 0
   */
  public ElectionBuilder priorities(Map<String, Integer> numbers) {
    priorities = Map.copyOf(numbers);
    return this;
  }

  /**
   * Takes the textbook Bully, which believes in its time-outs: two nodes may lead at once. For
   * demonstrations.
   */
  public ElectionBuilder unsafeWithoutQuorum() {
    algorithm = "bully";
    return this;
  }

  /**
   * Starts the node.
   *
   * @throws ConfigException in one line that names the setting, if one is wrong
   * @throws RuntimeException as of {@link Node#start}, if its folder or its port cannot be used
   */
  public Election start() throws IOException {
    NodeConfig config = config();
    return Election.start(config, listeners, leadershipTrace, numbers(config));
  }

  private Map<NodeId, Integer> numbers(NodeConfig config) {
    if (!priorities.isEmpty() && !algorithm.equals("raft")) {
      throw new ConfigException("priorities: only with raft; " + algorithm + " elects by identity");
    }
    Map<NodeId, Integer> numbers = new TreeMap<>();
    for (Map.Entry<String, Integer> one : priorities.entrySet()) {
      NodeId node = node("priorities", one.getKey());
      if (!config.peers().containsKey(node)) {
        throw new ConfigException("priorities: " + node + " is not among the peers");
      }
      numbers.put(node, one.getValue());
    }
    return numbers;
  }

  private NodeConfig config() {
    SortedMap<NodeId, InetSocketAddress> addresses = addresses();
    NodeId self = node("id", id.orElseThrow(() -> missing("id", "a node, such as n1")));
    if (!addresses.containsKey(self)) {
      throw new ConfigException("peers: " + self + ", this node, is missing; name all nodes");
    }
    if (cluster.isBlank()) {
      throw missing("cluster", "a name");
    }
    if (usualDelay.compareTo(Duration.ofMillis(1)) < 0 || usualDelay.compareTo(MAX_DELAY) > 0) {
      throw new ConfigException("usualDelay: 1 ms to 100 s, not " + usualDelay);
    }
    Beginning beginning =
        Beginning.of(
            algorithm,
            addresses.keySet(),
            voters.map(names -> nodes("voters", names)),
            nodes("learners", learners));
    boolean local = addresses.values().stream().allMatch(ElectionBuilder::isLoopback);
    if (tls.isEmpty() && !insecure && !local) {
      throw new ConfigException("tls: is missing; to try out without, say insecure()");
    }
    if (tls.isPresent() && insecure) {
      throw new ConfigException("tls: insecure() was said as well; leave one away");
    }
    if (leadershipTrace.isPresent() && !algorithm.equals("raft")) {
      throw new ConfigException(
          "traceLeadership: only with raft; " + algorithm + " has no lease to judge");
    }
    return new NodeConfig(
        self,
        cluster,
        algorithm,
        algorithm.equals("bully"),
        data.orElseThrow(() -> missing("dataDirectory", "a folder of this node alone")),
        addresses,
        beginning.voters(),
        beginning.learners(),
        Optional.empty(),
        Optional.empty(),
        usualDelay,
        tls,
        trace,
        NodeConfig.SNAPSHOT_EVERY,
        false,
        false);
  }

  private static boolean isLoopback(InetSocketAddress address) {
    return !address.isUnresolved() && address.getAddress().isLoopbackAddress();
  }

  private static ConfigException missing(String setting, String what) {
    return new ConfigException(setting + ": is missing; give " + what);
  }

  private SortedMap<NodeId, InetSocketAddress> addresses() {
    if (peers.size() < 2) {
      throw new ConfigException("peers: name two nodes or more, each with host:port");
    }
    SortedMap<NodeId, InetSocketAddress> addresses = new TreeMap<>();
    peers.forEach(
        (name, text) -> {
          InetSocketAddress address = address(text);
          if (addresses.containsValue(address)) {
            throw new ConfigException("peers: two nodes have the address " + text);
          }
          addresses.put(node("peers", name), address);
        });
    return addresses;
  }

  private static InetSocketAddress address(String text) {
    int colon = text.lastIndexOf(':');
    String port = text.substring(colon + 1);
    if (colon < 1 || !port.matches("[1-9]\\d{0,4}") || Integer.parseInt(port) > 65_535) {
      throw new ConfigException("peers: '" + text + "' is no address; write host:port");
    }
    return new InetSocketAddress(text.substring(0, colon), Integer.parseInt(port));
  }

  private static List<NodeId> nodes(String setting, List<String> names) {
    return names.stream().map(name -> node(setting, name)).toList();
  }

  static NodeId node(String setting, String name) {
    if (!name.matches("n[1-9]\\d{0,3}") || Integer.parseInt(name.substring(1)) > MAX_NODE) {
      throw new ConfigException(
          setting + ": '" + name + "' is no node; nodes are called n1 to n" + MAX_NODE);
    }
    return NodeId.of(Integer.parseInt(name.substring(1)));
  }
}
