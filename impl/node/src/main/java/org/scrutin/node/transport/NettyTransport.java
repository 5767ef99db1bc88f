package org.scrutin.node.transport;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import io.netty.handler.codec.LengthFieldPrepender;
import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.scrutin.protocol.Message;
import org.scrutin.protocol.NodeId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A transport on TCP: one connection for each direction between two nodes, opened by who sends.
 * Thread-safe.
 */
public final class NettyTransport<M extends Message> implements Transport<M> {

  /** Enough: a connection is served by one of them, and the work is in the protocol. */
  private static final int THREADS = 2;

  private static final int CONNECT_MILLIS = 2_000;

  private final Logger log = LoggerFactory.getLogger(NettyTransport.class);
  private final NettyOptions options;
  private final RecordCodec<M> codec;
  private final Counters counters = new Counters(log);
  private final Map<NodeId, PeerLink<M>> links = new TreeMap<>();
  private final Set<NodeId> cut = ConcurrentHashMap.newKeySet();
  private final Set<PeerInlet<M>> inlets = ConcurrentHashMap.newKeySet();
  private final EventLoopGroup threads;
  private final Optional<SslContext> server;
  private final Optional<SslContext> client;
  private final Channel listening;
  private volatile Receiver<M> receiver;

  /**
   * Listens; what comes before {@link #start} is refused.
   *
   * @throws TransportException in one line, if the port is in use or the certificates are not good
   */
  public NettyTransport(NettyOptions options, Class<M> messages) {
    this.options = options;
    this.codec = new RecordCodec<>(messages);
    this.server = options.tls().map(Tls::server);
    this.client = options.tls().map(Tls::client);
    this.threads =
        new NioEventLoopGroup(THREADS, new DefaultThreadFactory(options.self() + " network", true));
    options.peers().keySet().stream()
        .filter(peer -> !peer.equals(options.self()))
        .forEach(peer -> links.put(peer, new PeerLink<>(peer, this)));
    this.listening = listen();
  }

  private Channel listen() {
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(threads)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    PeerInlet<M> inlet = new PeerInlet<>(NettyTransport.this);
                    inlets.add(inlet);
                    channel.closeFuture().addListener(closed -> inlets.remove(inlet));
                    frames(channel, server, inlet);
                  }
                });
    ChannelFuture bound = bootstrap.bind(options.listen()).awaitUninterruptibly();
    if (!bound.isSuccess()) {
      threads.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
      throw new TransportException(
          "peers: cannot listen on "
              + text(options.listen())
              + ": "
              + (options.listen().isUnresolved()
                  ? "no such host is known here"
                  : bound.cause().getMessage() + "; is another node running there?"),
          bound.cause());
    }
    return bound.channel();
  }

  static String text(InetSocketAddress address) {
    return address.getHostString() + ":" + address.getPort();
  }

  private static void frames(
      SocketChannel channel, Optional<SslContext> tls, ChannelHandler handler) {
    tls.ifPresent(context -> channel.pipeline().addLast(context.newHandler(channel.alloc())));
    channel
        .pipeline()
        .addLast(
            new LengthFieldBasedFrameDecoder(Frame.MAX_BYTES, 0, 4, 0, 4),
            new LengthFieldPrepender(4),
            handler);
  }

  /** Opens a connection to a peer; the handler is told what becomes of it. */
  ChannelFuture connect(NodeId peer, ChannelHandler handler) {
    return new Bootstrap()
        .group(threads)
        .channel(NioSocketChannel.class)
        .option(ChannelOption.TCP_NODELAY, true)
        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
        .handler(
            new ChannelInitializer<SocketChannel>() {
              @Override
              protected void initChannel(SocketChannel channel) {
                frames(channel, client, handler);
              }
            })
        .connect(options.peers().get(peer));
  }

  @Override
  public void start(Receiver<M> receiver) {
    this.receiver = receiver;
    links.values().forEach(PeerLink::open);
  }

  /** The port on which it listens. */
  public int port() {
    return ((InetSocketAddress) listening.localAddress()).getPort();
  }

  @Override
  public boolean send(M message, long id, long clock, Optional<Path> file) {
    PeerLink<M> link = links.get(message.to());
    if (link == null) {
      counters.dropped(1); // Nobody knows where that node is.
      return false;
    }
    ByteBuf frame = Frame.begun(Unpooled.buffer(64), Frame.MESSAGE);
    frame.writeLong(id).writeLong(clock).writeBoolean(file.isPresent());
    codec.write(message, frame);
    return link.send(Frame.sealed(frame), file, Optional.of(new Sent<>(message, id)));
  }

  @Override
  public void ping(NodeId to) {
    signal(to, Frame.PING);
  }

  @Override
  public void pong(NodeId to) {
    signal(to, Frame.PONG);
  }

  private void signal(NodeId to, byte kind) {
    PeerLink<M> link = links.get(to);
    if (link != null) { // Nobody minds whether it arrives.
      link.send(
          Frame.sealed(Frame.begun(Unpooled.buffer(8), kind)), Optional.empty(), Optional.empty());
    }
  }

  @Override
  public Traffic traffic() {
    return counters.traffic();
  }

  @Override
  public void cut(NodeId peer) {
    cut.add(peer);
    PeerLink<M> link = links.get(peer);
    if (link != null) {
      link.drop();
    }
    inlets.forEach(inlet -> inlet.dropIfOf(peer));
  }

  @Override
  public void heal(NodeId peer) {
    cut.remove(peer);
  }

  boolean isCut(NodeId peer) {
    return cut.contains(peer);
  }

  NettyOptions options() {
    return options;
  }

  RecordCodec<M> codec() {
    return codec;
  }

  Counters counters() {
    return counters;
  }

  Logger log() {
    return log;
  }

  EventLoopGroup threads() {
    return threads;
  }

  Optional<Receiver<M>> receiver() {
    return Optional.ofNullable(receiver);
  }

  @Override
  public void close() {
    links.values().forEach(PeerLink::close);
    listening.close().awaitUninterruptibly();
    threads.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
  }
}
