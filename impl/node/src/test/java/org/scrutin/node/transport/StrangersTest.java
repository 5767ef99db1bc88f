package org.scrutin.node.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.scrutin.protocol.NodeId;
import org.scrutin.protocol.raft.RaftMessage;

@DisplayName("Strangers at the port of a node")
class StrangersTest {

  private static final int PATIENCE_MILLIS = 30_000;

  @TempDir private Path folder;

  static Stream<byte[]> whatTheySay() {
    byte[] random = new byte[300];
    new Random(1).nextBytes(random);
    random[0] = 0; // A length that is allowed, so that it is read as a frame.
    random[1] = 0;
    random[2] = 0;
    byte[] endless = {0x7F, 0, 0, 0, 1};
    return Stream.of(
        "GET / HTTP/1.1\r\nHost: here\r\n\r\n".getBytes(StandardCharsets.UTF_8), random, endless);
  }

  @ParameterizedTest
  @MethodSource("whatTheySay")
  void areRefusedAndCounted(byte[] said) throws IOException {
    try (NettyTransport<RaftMessage> transport = transport();
        Socket stranger = new Socket(InetAddress.getLoopbackAddress(), transport.port())) {
      stranger.setSoTimeout(PATIENCE_MILLIS);
      stranger.getOutputStream().write(said);
      assertThat(stranger.getInputStream().read()).as("the node hangs up").isEqualTo(-1);
      assertThat(transport.traffic().refused()).isEqualTo(1);
      assertThat(transport.traffic().received()).isZero();
    }
  }

  @Test
  void whoSayNothingAreRefusedAfterAWhile() throws IOException {
    try (NettyTransport<RaftMessage> transport = transport()) {
      EmbeddedChannel stranger = new EmbeddedChannel(new PeerInlet<>(transport));
      stranger.advanceTimeBy(PeerInlet.GREETING_SECONDS - 1, TimeUnit.SECONDS);
      stranger.runScheduledPendingTasks();
      assertThat(stranger.isOpen()).isTrue();
      stranger.advanceTimeBy(1, TimeUnit.SECONDS);
      stranger.runScheduledPendingTasks();
      assertThat(stranger.isOpen()).isFalse();
      assertThat(transport.traffic().refused()).isEqualTo(1);
    }
  }

  private NettyTransport<RaftMessage> transport() {
    NettyOptions options =
        new NettyOptions(
            "test",
            "raft",
            NodeId.of(1),
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            new TreeMap<>(),
            folder,
            Optional.empty());
    return new NettyTransport<>(options, RaftMessage.class);
  }
}
