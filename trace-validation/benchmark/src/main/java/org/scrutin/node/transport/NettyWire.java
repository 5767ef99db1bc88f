package org.scrutin.node.transport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.scrutin.protocol.NodeId;
import org.scrutin.protocol.raft.RaftMessage;

/** Our transport. */
final class NettyWire implements Wire {

  private final NettyTransport<RaftMessage> transport;
  private final Consumer<RaftMessage> receiver;

  NettyWire(NodeId self, int port, NodeId other, int peer, Consumer<RaftMessage> receiver) {
    InetAddress here = InetAddress.getLoopbackAddress();
    TreeMap<NodeId, InetSocketAddress> peers = new TreeMap<>();
    peers.put(other, new InetSocketAddress(here, peer));
    this.receiver = receiver;
    this.transport =
        new NettyTransport<>(
            new NettyOptions(
                "benchmark",
                "raft",
                self,
                new InetSocketAddress(here, port),
                peers,
                Path.of(System.getProperty("java.io.tmpdir")),
                Optional.empty()),
            RaftMessage.class);
  }

  @Override
  public void connect() {
    transport.start(new Receiving(receiver));
  }

  @Override
  public boolean send(RaftMessage message) {
    return transport.send(message, 1, 1, Optional.empty());
  }

  @Override
  public void close() throws IOException {
    transport.close();
  }

  private record Receiving(Consumer<RaftMessage> receiver)
      implements Transport.Receiver<RaftMessage> {
    @Override
    public void message(RaftMessage message, long id, long clock, Optional<Path> file) {
      receiver.accept(message);
    }

    @Override
    public void lost(List<Transport.Sent<RaftMessage>> messages) {
      throw new IllegalStateException(messages.size() + " messages were lost");
    }

    @Override
    public void ping(NodeId from) {}

    @Override
    public void pong(NodeId from) {}
  }
}
