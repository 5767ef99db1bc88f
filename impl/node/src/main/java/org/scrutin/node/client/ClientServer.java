package org.scrutin.node.client;

import io.grpc.Attributes;
import io.grpc.Server;
import io.grpc.ServerTransportFilter;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyServerBuilder;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslProvider;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.scrutin.node.host.Host;
import org.scrutin.node.kv.KvReplica;
import org.scrutin.node.transport.Tls;
import org.scrutin.protocol.NodeId;
import org.scrutin.protocol.raft.RaftDurable;
import org.scrutin.protocol.raft.RaftMessage;
import org.scrutin.protocol.raft.RaftState;
import org.scrutin.wire.Status;

/** Listens for clients, by gRPC. Thread-safe. */
public final class ClientServer implements Closeable {

  /** A command, and what goes with it. */
  private static final int MAX_MESSAGE_BYTES = KvReplica.MAX_COMMAND_BYTES + (1 << 12);

  /** Who has not greeted by then never will. */
  private static final long GREETING_SECONDS = 10;

  private final Server server;
  private final Strangers strangers;

  private ClientServer(Server server, Strangers strangers) {
    this.server = server;
    this.strangers = strangers;
  }

  /** Counts connections that ended before they had greeted as HTTP/2, or TLS, wants it. */
  private static final class Strangers extends ServerTransportFilter {

    private final LongAdder count = new LongAdder();

    @Override
    public Attributes transportReady(Attributes attributes) {
      return Objects.requireNonNull(attributes);
    }

    /** What was never ready has no attributes. */
    @Override
    public void transportTerminated(Attributes attributes) {
      if (attributes == null) {
        count.increment();
      }
    }
  }

  /**
   * Listens.
   *
   * @param peers who may belong to the cluster
   * @param tls the node's; a client has to show a certificate of the same authority
   * @param cut cuts the node off from its peers, or heals that; empty if clients may not
   * @throws IOException if the port is in use
   */
  public static ClientServer listen(
      InetSocketAddress address,
      Set<NodeId> peers,
      Optional<Tls> tls,
      Supplier<Status> status,
      Optional<Host<RaftState, RaftMessage, RaftDurable>> host,
      Optional<KvReplica> service,
      Optional<Consumer<Boolean>> cut)
      throws IOException {
    Strangers strangers = new Strangers();
    NettyServerBuilder builder =
        NettyServerBuilder.forAddress(address)
            .addTransportFilter(strangers)
            .handshakeTimeout(GREETING_SECONDS, TimeUnit.SECONDS)
            .maxInboundMessageSize(MAX_MESSAGE_BYTES)
            .addService(new NodeService(peers, status, host, service, cut));
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
    return new ClientServer(builder.build().start(), strangers);
  }

  /** How many connections there were that were no client's. */
  public long refused() {
    return strangers.count.sum();
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
