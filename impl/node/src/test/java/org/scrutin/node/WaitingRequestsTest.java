package org.scrutin.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scrutin.node.host.Host;
import org.scrutin.node.kv.KvException;
import org.scrutin.protocol.NodeId;
import org.scrutin.protocol.raft.RaftMessage;
import org.scrutin.protocol.raft.RaftState;

@DisplayName("A request that waits when its node goes down")
class WaitingRequestsTest {

  private static final NodeId N1 = NodeId.of(1);
  private static final long SECONDS = 30;

  @TempDir private Path folder;

  private final CountDownLatch held = new CountDownLatch(1);
  private final CountDownLatch mayGoOn = new CountDownLatch(1);

  /** The thread of the protocol is busy from now on, so that what comes has to wait. */
  private void hold(Host<RaftState, RaftMessage, ?> host) throws InterruptedException {
    assertThat(
            host.offer(
                node -> {
                  held.countDown();
                  awaitUninterruptibly(mayGoOn);
                }))
        .isTrue();
    held.await();
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void stop(LoopbackCluster cluster) {
    try {
      cluster.stop(N1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void assertDropped(CompletableFuture<?> request) {
    assertThatThrownBy(() -> request.get(SECONDS, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .cause()
        .isInstanceOfSatisfying(
            KvException.class,
            refusal -> assertThat(refusal.kind()).isEqualTo(KvException.Kind.BUSY));
  }

  @Test
  void isToldSoIfTheNodeIsStopped() throws IOException, InterruptedException {
    try (LoopbackCluster cluster = new LoopbackCluster(folder, "raft", 3, 1_000)) {
      var replica = cluster.node(N1).replica().orElseThrow();
      hold(replica.host());
      CompletableFuture<?> request = replica.service().openSession();
      Thread stopping = new Thread(() -> stop(cluster));
      stopping.start();
      LoopbackCluster.await(
          "the stop to wait for the node's thread",
          () -> Optional.of(stopping.getState()).filter(Thread.State.TIMED_WAITING::equals));
      mayGoOn.countDown();
      stopping.join();

      assertDropped(request);
      assertDropped(replica.service().openSession());
    }
  }

  @Test
  void isToldSoIfTheNodeFails() throws IOException, InterruptedException {
    try (LoopbackCluster cluster = new LoopbackCluster(folder, "raft", 3, 1_000)) {
      var replica = cluster.node(N1).replica().orElseThrow();
      hold(replica.host());
      replica
          .host()
          .offer(
              node -> {
                throw new IllegalStateException("as a test wants it");
              });
      CompletableFuture<?> request = replica.service().openSession();
      mayGoOn.countDown();

      assertDropped(request);
      assertThat(LoopbackCluster.await("the failure", () -> replica.host().failure()))
          .contains("as a test wants it");
    }
  }
}
