package org.scrutin.node.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.scrutin.protocol.Message;
import org.scrutin.protocol.NodeId;

/**
 * A connection that somebody has opened to this node: a peer, if it greets like one. Anything else
 * is refused, counted, and changes nothing. Of the thread of its connection.
 */
@SuppressWarnings("FutureReturnValueIgnored") // The handler is told of what becomes of it.
final class PeerInlet<M extends Message> extends SimpleChannelInboundHandler<ByteBuf> {

  /** Who has not greeted by then never will. */
  static final long GREETING_SECONDS = 10;

  private final NettyTransport<M> transport;
  private Optional<String> shown = Optional.empty();
  private boolean isOver;
  private volatile Optional<NodeId> peer = Optional.empty();
  private volatile Optional<ChannelHandlerContext> open = Optional.empty();
  private Optional<FileReceiving> receiving = Optional.empty();

  PeerInlet(NettyTransport<M> transport) {
    this.transport = transport;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    open = Optional.of(context);
    context.executor().schedule(() -> lookForGreeting(context), GREETING_SECONDS, TimeUnit.SECONDS);
  }

  private void lookForGreeting(ChannelHandlerContext context) {
    if (peer.isEmpty() && !isOver && context.channel().isActive()) {
      isOver = true;
      transport.counters().refused(context.channel().remoteAddress(), "it does not greet");
      context.close();
    }
  }

  /** Breaks the connection if that peer has opened it. */
  void dropIfOf(NodeId which) {
    if (peer.equals(Optional.of(which))) {
      open.ifPresent(ChannelHandlerContext::close);
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof SslHandshakeCompletionEvent handshake && handshake.isSuccess()) {
      shown = Tls.nameOf(context.pipeline().get(SslHandler.class).engine().getSession());
    }
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, ByteBuf frame) throws IOException {
    byte kind = Frame.opened(frame);
    if (peer.isEmpty()) {
      greeted(context, kind, frame);
      return;
    }
    Transport.Receiver<M> receiver = transport.receiver().orElseThrow();
    switch (kind) {
      case Frame.MESSAGE -> message(receiver, frame);
      case Frame.PING -> receiver.ping(peer.get());
      case Frame.PONG -> receiver.pong(peer.get());
      case Frame.FILE -> file(frame);
      default -> throw new CodecException("no frame of kind " + kind + " is expected");
    }
  }

  private void greeted(ChannelHandlerContext context, byte kind, ByteBuf frame) {
    if (kind != Frame.HELLO) {
      throw new CodecException("a frame of kind " + kind + " before the greeting");
    }
    Hello hello = Hello.read(frame);
    Optional<String> refusal =
        hello
            .refusedBy(transport.options().hello(hello.from()))
            .or(() -> impostor(hello))
            .or(() -> unready(hello));
    if (refusal.isPresent()) {
      transport.counters().refused(context.channel().remoteAddress(), refusal.get());
      ByteBuf answer = Frame.begun(context.alloc().buffer(), Frame.REFUSED);
      Frame.writeText(refusal.get(), answer);
      context.writeAndFlush(Frame.sealed(answer)).addListener(ChannelFutureListener.CLOSE);
    } else if (transport.isCut(hello.sender())) {
      context.close();
    } else {
      peer = Optional.of(hello.sender());
      context.writeAndFlush(Frame.sealed(Frame.begun(context.alloc().buffer(), Frame.WELCOME)));
    }
  }

  private Optional<String> impostor(Hello hello) {
    return shown.isPresent() && !shown.get().equals(hello.sender().toString())
        ? Optional.of(
            "it says that it is " + hello.sender() + " with a certificate of " + shown.get())
        : Optional.empty();
  }

  private Optional<String> unready(Hello hello) {
    return transport.receiver().isEmpty()
            || !transport.options().peers().containsKey(hello.sender())
        ? Optional.of("we do not know " + hello.sender() + " yet")
        : Optional.empty();
  }

  private void message(Transport.Receiver<M> receiver, ByteBuf frame) throws IOException {
    long id = frame.readLong();
    long clock = frame.readLong();
    boolean withFile = frame.readBoolean();
    M message = transport.codec().read(frame);
    if (!message.from().equals(peer.orElseThrow())
        || !message.to().equals(transport.options().self())) {
      throw new CodecException(peer.get() + " brings what it has not sent: " + message);
    }
    Optional<Path> file = Optional.empty();
    if (withFile) {
      if (receiving.isEmpty()) {
        throw new CodecException("a message without its file");
      }
      file = Optional.of(receiving.get().whole());
      receiving = Optional.empty();
    }
    transport.counters().received();
    receiver.message(message, id, clock, file);
  }

  private void file(ByteBuf frame) throws IOException {
    long at = frame.readLong();
    if (at == 0) {
      discardFile();
      receiving =
          Optional.of(new FileReceiving(transport.options().incoming(), peer.orElseThrow()));
    }
    receiving.orElseThrow(() -> new CodecException("a file without a beginning")).add(at, frame);
  }

  private void discardFile() {
    receiving.ifPresent(FileReceiving::discard);
    receiving = Optional.empty();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    discardFile();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (isOver) {
      return; // Of what a stranger says only the first is of interest.
    }
    isOver = true;
    if (peer.isEmpty() || cause instanceof DecoderException || cause instanceof CodecException) {
      transport.counters().refused(context.channel().remoteAddress(), reason(cause));
    } else {
      transport.log().info("{} is no longer connected to us: {}", peer.get(), cause.getMessage());
    }
    context.close();
  }

  /** What is wrong with what came, in one line. */
  static String reason(Throwable cause) {
    Throwable inner =
        cause instanceof DecoderException && cause.getCause() != null ? cause.getCause() : cause;
    if (inner instanceof NotSslRecordException) {
      return "it speaks no TLS, and we have 'tls'; a peer that says 'insecure: true'?";
    } else if (inner instanceof TooLongFrameException) {
      return "what it says is no frame; no peer, or one with 'tls' while we say 'insecure: true'?";
    } else if (inner instanceof SSLException) {
      return "no TLS with it (" + brief(inner) + "); is its certificate signed by our authority?";
    }
    return brief(inner);
  }

  private static String brief(Throwable failure) {
    String text = String.valueOf(failure.getMessage());
    // Netty and the JDK put what came into the message; of strangers the first words will do.
    int end = Math.min(text.length(), 120);
    return text.substring(0, end).replaceAll("\\R", " ");
  }
}
