package org.scrutin.node.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.scrutin.node.transport.Transport.Sent;
import org.scrutin.protocol.Message;
import org.scrutin.protocol.NodeId;

/**
 * The connection to one peer, on which this node sends. It is opened again whenever it breaks; what
 * is sent in the meantime is lost, as is the oldest when the peer is too slow. Thread-safe.
 */
@SuppressWarnings("FutureReturnValueIgnored") // The handler is told of what becomes of it.
final class PeerLink<M extends Message> {

  /** So many frames wait for a slow peer; older ones are of no use to it. */
  private static final int MAX_WAITING = 1_024;

  private static final long MIN_BACKOFF_MILLIS = 20;
  private static final long MAX_BACKOFF_MILLIS = 1_000;

  private final NodeId peer;
  private final NettyTransport<M> transport;
  private final Deque<Waiting<M>> waiting = new ArrayDeque<>();

  /** The connection, once the peer has welcomed this node; all here is guarded by {@code this}. */
  private Optional<Channel> channel = Optional.empty();

  private boolean pumping;
  private boolean closed;
  private long backoffMillis = MIN_BACKOFF_MILLIS;
  private String lastTrouble = "";

  /** Of the thread of the connection alone: a file of which some is still to be sent. */
  private Optional<FileSending> sending = Optional.empty();

  /** The message that goes after that file. */
  private Optional<Waiting<M>> afterFile = Optional.empty();

  /** A sign of life has no message, and nobody asks what became of it. */
  private record Waiting<M>(ByteBuf frame, Optional<Path> file, Optional<Sent<M>> sent) {}

  PeerLink(NodeId peer, NettyTransport<M> transport) {
    this.peer = peer;
    this.transport = transport;
  }

