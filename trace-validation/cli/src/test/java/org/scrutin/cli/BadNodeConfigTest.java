package org.scrutin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scrutin.cli.local.LocalCluster;
import org.scrutin.cli.local.LocalNode;
import org.scrutin.node.NodeServer;
import org.scrutin.node.client.ScrutinClient;
import org.scrutin.node.config.Certificates;
import org.scrutin.node.config.NodeConfigFile;
import org.scrutin.node.host.ElectionObserver;
import org.scrutin.node.transport.NettyOptions;
import org.scrutin.node.transport.NettyTransport;
import org.scrutin.node.transport.Tls;
import org.scrutin.node.transport.Transport;
import org.scrutin.protocol.NodeId;
import org.scrutin.protocol.raft.RaftMessage;
import org.scrutin.wire.Status;

/**
 * A node that cannot start says so in one line, with exit code 2. One that runs, {@code n1}, a
 * process of its own that asks in vain for votes, refuses who is no peer and no client, counts
 * that, tells of it in one line, and stays as it is.
 */
@DisplayName("What is wrong with a node, or with who comes to it,")
class BadNodeConfigTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String AGREEMENT = "raft begun by n1 n2 with usualDelay 20ms";

  @TempDir private static Path all;
  private static List<Integer> ports;
  private static Path n1;
  private static Process process;

  @TempDir private Path folder;
  private Path config;

  @BeforeAll
  static void startOne() throws IOException {
    ports = LocalCluster.freePorts(7);
    Certificates.make(all.resolve("good"), "here", List.of("n1", "n2", "n3", "client"));
    Certificates.make(all.resolve("other"), "here", List.of("n1", "n2"));
    Instant longAgo = Instant.now().minus(Duration.ofDays(400));
    Certificates.make(all.resolve("old"), "here", List.of("n1", "n2"), longAgo);
    n1 = Files.writeString(all.resolve("n1.yaml"), yaml("n1", 0, all));
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(LocalNode.BRIEF);
    words.addAll(List.of("-cp", System.getProperty("java.class.path")));
    words.addAll(List.of("-Dlogback.configurationFile=logback.xml", Scrutin.class.getName()));
    words.addAll(List.of("node", "--config", n1.toString()));
    process =
        new ProcessBuilder(words)
            .redirectErrorStream(true)
            .redirectOutput(all.resolve("n1.log").toFile())
            .start();
    await(
        "n1 is up",
        () ->
            log().contains("n1 listens on 127.0.0.1:")
                && log().contains("n1 pre-candidate in epoch 0"));
  }

  @AfterAll
  static void stop() throws InterruptedException {
    process.destroy();
    process.waitFor(10, TimeUnit.SECONDS);
  }

  /** The first three ports are those of n1, the next three are free, and the last is of n2. */
  private static String yaml(String id, int port, Path data) {
    return """
        id: %s
        cluster: here
        data: %s
        usualDelay: 20ms
        voters: [n1, n2]
        peers:
          n1: 127.0.0.1:%d
          n2: 127.0.0.1:%d
        clients: 127.0.0.1:%d
        http: 127.0.0.1:%d
        tls:
          authority: %s
          certificate: %s
          key: %s
        """
        .formatted(
            id,
            data.resolve(id),
            ports.get(id.equals("n1") ? port : 6),
            ports.get(id.equals("n1") ? 6 : port),
            ports.get(port + 1),
            ports.get(port + 2),
            all.resolve("good/authority.pem"),
            all.resolve("good/" + id + ".pem"),
            all.resolve("good/" + id + ".key"));
  }

  @BeforeEach
  void writeGood() throws IOException {
    config = Files.writeString(folder.resolve("n1.yaml"), yaml("n1", 3, folder));
  }

  private void change(String from, String to) throws IOException {
    String text = Files.readString(config);
    assertThat(text).contains(from);
    Files.writeString(config, text.replace(from, to));
  }

  private void assertRefused(String... says) {
    Session session = Session.of("node", "--config", config.toString());
    assertThat(session.err()).startsWith("scrutin node: ").contains(says).hasLineCount(1);
    assertThat(session.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(session.out()).doesNotContain("listens on");
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "cluster: | clutser: | n1.yaml:2: unknown key 'clutser'; there are id, cluster,",
        "cluster: | id: | n1.yaml:2: Duplicate field 'id'; leave one of the two away",
        "n2: | 'n1:' | n1.yaml:8: Duplicate field 'n1'; leave one of the two away",
        "id: n1 | id: n3 | n1.yaml:6: peers: n3, this node, is missing; name all nodes there",
        "usualDelay: 20ms | usualDelay: soon | n1.yaml:4: usualDelay: 'soon' is no time; write",
        "[n1, n2] | n1 | n1.yaml:5: voters: write a list of nodes, such as [n1, n2, n3]",
        "[n1, n2] | [n1, n4] | n1.yaml:5: voters: n4 is not among the peers",
        "[n1, n2] | [n1] | n1.yaml:5: voters: name two nodes or more, such as [n1, n2, n3]",
        "usualDelay: 20ms | faults: perhaps | n1.yaml:4: faults: 'perhaps' is neither true nor",
        "usualDelay: 20ms | snapshotEvery: many | n1.yaml:4: snapshotEvery: at least 1, not 'many'",
        "usualDelay: 20ms | algorithm: paxos | n1.yaml:4: algorithm: 'paxos' is none of raft,",
        "authority: | ca: | n1.yaml:12: tls: unknown key 'ca'; there are authority, certificate,",
      })
  void inTheFileIsToldWithTheLine(String good, String bad, String says) throws IOException {
    change(good, bad);
    assertRefused(says);
  }

  @ParameterizedTest
  @CsvSource({"0, peers, 3", "1, clients, 4", "2, http, 5"})
  void aPortInUse(int taken, String key, int own) throws IOException {
    change(":" + ports.get(own), ":" + ports.get(taken));
    String address = "127.0.0.1:" + ports.get(taken);
    assertRefused(key + ": cannot listen on " + address + ": Address already in use; ");
  }

  @Test
  void aFolderOfAnotherNodeOrOfAnotherCluster() throws IOException {
    NodeServer.start(NodeConfigFile.read(config), ElectionObserver.NONE).close();
    change("cluster: here", "cluster: there");
    assertRefused(
        folder.resolve("n1")
            + ": this folder belongs to (cluster: here, node: n1, algorithm: raft begun by n1 n2), and not to"
            + " (cluster: there, node: n1, algorithm: raft begun by n1 n2); name another folder, or"
            + " mend what differs");
    Files.writeString(config, yaml("n2", 3, folder));
    change("data: " + folder.resolve("n2"), "data: " + folder.resolve("n1"));
    assertRefused(
        "belongs to (cluster: here, node: n1, algorithm: raft begun by n1 n2), and not to",
        "node: n2");
  }

  @Test
  void aFolderThatAnotherProcessHolds() throws IOException {
    change("data: " + folder, "data: " + all);
    assertRefused("another node has this folder open; stop it, or name another folder");
  }

  @Test
  void aCertificateThatOthersWouldRefuse() throws IOException {
    change("good/n1", "other/n1");
    assertRefused("other/n1.pem: it is not signed by ", "take certificate and authority from the");
    change("other/n1.pem", "good/n2.pem");
    change("other/n1.key", "good/n2.key");
    assertRefused("good/n2.pem: its common name is n2, and this node is n1; name the certificate");
    Files.writeString(
        config, Files.readString(config).replaceAll("good/", "old/").replace("n2.", "n1."));
    assertRefused("old/n1.pem: it expired at ", "; make one with: scrutin certificates");
    change("old/n1.key", "old/none.key");
    assertRefused("old/none.key: no such file; make one with: scrutin certificates");
  }

  // What comes to a node that runs.

  private interface Visit {
    void to(int peerPort) throws IOException;
  }

  /** The line is there, the counter counts, and all else is as it was. */
  private void assertTurnedAway(String metric, String line, Visit visit) throws IOException {
    Status before = status();
    List<String> kept = journal();
    double refused = metric(metric);
    visit.to(ports.get(0));
    await(line, () -> metric(metric) > refused && log().contains(line));
    Status after = status();
    assertThat(after.getEpoch()).isEqualTo(before.getEpoch());
    assertThat(after.getLeader()).isEqualTo(before.getLeader());
    assertThat(after.getLastIndex()).isEqualTo(before.getLastIndex());
    assertThat(after.getFsyncs()).isEqualTo(before.getFsyncs());
    assertThat(journal()).isEqualTo(kept);
    assertThat(after.getMessagesReceived()).isZero();
    assertThat(get("health")).isEqualTo("200 up\n");
  }

  private static List<String> journal() throws IOException {
    try (Stream<Path> files = Files.list(all.resolve("n1/journal"))) {
      List<String> kept = new ArrayList<>();
      for (Path file : files.sorted().toList()) {
        kept.add(file.getFileName() + " " + HexFormat.of().formatHex(Files.readAllBytes(file)));
      }
      return kept;
    }
  }

  /** A peer that calls n1 until it has been refused. */
  private void peer(String cluster, int self, Optional<String> certificate, String line)
      throws IOException {
    peer(cluster, AGREEMENT, self, certificate, line);
  }

  private void peer(
      String cluster, String agreement, int self, Optional<String> certificate, String line)
      throws IOException {
    Optional<Tls> tls =
        certificate.map(
            name ->
                new Tls(
                    all.resolve(name).resolveSibling("authority.pem"),
                    all.resolve(name + ".pem"),
                    all.resolve(name + ".key")));
    TreeMap<NodeId, InetSocketAddress> peers = new TreeMap<>();
    peers.put(NodeId.of(1), address(ports.get(0)));
    NettyOptions options =
        new NettyOptions(cluster, agreement, NodeId.of(self), address(0), peers, folder, tls);
    assertTurnedAway(
        "scrutin_refused_total",
        line,
        port -> {
          try (var transport = new NettyTransport<>(options, RaftMessage.class)) {
            transport.start(new Deaf());
            double before = metric("scrutin_refused_total");
            await(line, () -> metric("scrutin_refused_total") > before && log().contains(line));
          }
        });
  }

  private static InetSocketAddress address(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  private static final class Deaf implements Transport.Receiver<RaftMessage> {
    @Override
    public void message(RaftMessage message, long id, long clock, Optional<Path> file) {}

    @Override
    public void lost(List<Transport.Sent<RaftMessage>> messages) {}

    @Override
    public void ping(NodeId from) {}

    @Override
    public void pong(NodeId from) {}
  }

  @Test
  void aPeerOfAnotherCluster() throws IOException {
    peer("there", 2, Optional.of("good/n2"), "it is of cluster 'there', and we of 'here'");
  }

  @Test
  void aPeerWithAnotherUsualDelay() throws IOException {
    String other = AGREEMENT.replace("20ms", "15ms");
    String line = "it runs " + other + ", and we " + AGREEMENT;
    peer("here", other, 2, Optional.of("good/n2"), line);
  }

  @Test
  void aPeerWithAnotherAuthority() throws IOException {
    peer("here", 2, Optional.of("other/n2"), "is its certificate signed by our authority?");
  }

  @Test
  void aPeerWithTheCertificateOfAnother() throws IOException {
    peer(
        "here",
        2,
        Optional.of("good/client"),
        "it says that it is n2 with a certificate of client");
  }

  @Test
  void aPeerInPlainText() throws IOException {
    peer("here", 2, Optional.empty(), "it speaks no TLS, and we have 'tls'; a peer that says");
  }

  @Test
  void aPeerThatIsNotAmongThePeers() throws IOException {
    peer("here", 3, Optional.of("good/n3"), "we do not know n3 yet");
  }

  @Test
  void randomBytesAtBothPorts() throws IOException {
    Random random = new Random(20261128);
    assertTurnedAway("scrutin_refused_total", "refused a connection", port -> say(random, 0));
    assertTurnedAway("scrutin_clients_refused_total", "", port -> say(random, 1));
  }

  /** Until the node hangs up. */
  private static void say(Random random, int port) throws IOException {
    for (int visitor = 0; visitor < 20; visitor++) {
      byte[] bytes = new byte[1 + random.nextInt(2_000)];
      random.nextBytes(bytes);
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), ports.get(port))) {
        socket.getOutputStream().write(bytes);
        socket.shutdownOutput();
        socket.getInputStream().readAllBytes();
      } catch (java.net.SocketException e) {
        assertThat(e).hasMessageMatching("Connection reset|Broken pipe.*"); // It has hung up.
      }
    }
  }

  @Test
  void isSeenInMetricsAndHealth() throws IOException {
    assertThat(get("metrics"))
        .startsWith("200 ")
        .contains("# HELP scrutin_refused_total ", "scrutin_leader{node=\"n1\"} 0.0")
        .contains("scrutin_syncs_total", "scrutin_messages_dropped_total")
        .contains("scrutin_epoch{node=\"n1\"} " + (double) status().getEpoch());
    NodeServer server = NodeServer.start(NodeConfigFile.read(config), ElectionObserver.NONE);
    assertThat(get("health", 5)).isEqualTo("200 up\n");
    server.node().host().close();
    assertThat(get("health", 5)).isEqualTo("503 down: closed\n");
    server.close();
  }

  private static Status status() {
    try (ScrutinClient client =
        new ScrutinClient(
            List.of(address(ports.get(1))),
            Optional.of(
                new Tls(
                    all.resolve("good/authority.pem"),
                    all.resolve("good/client.pem"),
                    all.resolve("good/client.key"))),
            PATIENCE)) {
      long end = System.nanoTime() + PATIENCE.toNanos();
      Optional<Status> status = client.status(0);
      while (status.isEmpty() && System.nanoTime() - end < 0) {
        status = client.status(0); // One question is not waited for as long.
      }
      return status.orElseThrow();
    }
  }

  private static double metric(String name) {
    return get("metrics")
        .lines()
        .filter(line -> line.startsWith(name + "{"))
        .map(line -> Double.parseDouble(line.substring(line.indexOf("} ") + 2)))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no metric " + name));
  }

  private static String get(String what) {
    return get(what, 2);
  }

  /** Code and body. */
  private static String get(String what, int port) {
    URI address = URI.create("http://127.0.0.1:" + ports.get(port) + "/" + what);
    try {
      HttpResponse<String> answer =
          HTTP.send(
              HttpRequest.newBuilder(address).timeout(PATIENCE).build(),
              HttpResponse.BodyHandlers.ofString());
      return answer.statusCode() + " " + answer.body();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(address.toString(), e);
    }
  }

  private static String log() {
    try {
      return Files.readString(all.resolve("n1.log"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void await(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime() - end).as("waited for: %s; %s", what, log()).isNegative();
      java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
    }
  }
}
