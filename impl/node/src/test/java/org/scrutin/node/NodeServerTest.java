package org.scrutin.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scrutin.node.client.ScrutinClient;
import org.scrutin.node.config.NodeConfigFile;
import org.scrutin.node.disk.NodeFolder;
import org.scrutin.node.host.ElectionObserver;
import org.scrutin.protocol.NodeId;
import org.scrutin.storage.RaftFormat;
import org.scrutin.wire.ChangeMembershipRequest;
import org.scrutin.wire.TransferRequest;

@DisplayName("A node that serves clients and metrics")
class NodeServerTest {

  @TempDir private Path folder;

  /** Of its peer, which is not there; of itself; of its clients; of its metrics. */
  private int[] ports;

  @BeforeEach
  void findPorts() throws IOException {
    ports =
        LoopbackCluster.freeAddresses(4).values().stream()
            .mapToInt(address -> address.getPort())
            .toArray();
  }

  private NodeServer start() throws IOException {
    return start(ElectionObserver.NONE);
  }

  private NodeServer start(ElectionObserver observer) throws IOException {
    String text =
        """
        id: n1
        cluster: here
        data: data
        insecure: true
        faults: true
        peers:
          n1: 127.0.0.1:%d
          n2: 127.0.0.1:%d
        clients: 127.0.0.1:%d
        http: 127.0.0.1:%d
        """
            .formatted(ports[1], ports[0], ports[2], ports[3]);
    Path file = Files.writeString(folder.resolve("n1.yaml"), text);
    return NodeServer.start(NodeConfigFile.read(file), observer);
  }

  @ParameterizedTest
  @ValueSource(strings = {"clients", "http"})
  void takesPartInNothingIfAPortIsInUse(String key) throws IOException {
    int index = key.equals("clients") ? 2 : 3;
    try (ServerSocket other = new ServerSocket(ports[index], 1, InetAddress.getLoopbackAddress())) {
      assertThat(other.isBound()).isTrue();
      assertThatThrownBy(this::start)
          .isInstanceOf(PortInUseException.class)
          .hasMessageStartingWith(key + ": cannot listen on 127.0.0.1:" + ports[index])
          .message()
          .doesNotContain("\n");
    }
    assertThat(Files.readAllLines(folder.resolve("data/trace.ndjson"))).as("its header").hasSize(1);
    try (NodeFolder data =
        NodeFolder.open(folder.resolve("data"), "here", NodeId.of(1), "raft begun by n1 n2")) {
      assertThat(data.store(new RaftFormat()).state().isBlank()).as("never lived").isTrue();
    }
    start().close();
  }

  @Test
  void saysWhyItIsNotWell() throws Exception {
    try (NodeServer server = start()) {
      assertThat(health()).isEqualTo("200 up");
      assertThat(page("/healthy")).isEqualTo("404 nothing here; ask for /health");
      Path fault = Files.writeString(folder.resolve("fault"), "full trace");
      Files.move(fault, folder.resolve("data/disk-fault")); // It may look at any moment.
      String failure = LoopbackCluster.await("it to stop", () -> server.node().host().failure());
      assertThat(health()).isEqualTo("503 down: " + failure);
      assertThat(failure).contains("its disk: the trace ").contains("No space left on device");
    }
  }

  @Test
  void comesToItsEndThoughItsObserverFails() throws IOException {
    AtomicBoolean stopped = new AtomicBoolean();
    ElectionObserver failing =
        new ElectionObserver() {
          @Override
          public void standingChanged(Standing standing, String reason) {
            if (standing.role() == Role.DOWN) {
              throw new AssertionError("as planned");
            }
          }

          @Override
          public void stopped() {
            stopped.set(true);
          }
        };
    start(failing).close();
    assertThat(stopped).isTrue();
    start().close(); // All its ports are free.
  }

  @Test
  void answersThoughSomebodyAsksHalfAQuestion() throws Exception {
    try (NodeServer server = start();
        Socket other = new Socket(InetAddress.getLoopbackAddress(), ports[3])) {
      other.getOutputStream().write("GET /hea".getBytes(StandardCharsets.US_ASCII));
      assertThat(health()).isEqualTo("200 up");
      assertThat(server.node().host().failure()).isEmpty();
    }
  }

  @Test
  void letsNobodyVoteOrLeadWhomItsFileDoesNotName() throws IOException {
    InetSocketAddress clients = new InetSocketAddress(InetAddress.getLoopbackAddress(), ports[2]);
    try (NodeServer server = start();
        ScrutinClient client =
            new ScrutinClient(List.of(clients), Optional.empty(), Duration.ofSeconds(30))) {
      ChangeMembershipRequest request =
          ChangeMembershipRequest.newBuilder().addAllVoters(List.of(1, 2, 44)).build();
      TransferRequest handover = TransferRequest.newBuilder().setTo(44).build();
      String unknown =
          "INVALID_ARGUMENT: n44 is not among the peers; name it in the configuration of each node"
              + " first";
      assertThatThrownBy(() -> client.asked(stub -> stub.changeMembership(request)))
          .hasMessage(unknown);
      assertThatThrownBy(() -> client.asked(stub -> stub.transfer(handover))).hasMessage(unknown);
      assertThat(server.node().host().failure()).isEmpty();
    }
  }

  private String health() throws IOException, InterruptedException {
    return page("/health");
  }

  private String page(String path) throws IOException, InterruptedException {
    URI address = URI.create("http://127.0.0.1:" + ports[3] + path);
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(30)).build(),
                HttpResponse.BodyHandlers.ofString());
    return answer.statusCode() + " " + answer.body().strip();
  }
}