  void open() {
    if (isClosed()) {
      return; // The network's threads may have ended.
    }
    if (transport.isCut(peer)) {
      openLater();
      return;
    }
    transport
        .connect(peer, new Outlet())
        .addListener(
            connected -> {
              if (!connected.isSuccess()) {
                trouble(connected.cause().getMessage());
                openLater();
              }
            });
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  private synchronized void openLater() {
    if (closed || transport.threads().isShuttingDown()) {
      return;
    }
    long millis = backoffMillis / 2 + ThreadLocalRandom.current().nextLong(backoffMillis);
    backoffMillis = Math.min(MAX_BACKOFF_MILLIS, 2 * backoffMillis);
    transport.threads().schedule(this::open, millis, TimeUnit.MILLISECONDS);
  }

  /** Tells of what is wrong with the peer, once. */
  private synchronized void trouble(String what) {
    if (!lastTrouble.equals(what) && !closed) {
      lastTrouble = what;
      transport.log().info("no connection to {}: {}", peer, what);
    }
  }

  synchronized boolean send(ByteBuf frame, Optional<Path> file, Optional<Sent<M>> sent) {
    if (channel.isEmpty()) {
      transport.counters().dropped(1);
      return false;
    }
    if (waiting.size() == MAX_WAITING) {
      lose(List.of(waiting.removeFirst()));
    }
    waiting.addLast(new Waiting<>(frame, file, sent));
    if (!pumping) {
      pumping = true;
      channel.get().eventLoop().execute(this::pump);
    }
    return true;
  }

  /** What has waited until now, no byte of which was handed to the network. */
  private void lose(Collection<Waiting<M>> frames) {
    List<Sent<M>> lost = frames.stream().flatMap(one -> one.sent().stream()).toList();
    transport.counters().dropped(frames.size());
    if (!lost.isEmpty()) {
      transport.receiver().ifPresent(receiver -> receiver.lost(lost));
    }
  }

  /** Writes what is waiting, as long as the peer takes it. */
  private void pump() {
    Optional<Channel> open;
    synchronized (this) {
      pumping = false;
      open = channel;
    }
    if (open.isEmpty()) {
      return;
    }
    Channel to = open.get();
    try {
      while (to.isWritable() && writeNext(to)) {
        // Goes on.
      }
    } catch (IOException e) {
      trouble("a file could not be sent: " + e.getMessage());
      to.close();
    }
    to.flush();
  }

  private boolean writeNext(Channel to) throws IOException {
    if (sending.isPresent()) {
      if (sending.get().writePiece(to)) {
        sending = Optional.empty();
        afterFile = Optional.empty();
        transport.counters().sent();
      }
      return true;
    }
    Waiting<M> next;
    synchronized (this) {
      next = waiting.pollFirst();
    }
    if (next == null) {
      return false;
    }
    if (next.file().isPresent()) {
      afterFile = Optional.of(next);
      sending = Optional.of(new FileSending(next.file().get(), next.frame()));
    } else {
      to.write(next.frame(), to.voidPromise());
      transport.counters().sent();
    }
    return true;
  }

  /** Breaks the connection; it is opened again later. */
  synchronized void drop() {
    channel.ifPresent(Channel::close);
  }

  synchronized void close() {
    closed = true;
    drop();
  }

  private synchronized void welcomed(Channel by) {
    channel = Optional.of(by);
    backoffMillis = MIN_BACKOFF_MILLIS;
    lastTrouble = "";
    transport.log().info("connected to {}", peer);
    if (closed || transport.isCut(peer)) {
      by.close();
    }
  }

  private synchronized void lost(Channel which) {
    if (channel.equals(Optional.of(which))) {
      channel = Optional.empty();
      lose(List.copyOf(waiting));
      waiting.clear();
    }
  }

  /** Greets, waits for the welcome, and then writes only. */
  private final class Outlet extends SimpleChannelInboundHandler<ByteBuf> {

    private Optional<String> shown = Optional.empty();
    private boolean isOver;
    private boolean isWelcome;

    @Override
    public void channelActive(ChannelHandlerContext context) {
      if (transport.options().tls().isEmpty()) {
        greet(context);
      }
    }

    /** It is nobody for us: told once, and counted each time. */
    private void refuse(ChannelHandlerContext context, String why) {
      if (!isOver) {
        isOver = true;
        transport.counters().refused();
        trouble(why);
      }
      context.close();
    }

    private void greet(ChannelHandlerContext context) {
      ByteBuf hello = Frame.begun(context.alloc().buffer(), Frame.HELLO);
      transport.options().hello(peer.value()).write(hello);
      context.writeAndFlush(Frame.sealed(hello));
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
      if (event instanceof SslHandshakeCompletionEvent handshake) {
        if (handshake.isSuccess()) {
          shown = Tls.nameOf(context.pipeline().get(SslHandler.class).engine().getSession());
          greet(context);
        } else {
          refuse(context, PeerInlet.reason(handshake.cause()));
        }
      }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, ByteBuf frame) {
      byte kind = Frame.opened(frame);
      if (kind == Frame.REFUSED) {
        isOver = true;
        trouble("it refuses us: " + Frame.readText(frame));
        context.close();
      } else if (kind != Frame.WELCOME) {
        refuse(context, "it answers with a frame of kind " + kind);
      } else if (shown.isPresent() && !shown.get().equals(peer.toString())) {
        refuse(
            context,
            "it shows the certificate of " + shown.get() + "; is its address in 'peers' right?");
      } else {
        isWelcome = true;
        welcomed(context.channel());
      }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
      if (context.channel().isWritable()) {
        pump();
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      sending.ifPresent(FileSending::close);
      sending = Optional.empty();
      afterFile.ifPresent(message -> lose(List.of(message)));
      afterFile = Optional.empty();
      if (!isWelcome && !isOver && !transport.isCut(peer)) {
        trouble("it hangs up at our greeting; has one 'tls' and the other 'insecure: true'?");
      }
      lost(context.channel());
      openLater();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      if (cause instanceof IOException && !(cause instanceof SSLException)) {
        isOver = true;
        trouble(String.valueOf(cause.getMessage()));
        context.close();
      } else {
        refuse(context, PeerInlet.reason(cause));
      }
    }
  }
}
