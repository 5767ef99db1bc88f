package org.scrutin.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.scrutin.node.LoopbackElections.yes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scrutin.leadership.LeadershipListener;
import org.scrutin.node.config.ConfigException;
import org.scrutin.replay.Verdict;
import org.scrutin.storage.FolderInUseException;
import org.scrutin.storage.FolderVolume;

@DisplayName("A service that embeds an election")
class ElectionTest {

  @TempDir private Path folder;

  @Test
  void isToldOfEachTokenInTurnAndItsTracesConform() throws Exception {
    try (LoopbackElections services = new LoopbackElections(folder).startRaft()) {
      String first = services.leader(0);
      Leadership leadership = services.election(first).awaitLeadership(Duration.ofSeconds(30));
      services.handOver(services.other(first));
      assertThat(leadership.isValid()).isFalse();
      assertThat(leadership.validFor()).isZero();
      assertThatThrownBy(leadership::ensureValid).isInstanceOf(LeadershipLostException.class);

      LoopbackElections.Grant second = services.grant(leadership.fencingToken());
      services.election(second.node()).resign();
      LoopbackElections.Grant third = services.grant(second.token());

      services.close(third.node());
      List<Integer> heard = services.heard(third.node());
      assertThat(heard.isEmpty() || heard.get(heard.size() - 1) < 0).as("%s", heard).isTrue();
      assertThat(services.grant(third.token()).node()).isNotEqualTo(third.node());
    }
    for (String node : List.of("n1", "n2", "n3")) {
      Path trace = LoopbackElections.trace(folder, node);
      assertThat(RaftNodesTest.verdict(trace)).as(node).isInstanceOf(Verdict.Conforms.class);
      assertThat(Files.readString(trace)).contains("Subscribe");
    }
    assertThat(Files.readString(LoopbackElections.trace(folder, "n1")))
        .as("answers are judged as well")
        .contains("\"action\":\"Ask\"");
  }

  @Test
  void keepsItsTokenIfItsSuccessorIsDown() throws Exception {
    try (LoopbackElections services = new LoopbackElections(folder).startRaft()) {
      String down = services.other(services.leader(0));
      services.handOver(services.other(down));
      services.close(down);
      LoopbackCluster.await(
          "a hand-over that fails, and changes nothing",
          () -> {
            Election leader = services.election(services.leader(0));
            try {
              Leadership before = leader.awaitLeadership();
              boolean done = leader.transferTo(down);
              assertThat(done).isFalse();
              return yes(before.isValid());
            } catch (LeadershipLostException e) {
              return Optional.empty();
            } catch (InterruptedException e) {
              throw new AssertionError(e);
            }
          });
    }
  }

  @Test
  void isToldNoOnceItIsCutOffFromTheOthers() throws Exception {
    try (LoopbackElections services = new LoopbackElections(folder).startRaft()) {
      String leader = services.leader(0);
      Leadership leadership = services.election(leader).awaitLeadership();
      services.cutOff(leader);
      LoopbackCluster.await("the end of the lease", () -> yes(!leadership.isValid()));
      String next = services.leader(leadership.fencingToken());
      assertThat(next).isNotEqualTo(leader);
      assertThat(leadership.isValid()).isFalse();
      LoopbackCluster.await(
          "the revocation", () -> yes(services.heard(leader).contains(-leadership.fencingToken())));
    }
  }

  @Test
  void isNotHeldUpByAListenerThatBlocksOrThrows() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    LeadershipListener blocks =
        new LeadershipListener() {
          @Override
          public void granted(int token) {
            try {
              end.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          }

          @Override
          public void revoked(int token) {}
        };
    LeadershipListener throwing =
        new LeadershipListener() {
          @Override
          public void granted(int token) {
            throw new IllegalStateException("as planned");
          }

          @Override
          public void revoked(int token) {
            throw new IllegalStateException("as planned");
          }
        };
    try (LoopbackElections services = new LoopbackElections(folder)) {
      services.start(
          Election.raft().listener(blocks).listener(throwing),
          Election.raft().listener(blocks).listener(throwing),
          Election.raft().listener(blocks).listener(throwing));
      String first = services.leader(0);
      LoopbackCluster.await("a grant", () -> yes(!services.heard(first).isEmpty()));
      int token = services.heard(first).get(0);
      services.handOver(services.other(first));
      LoopbackCluster.await("its end", () -> yes(services.heard(first).contains(-token)));
      end.countDown();
    }
  }

  /** A lease of the one would outlast the loyalty of the others: two would lead at once. */
  @Test
  void takesNoPartAmongOthersWithAnotherUsualDelay() throws Exception {
    try (LoopbackElections services = new LoopbackElections(folder)) {
      services.usually(Duration.ofMillis(300), Duration.ofMillis(80), Duration.ofMillis(80));
      services.start(Election.raft(), Election.raft(), Election.raft());
      assertThat(services.leader(0)).isNotEqualTo("n1");
      LoopbackCluster.await(
          "the first to be turned away",
          () ->
              Optional.of(services.election("n2").node().transport().traffic().refused())
                  .filter(refused -> refused > 0));
      assertThat(services.election("n1").status().leader()).isEmpty();
    }
  }

