package org.scrutin.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scrutin.node.config.ConfigException;

@DisplayName("A node of a higher priority")
class PriorityTest {

  private static final Map<String, Integer> PRIORITIES = Map.of("n3", 2, "n2", -1);

  @TempDir private Path folder;

  private ElectionBuilder builder(String id, String peers) {
    return Election.raft()
        .id(id)
        .peers(peers)
        .cluster("test")
        .dataDirectory(folder.resolve(id))
        .priorities(PRIORITIES);
  }

  private static String peers() throws IOException {
    return LoopbackCluster.freeAddresses(3).entrySet().stream()
        .map(peer -> peer.getKey() + "=127.0.0.1:" + peer.getValue().getPort())
        .collect(Collectors.joining(","));
  }

  @Test
  void isHandedLeadershipByTheLeaderThatIsThere() throws IOException, InterruptedException {
    String peers = peers();
    try (Election first = builder("n1", peers).start();
        Election second = builder("n2", peers).start()) {
      int token =
          LoopbackCluster.await(
              "n1 leads, which is preferred to n2",
              () -> first.leadership().map(Leadership::fencingToken));
      try (Election third = builder("n3", peers).start()) {
        assertThat(third.awaitLeadership().fencingToken()).isGreaterThan(token);
        LoopbackCluster.await("n2 follows n3", () -> second.status().leader().filter("n3"::equals));
      }
    }
  }

  @Test
  void isOneOfThePeersAndOfRaft() throws IOException {
    String peers = peers();
    assertThatThrownBy(() -> builder("n1", peers).priorities(Map.of("n4", 1)).start())
        .isInstanceOf(ConfigException.class)
        .hasMessage("priorities: n4 is not among the peers");
    assertThatThrownBy(
            () ->
                Election.quorumBully()
                    .id("n1")
                    .peers(peers)
                    .dataDirectory(folder)
                    .priorities(PRIORITIES)
                    .start())
        .isInstanceOf(ConfigException.class)
        .hasMessage("priorities: only with raft; quorum-bully elects by identity");
  }
}
