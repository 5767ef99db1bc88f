package org.scrutin.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.scrutin.node.LoopbackElections.yes;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scrutin.node.config.ConfigException;
import org.scrutin.replay.Verdict;
import org.scrutin.replay.merge.Patience;
import org.scrutin.replay.merge.TraceMerger;

@DisplayName("Services of which one only observes who leads at first")
class ElectionMembershipTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final List<String> ALL = List.of("n1", "n2", "n3", "n4");

  @TempDir private Path folder;

  @Test
  void letItVoteLeadAndLeaveAndTheirTracesConform() throws Exception {
    try (LoopbackElections services = startFour()) {
      Election fourth = services.election("n4");
      LoopbackElections.Grant first = services.grant(0);
      LoopbackCluster.await(
          "n4 to hear who leads",
          () ->
              yes(
                  fourth
                      .status()
                      .leader()
                      .equals(services.election(first.node()).status().leader())));
      assertThat(fourth.members().voters()).containsExactly("n1", "n2", "n3");
      assertThat(fourth.members().learners()).containsExactly("n4");
      assertThatThrownBy(() -> fourth.addVoter("n4", PATIENCE))
          .isInstanceOf(LeadershipLostException.class);
      leads(services, ElectionMembershipTest::refuse);
      assertThat(services.heard("n4")).isEmpty();

      leads(services, leader -> leader.addVoter("n4", PATIENCE));
      services.handOver("n4");
      LoopbackCluster.await("its grant", () -> yes(!services.heard("n4").isEmpty()));
      assertThat(services.heard("n4").get(0)).isGreaterThan(first.token());

      leads(services, leader -> leader.removeMember("n4", PATIENCE));
      int last = services.heard("n4").stream().mapToInt(Math::abs).max().orElseThrow();
      LoopbackCluster.await("its end", () -> yes(services.heard("n4").contains(-last)));
      LoopbackElections.Grant next = services.grant(last);
      assertThat(next.node()).isNotEqualTo("n4");
      Members left = new Members(new TreeSet<>(List.of("n1", "n2", "n3")), new TreeSet<>(), true);
      LoopbackCluster.await(
          "the others to know that it has left",
          () -> yes(services.election(next.node()).members().equals(left)));

      leads(services, leader -> leader.addLearner("n4", PATIENCE));
      LoopbackCluster.await(
          "n4 to observe again", () -> yes(fourth.members().learners().contains("n4")));
    }
    assertThat(RaftNodesTest.verdict(merged())).isInstanceOf(Verdict.Conforms.class);
    for (String node : ALL) {
      Path trace = LoopbackElections.trace(folder, node);
      assertThat(RaftNodesTest.verdict(trace)).as(node).isInstanceOf(Verdict.Conforms.class);
    }
  }

  private LoopbackElections startFour() throws IOException {
    LoopbackElections services = new LoopbackElections(folder, 4);
    return services.start(
        ALL.stream()
            .map(
                node ->
                    services
                        .traced(node)
                        .trace(folder.resolve(node + ".ndjson"))
                        .voters("n1", "n2", "n3")
                        .learners("n4"))
            .toArray(ElectionBuilder[]::new));
  }

  private interface Order {
    void to(Election leader) throws InterruptedException, TimeoutException;
  }

  private static void leads(LoopbackElections services, Order order) {
    services.tellLeader(
        "a leader to do as it was told",
        leader -> {
          order.to(services.election(leader));
          return true;
        });
  }

  private static void refuse(Election leader) throws InterruptedException, TimeoutException {
    leader.addLearner("n4", PATIENCE); // It does learn: that is no change.
    assertThatThrownBy(() -> leader.addLearner("n9", PATIENCE))
        .isInstanceOf(ConfigException.class)
        .hasMessage("addLearner: n9 is not among the peers");
    try {
      leader.transferTo("n4");
      throw new AssertionError("handed over to a learner");
    } catch (ConfigException e) {
      assertThat(e).hasMessage("transferTo: n4 is none of the other voters");
    }
  }

  private Path merged() throws IOException {
    Path merged = folder.resolve("merged.ndjson");
    List<Path> traces = ALL.stream().map(node -> folder.resolve(node + ".ndjson")).toList();
    try (TraceMerger merger = TraceMerger.of(traces, Patience.NONE);
        OutputStream out = Files.newOutputStream(merged)) {
      for (var line = merger.next(); line.isPresent(); line = merger.next()) {
        out.write(line.get().text());
      }
    }
    return merged;
  }
}