  @Test
  void ofQuorumBullyHasATokenAndNoLease() throws Exception {
    try (LoopbackElections services = new LoopbackElections(folder)) {
      services.start(Election.quorumBully(), Election.quorumBully(), Election.quorumBully());
      Election leader = services.election(services.leader(0));
      Leadership leadership = leader.awaitLeadership(Duration.ofSeconds(30));
      assertThat(leadership.fencingToken()).isPositive();
      assertThat(leadership.validFor()).isZero();
      assertThatThrownBy(leader::resign).hasMessageContaining("cannot hand over");
    }
  }

  @Test
  void isToldOfEachWrongSettingByItsName() {
    refused(Election.raft(), "peers:");
    refused(good().id("4711"), "id:");
    refused(good().id("n9"), "peers:");
    refused(good().voters("n1"), "voters:");
    refused(good().voters("n1", "n3"), "voters:");
    refused(good().learners("n2"), "learners:");
    refused(good().learners("two"), "learners:");
    refused(good().usualDelay(Duration.ZERO), "usualDelay:");
    refused(good().usualDelay(ChronoUnit.FOREVER.getDuration()), "usualDelay:");
    refused(Election.raft().id("n1").peers("n1=127.0.0.1:0,n2=127.0.0.1:2"), "peers:");
    refused(good().cluster(" "), "cluster:");
    refused(Election.raft().id("n1").peers("n1=127.0.0.1:1,n2=127.0.0.1:2"), "dataDirectory:");
    refused(good().insecure().tls(folder, folder, folder), "tls:");
    refused(Election.raft().id("n1").peers("n1=10.0.0.1:1,n2=10.0.0.2:1"), "tls:");
    assertThatThrownBy(() -> Election.raft().peers("n1:7001")).hasMessageStartingWith("peers:");
    assertThat(Files.exists(folder.resolve("n1"))).isFalse();
  }

  @Test
  void leavesNothingBehindIfItCannotStart() throws Exception {
    LoopbackElections.Heard twice = new LoopbackElections.Heard();
    assertThatThrownBy(() -> startable().listener(twice).listener(twice).start())
        .hasMessageContaining("there already");
    try (Election election = startable().listener(twice).start()) {
      assertThat(election.isLeader()).isFalse();
      assertThat(election.status().token()).isEmpty();
      assertThatThrownBy(() -> election.transferTo("n2"))
          .isInstanceOf(LeadershipLostException.class);
      assertThatThrownBy(() -> election.awaitLeadership(Duration.ofMillis(1)))
          .hasMessageContaining("1 ms");
    }
  }

  @Test
  void waitsForEverIfItIsToldSo() throws Exception {
    Election election = startable().start();
    CompletableFuture<Leadership> granted =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return election.awaitLeadership(ChronoUnit.FOREVER.getDuration());
              } catch (InterruptedException | TimeoutException e) {
                throw new IllegalStateException(e);
              }
            });
    election.close();
    assertThatThrownBy(granted::join).hasCauseInstanceOf(ElectionStoppedException.class);
  }

  /** As an executor does it that is shut down at once. */
  @Test
  void letsNobodyHaveItsFolderBeforeItDoesNothingMoreThere() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch busy = new CountDownLatch(1);
    Election election = startable().start();
    election
        .node()
        .replica()
        .orElseThrow()
        .host()
        .offer(
            access -> {
              begun.countDown();
              await(busy);
            });
    begun.await();
    Thread closer =
        new Thread(
            () -> {
              Thread.currentThread().interrupt();
              close(election);
            });
    closer.start();
    closer.join(300);
    assertThatThrownBy(() -> FolderVolume.open(folder.resolve("n1/journal")))
        .isInstanceOf(FolderInUseException.class);
    busy.countDown();
    closer.join();
    FolderVolume.open(folder.resolve("n1/journal")).close();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void close(Election election) {
    try {
      election.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ElectionBuilder startable() throws Exception {
    ElectionBuilder builder = Election.raft().id("n1").dataDirectory(folder.resolve("n1"));
    LoopbackCluster.freeAddresses(3)
        .forEach((node, address) -> builder.peers(node + "=127.0.0.1:" + address.getPort()));
    return builder;
  }

  private ElectionBuilder good() {
    return Election.raft()
        .id("n1")
        .peers("n1=127.0.0.1:1,n2=127.0.0.1:2")
        .dataDirectory(folder.resolve("n1"));
  }

  private static void refused(ElectionBuilder builder, String setting) {
    assertThatThrownBy(builder::start)
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith(setting);
  }
}
