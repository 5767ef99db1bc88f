package org.scrutin.node.client;

import io.grpc.Server;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyServerBuilder;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslProvider;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.scrutin.node.host.Host;
import org.scrutin.node.kv.KvReplica;
import org.scrutin.node.transport.Tls;
import org.scrutin.protocol.raft.RaftDurable;
import org.scrutin.protocol.raft.RaftMessage;
import org.scrutin.protocol.raft.RaftState;
import org.scrutin.wire.Status;

/** Listens for clients, by gRPC. Thread-safe. */
public final class ClientServer implements Closeable {

  /** A command, and what goes with it. */
  private static final int MAX_MESSAGE_BYTES = KvReplica.MAX_COMMAND_BYTES + (1 << 12);

  private final Server server;

  private ClientServer(Server server) {
    this.server = server;
  }

  /**
   * Listens.
   *
   * @param tls the node's; a client has to show a certificate of the same authority
   * @param cut cuts the node off from its peers, or heals that; empty if clients may not
   * @throws IOException if the port is in use
   */
  public static ClientServer listen(
      InetSocketAddress address,
      Optional<Tls> tls,
      Supplier<Status> status,
      Optional<Host<RaftState, RaftMessage, RaftDurable>> host,
      Optional<KvReplica> service,
      Optional<Consumer<Boolean>> cut)
      throws IOException {
    NettyServerBuilder builder =
        NettyServerBuilder.forAddress(address)
            .maxInboundMessageSize(MAX_MESSAGE_BYTES)
            .addService(new NodeService(status, host, service, cut));
    if (tls.isPresent()) {
      builder.sslContext(
          GrpcSslContexts.configure(
                  io.netty.handler.ssl.SslContextBuilder.forServer(
                      tls.get().certificate().toFile(), tls.get().key().toFile()),
                  SslProvider.JDK)
              .trustManager(tls.get().authority().toFile())
              .clientAuth(ClientAuth.REQUIRE)
              .build());
    }
    return new ClientServer(builder.build().start());
  }

  /** The port on which it listens. */
  public int port() {
    return server.getPort();
  }

  @Override
  public void close() {
    server.shutdownNow();
    try {
      server.awaitTermination(2, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
