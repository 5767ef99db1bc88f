package org.scrutin.node.config;

import java.math.BigDecimal;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.scrutin.node.transport.Tls;
import org.scrutin.protocol.NodeId;
import org.scrutin.protocol.raft.Configuration;

/**
 * How a node is to run. docs/node.md has the file.
 *
 * @param id which node
 * @param cluster the name of its cluster
 * @param algorithm raft, quorum-bully or quorum-ring; with {@code unsafe} also bully
 * @param unsafe whether an algorithm may be used that believes in its time-outs
 * @param data the node's folder
 * @param peers where each node listens for the others, this one too
 * @param voters who votes at the very beginning of the cluster
 * @param learners who belongs to it then, and does not vote; only raft has such
 * @param clients where it listens for clients, if it does
 * @param http where it serves metrics and health, if it does
 * @param usualDelay what most messages take; all time-outs are multiples of it
 * @param tls empty for plain text, which has to be asked for by {@code insecure: true}
 * @param trace where its steps are written, if anywhere
 * @param snapshotEvery so many entries of the log are kept before a snapshot takes their place
 * @param phiAccrual whether failures are detected by phi accrual, where the algorithm asks
 * @param faults for tests: whether clients may cut the node off from its peers, and a file may
 *     disturb its disk
 */
public record NodeConfig(
    NodeId id,
    String cluster,
    String algorithm,
    boolean unsafe,
    Path data,
    SortedMap<NodeId, InetSocketAddress> peers,
    SortedSet<NodeId> voters,
    SortedSet<NodeId> learners,
    Optional<InetSocketAddress> clients,
    Optional<InetSocketAddress> http,
    Duration usualDelay,
    Optional<Tls> tls,
    Optional<Path> trace,
    int snapshotEvery,
    boolean phiAccrual,
    boolean faults) {

  /** Most networks in one place are faster than this by far; pauses of a JVM are not. */
  public static final Duration USUAL_DELAY = Duration.ofMillis(15);

  /** Short enough for a trace to stay readable, long enough that snapshots cost nothing. */
  public static final int SNAPSHOT_EVERY = 1_000;

  /** Copies. */
  public NodeConfig {
    peers = Collections.unmodifiableSortedMap(new TreeMap<>(peers));
    voters = Collections.unmodifiableSortedSet(new TreeSet<>(voters));
    learners = Collections.unmodifiableSortedSet(new TreeSet<>(learners));
  }

  /** Who belongs to the cluster at its very beginning. */
  public Configuration beginning() {
    return new Configuration(voters, Collections.emptySortedSet(), learners);
  }

  /**
   * What all nodes of a cluster have to agree on, and a node for ever: its algorithm, and where
   * members change, who they were in the beginning. Who counts from another beginning counts other
   * majorities.
   */
  public String protocol() {
    if (!algorithm.equals("raft")) {
      return algorithm;
    }
    String learning = learners.isEmpty() ? "" : " and learners " + names(learners);
    return algorithm + " begun by " + names(voters) + learning;
  }

  /**
   * What nodes have to agree on to talk to each other: as above, and on Raft also the usual delay.
   * For so long as its own says, a leader trusts in voters that keep to theirs: with different ones
   * two would lead at once.
   */
  public String agreement() {
    return algorithm.equals("raft")
        ? protocol() + " with usualDelay " + millis(usualDelay)
        : protocol();
  }

  private static String millis(Duration time) {
    BigDecimal millis = BigDecimal.valueOf(time.toNanos(), 6).stripTrailingZeros();
    return millis.toPlainString() + "ms";
  }

  private static String names(SortedSet<NodeId> nodes) {
    return nodes.stream().map(NodeId::toString).collect(Collectors.joining(" "));
  }
}
