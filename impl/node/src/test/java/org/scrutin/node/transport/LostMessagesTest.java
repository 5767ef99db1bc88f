package org.scrutin.node.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scrutin.protocol.NodeId;
import org.scrutin.protocol.raft.RaftMessage;

@DisplayName("A message that is said to be lost")
class LostMessagesTest {

  private static final NodeId N1 = NodeId.of(1);
  private static final NodeId N2 = NodeId.of(2);
  private static final long PATIENCE_NANOS = 60_000_000_000L;

  @TempDir private Path folder;

  /** Which messages arrived, and which were said to be lost. */
  private static final class Told implements Transport.Receiver<RaftMessage> {
    private final Set<Long> arrived = ConcurrentHashMap.newKeySet();
    private final Set<Long> lost = ConcurrentHashMap.newKeySet();

    @Override
    public void message(RaftMessage message, long id, long clock, Optional<Path> file) {
      arrived.add(id);
    }

    @Override
    public void lost(List<Transport.Sent<RaftMessage>> messages) {
      messages.forEach(one -> lost.add(one.id()));
    }

    @Override
    public void ping(NodeId from) {}

    @Override
    public void pong(NodeId from) {}
  }

  private NettyTransport<RaftMessage> transport(NodeId self, int peerPort) {
    InetAddress here = InetAddress.getLoopbackAddress();
    TreeMap<NodeId, InetSocketAddress> peers = new TreeMap<>();
    peers.put(self.equals(N1) ? N2 : N1, new InetSocketAddress(here, peerPort));
    return new NettyTransport<>(
        new NettyOptions(
            "test", "raft", self, new InetSocketAddress(here, 0), peers, folder, Optional.empty()),
        RaftMessage.class);
  }

  private static boolean send(NettyTransport<RaftMessage> by, long id) {
    return by.send(new RaftMessage.TimeoutNow(N1, N2, 1), id, id, Optional.empty());
  }

  /** Connections break again and again while more is sent than the queue holds. */
  @Test
  void neverArrives() throws IOException {
    Told told = new Told();
    try (NettyTransport<RaftMessage> second = transport(N2, 1);
        NettyTransport<RaftMessage> first = transport(N1, second.port())) {
      second.start(told);
      first.start(told);
      long id = 0;
      for (int round = 0; round < 4; round++) {
        id++;
        while (!send(first, id)) {
          id++; // There is no connection yet, and send has said so.
          LockSupport.parkNanos(1_000_000);
        }
        for (int burst = 0; burst < 5_000; burst++) {
          send(first, ++id);
        }
        first.cut(N2);
        while (send(first, ++id)) {
          LockSupport.parkNanos(1_000_000); // The connection has not broken yet.
        }
        first.heal(N2);
      }
      long last = id + 1;
      await(() -> send(first, last));
      await(() -> told.arrived.contains(last));
      assertThat(told.lost).isNotEmpty();
      assertThat(told.lost.stream().filter(told.arrived::contains)).isEmpty();
    }
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime() - end).isNegative();
      LockSupport.parkNanos(1_000_000);
    }
  }
}
