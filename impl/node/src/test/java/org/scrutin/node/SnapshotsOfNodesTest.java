package org.scrutin.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scrutin.node.disk.NodeFolderException;
import org.scrutin.node.host.ElectionObserver;
import org.scrutin.protocol.NodeId;
import org.scrutin.protocol.raft.RaftState;
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

  @Test
  void areNotBroughtDownByADamagedOneOfAPeer() throws Exception {
    try (LoopbackCluster cluster = new LoopbackCluster(folder, "raft", 3, EVERY)) {
      int session = cluster.openSession();
      NodeId away = NodeId.of(cluster.leader().equals(NodeId.of(1)) ? 2 : 1);
      cluster.stop(away);
      put(cluster, session, 1, 4 * EVERY);
      int before = cluster.read("key").getIndex();
      for (NodeId node : LoopbackCluster.nodes(3)) {
        if (!node.equals(away)) {
          awaitApplied(cluster, node, before);
          LoopbackCluster.await(
              "the last snapshot that is due",
              () -> Optional.of(last(node)).filter(last -> last > before - EVERY));
        }
        damageSnapshots(node);
      }
      cluster.start(away, ElectionObserver.NONE);
      LoopbackCluster.await(
          "a snapshot that counts as lost",
          () ->
              Optional.of(lines(cluster.trace(away)))
                  .filter(lines -> lines.stream().anyMatch(SnapshotsOfNodesTest::losesSnapshot)));
      assertThat(cluster.node(away).host().failure()).isEmpty();

      put(cluster, session, 4 * EVERY + 1, 6 * EVERY + 1); // Until there is another one.
      int written = cluster.read("key").getIndex();
      awaitApplied(cluster, away, written);
    }
  }

  @Test
  void areLookedAtBeforeTheNodeStarts() throws Exception {
    try (LoopbackCluster cluster = new LoopbackCluster(folder, "raft", 3, EVERY)) {
      put(cluster, cluster.openSession(), 1, 2 * EVERY);
      NodeId node = NodeId.of(3);
      LoopbackCluster.await("a snapshot", () -> Optional.of(last(node)).filter(last -> last > 0));
      put(cluster, cluster.openSession(), 1, 1); // After which it counts on the snapshot.
      LoopbackCluster.await(
          "the journal to count on it",
          () ->
              Optional.of(cluster.node(node).host().state())
                  .map(state -> ((RaftState) state).log().snapshot().index())
                  .filter(index -> index > 0));
      cluster.stop(node);
      damageSnapshots(node);
      assertThatThrownBy(() -> cluster.start(node, ElectionObserver.NONE))
          .isInstanceOf(NodeFolderException.class)
          .hasMessageContaining("the snapshot is damaged; do not start this node on it");
    }
  }

  private void damageSnapshots(NodeId node) throws IOException {
    try (Stream<Path> files = Files.list(snapshots(node))) {
      for (Path file : files.filter(one -> !one.toString().endsWith(".tmp")).toList()) {
        damage(file);
      }
    }
  }

  /** A running node may remove an older one in this moment. */
  private static void damage(Path file) throws IOException {
    try {
      byte[] bytes = Files.readAllBytes(file);
      bytes[bytes.length / 2] ^= 1;
      Files.write(file, bytes, StandardOpenOption.WRITE);
    } catch (NoSuchFileException e) {
      assertThat(file).doesNotExist();
    }
  }

  private Path snapshots(NodeId node) {
    return folder.resolve(node.toString()).resolve("snapshots");
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean losesSnapshot(String line) {
    return line.contains("\"Lose\"") && line.contains("\"snapshot\"");
  }

  /**
   * The one before is older than usual, since one was not written; and the disk is full in the
   * moment in which the next one is to take its place.
   */
  @Test
  void keepTheOneThatTheirJournalCountsOn() throws Exception {
    try (LoopbackCluster cluster = new LoopbackCluster(folder, "raft", 3, EVERY)) {
      int session = cluster.openSession();
      NodeId follower = NodeId.of(cluster.leader().equals(NodeId.of(1)) ? 2 : 1);
      int number = 1;
      int index = 0;
      while (last(follower) == 0) {
        index = cluster.put(session, number++, "key", "value").getIndex();
        awaitApplied(cluster, follower, index);
      }
      int next = last(follower) + 2 * EVERY;
      cluster.disturbDisk(follower, "full snapshots");
      while (index < next - 1) {
        index = cluster.put(session, number++, "key", "value").getIndex();
      }
      awaitApplied(cluster, follower, index);
      cluster.disturbDisk(follower, "slow 500ms");
      cluster.put(session, number++, "key", "value");
      cluster.disturbDisk(
          follower, "full"); // It writes the entry yet; of its commit it hears later.
      LoopbackCluster.await(
          "the next snapshot",
          () ->
              Optional.of(follower)
                  .filter(it -> last(it) == next || cluster.node(it).host().failure().isPresent()));
      cluster.put(session, number++, "key", "value");
      LoopbackCluster.await("it to stop", () -> cluster.node(follower).host().failure());

      cluster.stop(follower);
      cluster.disturbDisk(follower, "");
      cluster.start(follower, ElectionObserver.NONE);
      int written = cluster.put(session, number, "key", "value").getIndex();
      awaitApplied(cluster, follower, written);
    }
  }

  /** The entry of its last snapshot, 0 if it has none. */
  private int last(NodeId node) {
    String[] files = snapshots(node).toFile().list((folder, name) -> !name.endsWith(".tmp"));
    return Stream.of(files)
        .mapToInt(name -> Integer.parseInt(name.substring(name.indexOf('-') + 1)))
        .max()
        .orElse(0);
  }

  private static void awaitApplied(LoopbackCluster cluster, NodeId node, int index) {
    LoopbackCluster.await(
        node + " to catch up",
        () ->
            Optional.of(cluster.node(node).replica().orElseThrow().service().applied())
                .filter(applied -> applied >= index));
  }

  private static void put(LoopbackCluster cluster, int session, int from, int to) {
    for (int number = from; number <= to; number++) {
      cluster.put(session, number, "key", "value " + number);
    }
  }
}
