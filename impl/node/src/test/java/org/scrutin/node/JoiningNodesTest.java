package org.scrutin.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.scrutin.node.LoopbackCluster.nodes;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scrutin.modelcheck.tlc.SpecLibrary;
import org.scrutin.node.disk.NodeFolderException;
import org.scrutin.protocol.Input;
import org.scrutin.protocol.NodeId;
import org.scrutin.protocol.raft.Configuration;
import org.scrutin.replay.TraceException;
import org.scrutin.replay.Verdict;
import org.scrutin.replay.merge.Patience;
import org.scrutin.replay.merge.TraceMerger;

@DisplayName("Nodes of which one did not vote at first")
class JoiningNodesTest {

  private static final NodeId FOURTH = NodeId.of(4);

  @TempDir private Path folder;

  @Test
  void letItLearnVoteAndTakeAnothersPlaceAndTheirTracesConform() throws Exception {
    try (LoopbackCluster cluster = cluster(node -> nodes(3))) {
      int session = cluster.openSession();
      cluster.put(session, 1, "colour", "red");
      change(cluster, nodes(3), List.of(FOURTH));
      cluster.put(session, 2, "colour", "green");
      change(cluster, nodes(4), List.of());
      cluster.put(session, 3, "colour", "blue");
      NodeId leaves =
          nodes(3).stream()
              .filter(one -> !one.equals(cluster.leader()))
              .min(Comparator.naturalOrder())
              .orElseThrow();
      List<NodeId> rest = nodes(4).stream().filter(one -> !one.equals(leaves)).toList();
      change(cluster, rest, List.of());
      cluster.put(session, 4, "colour", "white");

      cluster.stopAll();
      assertThat(RaftNodesTest.verdict(cluster.merged())).isInstanceOf(Verdict.Conforms.class);
    }
  }

  @Test
  void areRejectedIfOneCountsFromOtherVoters() throws Exception {
    // The first is told other voters, and its trace says what the others' say.
    try (LoopbackCluster cluster = cluster(node -> nodes(node.value() == 1 ? 4 : 3))) {
      LoopbackCluster.await(
          "its first step",
          () ->
              Optional.of(cluster.node(NodeId.of(1)).host().work().steps())
                  .filter(steps -> steps > 0));
      cluster.stopAll();
      Verdict verdict = RaftNodesTest.verdict(cluster.merged());
      assertThat(verdict).isInstanceOf(Verdict.Rejected.class);
      assertThat(verdict.toString()).contains("config = ");
      try (TraceMerger merger =
          TraceMerger.of(nodes(4).stream().map(cluster::trace).toList(), Patience.NONE)) {
        assertThatThrownBy(() -> mergeAll(merger))
            .isInstanceOf(TraceException.class)
            .hasMessageContaining("is not of one run");
      }
    }
  }

  private static void mergeAll(TraceMerger merger) throws Exception {
    while (merger.next().isPresent()) {
      // Goes on.
    }
  }

  @Test
  void doNotTalkToWhoCountsFromOtherVoters() throws Exception {
    try (LoopbackCluster cluster = cluster(node -> nodes(node.value() == 1 ? 4 : 3))) {
      LoopbackCluster.await(
          "the first to be refused",
          () ->
              Optional.of(cluster.node(NodeId.of(2)).transport().traffic().refused())
                  .filter(refused -> refused > 0));
      assertThat(cluster.leader()).isNotEqualTo(NodeId.of(1));
      assertThat(cluster.node(NodeId.of(1)).host().standing().leader()).isEmpty();
    }
  }

  @Test
  void doNotStartFromOtherVotersThanBefore() throws Exception {
    try (LoopbackCluster cluster = cluster(node -> nodes(3))) {
      cluster.stop(FOURTH);
    }
    assertThatThrownBy(() -> cluster(node -> nodes(4)).close())
        .isInstanceOf(NodeFolderException.class)
        .hasMessageContaining("raft begun by n1 n2 n3)");
  }

  @Test
  void areJudgedByWhatARunOfTheSimulatorIsJudgedBy() throws Exception {
    Path specs = SpecLibrary.bundled().root().resolve("raft");
    List<String> judge = Files.readAllLines(specs.resolve("RaftJoining_asynchronous.cfg"));
    judge.removeIf(line -> line.contains("Initial"));
    List<String> simulated = Files.readAllLines(specs.resolve("Raft_asynchronous.cfg"));
    assertThat(judge.subList(1, judge.size())).isEqualTo(simulated.subList(1, simulated.size()));
  }

  private LoopbackCluster cluster(Function<NodeId, Collection<NodeId>> voters) throws Exception {
    return new LoopbackCluster(folder, "raft", 4, 1_000, voters);
  }

  private static void change(
      LoopbackCluster cluster, Collection<NodeId> voters, Collection<NodeId> learners) {
    Configuration wanted =
        new Configuration(new TreeSet<>(voters), new TreeSet<>(), new TreeSet<>(learners));
    LoopbackCluster.await(
        "members " + wanted,
        () -> {
          var host = cluster.node(cluster.leader()).replica().orElseThrow().host();
          CompletableFuture<Configuration> now = new CompletableFuture<>();
          host.offer(
              node -> {
                node.give(new Input.ChangeMembership<>(wanted.voters(), wanted.learners()));
                now.complete(node.state().config());
              },
              () ->
                  now.complete(
                      new Configuration(new TreeSet<>(), new TreeSet<>(), new TreeSet<>())));
          return Optional.of(now.join()).filter(wanted::equals);
        });
  }
}
