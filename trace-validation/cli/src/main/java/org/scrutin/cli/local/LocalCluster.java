package org.scrutin.cli.local;

import java.io.Closeable;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.scrutin.node.client.ScrutinClient;
import org.scrutin.node.config.Certificates;
import org.scrutin.node.transport.Tls;
import org.scrutin.wire.Status;

/** Nodes on this machine, each a process, with certificates of their own. Not thread-safe. */
public final class LocalCluster implements Closeable {

  private static final Duration PATIENCE = Duration.ofSeconds(1);

  /** From here on Linux, and from higher up others, take ports for outgoing connections. */
  private static final int END_OF_PORTS = 32_768;

  private static final int LOWEST_PORT = 20_000;

  /** So many ports may be in use before it is said that one is. */
  private static final int MAX_TRIED = 1_000;

  private final Path folder;
  private final List<LocalNode> nodes = new ArrayList<>();
  private final List<Link> links = new ArrayList<>();
  private final List<InetSocketAddress> clients = new ArrayList<>();
  private final Tls tls;
  private final ScrutinClient client;

  /**
   * Writes certificates and configurations into a folder that has none yet, and starts nothing.
   *
   * @param command the class whose {@code main} starts a node
   * @param more lines for the configuration of each node
   * @param proxied whether each node reaches each other through a {@link Link}
   */
  public LocalCluster(String command, Path folder, int count, String more, boolean proxied)
      throws IOException {
    this(command, folder, count, more, proxied, LocalNode.BRIEF);
  }

  /**
   * Writes certificates and configurations, and starts nothing.
   *
   * @param jvm options of the JVM of each node
   */
  public LocalCluster(
      String command, Path folder, int count, String more, boolean proxied, List<String> jvm)
      throws IOException {
    this.folder = folder;
    List<String> names = IntStream.rangeClosed(1, count).mapToObj(node -> "n" + node).toList();
    List<String> all = new ArrayList<>(names);
    all.add("client");
    Path certificates = folder.resolve("certificates");
    Certificates.make(certificates, "local", all);
    List<Integer> ports = freePorts(2 * count);
    for (int node = 0; node < count; node++) {
      StringBuilder peers = new StringBuilder();
      for (int peer = 0; peer < count; peer++) {
        int port = ports.get(peer);
        if (proxied && peer != node) {
          Link link = Link.open(node + 1, peer + 1, port);
          links.add(link);
          port = link.port();
        }
        peers.append("  ").append(names.get(peer)).append(": 127.0.0.1:").append(port).append('\n');
      }
      int port = ports.get(count + node);
      clients.add(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      Path config = folder.resolve(names.get(node) + ".yaml");
      Files.writeString(config, config(names.get(node), peers.toString(), port) + more);
      nodes.add(
          new LocalNode(command, jvm, node + 1, config, folder.resolve(names.get(node) + ".log")));
    }
    tls =
        new Tls(
            certificates.resolve("authority.pem"),
            certificates.resolve("client.pem"),
            certificates.resolve("client.key"));
    client = client(PATIENCE);
  }

  /** Another client, which knows all nodes. */
  public ScrutinClient client(Duration patience) {
    return new ScrutinClient(clients, Optional.of(tls), patience);
  }

  /** Another client, which asks this node first: it connects to others only if it has to. */
  public ScrutinClient client(LocalNode first, Duration patience) {
    List<InetSocketAddress> known = new ArrayList<>(clients);
    known.add(0, known.remove(nodes.indexOf(first)));
    return new ScrutinClient(known, Optional.of(tls), patience);
  }

  private static String config(String node, String peers, int clientPort) {
    return "id: "
        + node
        + "\ncluster: local\ndata: "
        + node
        + "\npeers:\n"
        + peers
        + "clients: 127.0.0.1:"
        + clientPort
        + "\ntls:\n"
        + "  authority: certificates/authority.pem\n"
        + "  certificate: certificates/"
        + node
        + ".pem\n"
        + "  key: certificates/"
        + node
        + ".key\nfaults: true\n";
  }

  /**
   * Ports that nobody uses at this moment, and that no connection takes by chance before a node
   * listens there, or while it is down.
   */
  public static List<Integer> freePorts(int count) throws IOException {
    List<ServerSocket> sockets = new ArrayList<>();
    List<Integer> ports = new ArrayList<>();
    int tried = 0;
    try {
      while (ports.size() < count) {
        int port = ThreadLocalRandom.current().nextInt(LOWEST_PORT, END_OF_PORTS);
        try {
          sockets.add(new ServerSocket(port, 1, InetAddress.getLoopbackAddress()));
          ports.add(port);
        } catch (BindException e) {
          tried++;
          if (tried == MAX_TRIED) {
            throw e;
          }
        }
      }
    } finally {
      for (ServerSocket socket : sockets) {
        socket.close();
      }
    }
    return ports;
  }

  /** Starts all nodes. */
  public void start() throws IOException {
    for (LocalNode node : nodes) {
      node.start();
    }
  }

  /** Where its files are. */
  public Path folder() {
    return folder;
  }

  /** The links between the nodes, one for each direction; none if they are not proxied. */
  public List<Link> links() {
    return links;
  }

  /** The trace of each node. */
  public List<Path> traces() {
    return nodes.stream().map(node -> folder.resolve(node.name()).resolve("trace.ndjson")).toList();
  }

  /** In the order of their numbers. */
  public List<LocalNode> nodes() {
    return nodes;
  }

  /** What each node says of itself; empty of one that does not answer. */
  public List<Optional<Status>> look() {
    List<Optional<Status>> seen = new ArrayList<>();
    for (int node = 0; node < nodes.size(); node++) {
      boolean answers = nodes.get(node).isUp() && !nodes.get(node).isPaused();
      seen.add(answers ? client.status(node) : Optional.empty());
    }
    return seen;
  }

  /** Cuts a node off from all others, or lets it be reached again. */
  public void cut(LocalNode node, boolean cut) {
    client.cut(nodes.indexOf(node), cut);
  }

  /** How clients reach the nodes, for {@code scrutin client --at}. */
  public String addresses() {
    List<String> addresses = new ArrayList<>();
    for (int node = 0; node < client.targets(); node++) {
      addresses.add("127.0.0.1:" + client.address(node).getPort());
    }
    return String.join(",", addresses);
  }

  @Override
  public void close() {
    client.close();
    nodes.forEach(LocalNode::stop);
    links.forEach(Link::close);
  }
}
