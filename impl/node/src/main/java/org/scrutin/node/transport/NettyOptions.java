package org.scrutin.node.transport;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.scrutin.protocol.NodeId;

/**
 * Where a node stands in the network.
 *
 * @param cluster the name of the cluster
 * @param protocol its algorithm, and what else all have to agree on
 * @param self which node
 * @param listen where it listens for its peers; port 0 takes any
 * @param peers where the others listen
 * @param incoming a folder for files that come with messages, the node's alone
 * @param tls empty for plain text, which is for tests
 */
public record NettyOptions(
    String cluster,
    String protocol,
    NodeId self,
    InetSocketAddress listen,
    SortedMap<NodeId, InetSocketAddress> peers,
    Path incoming,
    Optional<Tls> tls) {

  /** Copies. */
  public NettyOptions {
    peers = Collections.unmodifiableSortedMap(new TreeMap<>(peers));
  }

  Hello hello(int to) {
    return new Hello(Hello.VERSION, cluster, protocol, self.value(), to);
  }
}
