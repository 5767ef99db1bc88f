package org.scrutin.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scrutin.node.host.ElectionObserver;
import org.scrutin.protocol.NodeId;
import org.scrutin.replay.Verdict;

@DisplayName("Three nodes of which the leader's disk is full")
class FullDisksTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"full, No space left on device", "full trace, its disk: the trace "})
  void goOnWithoutItAndWithItWhenThereIsSpaceAndTheirTracesConform(String fault, String says)
      throws Exception {
    try (LoopbackCluster cluster = new LoopbackCluster(folder, "raft", 3, 1_000)) {
      int session = cluster.openSession();
      cluster.put(session, 1, "colour", "red");
      NodeId first = cluster.leader();
      cluster.disturbDisk(first, fault);
      cluster.put(session, 2, "colour", "blue");
      String failure =
          LoopbackCluster.await("it to stop", () -> cluster.node(first).host().failure());
      assertThat(failure).contains("has failed and stops: its disk: ").contains(says);
      assertThat(cluster.node(first).host().standing().role())
          .isEqualTo(ElectionObserver.Role.DOWN);
      assertThat(cluster.leader()).isNotEqualTo(first);

      cluster.stop(first);
      cluster.disturbDisk(first, "");
      cluster.start(first, ElectionObserver.NONE);
      int written = cluster.put(session, 3, "shape", "round").getIndex();
      LoopbackCluster.await(
          "it to catch up",
          () ->
              Optional.of(cluster.node(first).replica().orElseThrow().service().applied())
                  .filter(applied -> applied >= written));
      cluster.stopAll();
      assertThat(RaftNodesTest.verdict(cluster.merged())).isInstanceOf(Verdict.Conforms.class);
    }
  }
}
