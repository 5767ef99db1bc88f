package org.scrutin.node.transport;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scrutin.protocol.NodeId;
import org.scrutin.protocol.raft.RaftMessage;

@DisplayName("A link to a peer")
class PeerLinkTest {

  private static final NodeId N2 = NodeId.of(2);
  private static final int LOOK_MILLIS = 200;

  @TempDir private Path folder;

  /** Whoever was to open it again may come after that. */
  @Test
  void isNotOpenedOnceItIsClosed() throws IOException {
    InetAddress here = InetAddress.getLoopbackAddress();
    try (ServerSocket peer = new ServerSocket(0, 1, here)) {
      TreeMap<NodeId, InetSocketAddress> peers = new TreeMap<>();
      peers.put(N2, new InetSocketAddress(here, peer.getLocalPort()));
      NettyOptions options =
          new NettyOptions(
              "test",
              "raft",
              NodeId.of(1),
              new InetSocketAddress(here, 0),
              peers,
              folder,
              Optional.empty());
      try (NettyTransport<RaftMessage> transport =
          new NettyTransport<>(options, RaftMessage.class)) {
        PeerLink<RaftMessage> link = new PeerLink<>(N2, transport);
        link.close();
        link.open();
        peer.setSoTimeout(LOOK_MILLIS);
        assertThatThrownBy(peer::accept).isInstanceOf(SocketTimeoutException.class);
      }
    }
  }
}
