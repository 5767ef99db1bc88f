package org.scrutin.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scrutin.node.host.ElectionObserver;
import org.scrutin.protocol.NodeId;
import org.scrutin.replay.Verdict;

@DisplayName("Three nodes that take snapshots often")
class SnapshotsOfNodesTest {

  private static final int EVERY = 5;

  @TempDir private Path folder;

  @Test
  void takeThemAgainAfterTheirDisksDidNotAndHandThemToWhoWasAway() throws Exception {
    try (LoopbackCluster cluster = new LoopbackCluster(folder, "raft", 3, EVERY)) {
      int session = cluster.openSession();
      for (NodeId node : LoopbackCluster.nodes(3)) {
        cluster.disturbDisk(node, "full snapshots");
      }
      put(cluster, session, 1, 2 * EVERY + 2);
      for (NodeId node : LoopbackCluster.nodes(3)) {
        assertThat(folder.resolve(node.toString()).resolve("snapshots")).isEmptyDirectory();
        cluster.disturbDisk(node, "");
      }
      NodeId away = NodeId.of(cluster.leader().equals(NodeId.of(1)) ? 2 : 1);
      cluster.stop(away);
      put(cluster, session, 2 * EVERY + 3, 8 * EVERY);
      cluster.start(away, ElectionObserver.NONE);
      int written = cluster.read("key").getIndex();
      LoopbackCluster.await(
          "the node that was away to catch up",
          () ->
              Optional.of(cluster.node(away).replica().orElseThrow().service().applied())
                  .filter(applied -> applied >= written));

      cluster.stopAll();
      Path merged = cluster.merged();
      assertThat(Files.readString(merged)).contains("\"HandleInstallSnapshot\"");
      assertThat(RaftNodesTest.verdict(merged)).isInstanceOf(Verdict.Conforms.class);
    }
  }

  private static void put(LoopbackCluster cluster, int session, int from, int to) {
    for (int number = from; number <= to; number++) {
      cluster.put(session, number, "key", "value " + number);
    }
  }
}
