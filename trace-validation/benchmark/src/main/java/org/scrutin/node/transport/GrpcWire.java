package org.scrutin.node.transport;

import io.grpc.CallOptions;
import io.grpc.KnownLength;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.scrutin.protocol.raft.RaftMessage;

/**
 * What a transport over gRPC would be, for the measurement alone: one stream for each direction,
 * opened by who sends, with the same bytes for a message. It has neither a greeting nor a queue
 * that throws away, and so does less than {@link NettyTransport}.
 */
final class GrpcWire implements Wire {

  private static final RecordCodec<RaftMessage> CODEC = new RecordCodec<>(RaftMessage.class);

  private static final MethodDescriptor<RaftMessage, RaftMessage> SEND =
      MethodDescriptor.<RaftMessage, RaftMessage>newBuilder()
          .setType(MethodDescriptor.MethodType.CLIENT_STREAMING)
          .setFullMethodName("scrutin.benchmark.Peer/Send")
          .setRequestMarshaller(new Bytes())
          .setResponseMarshaller(new Bytes())
          .build();

  private final Server server;
  private ManagedChannel channel;
  private StreamObserver<RaftMessage> stream;

  private final int peer;

  GrpcWire(int port, int peer, Consumer<RaftMessage> receiver) throws IOException {
    this.peer = peer;
    ServerServiceDefinition service =
        ServerServiceDefinition.builder("scrutin.benchmark.Peer")
            .addMethod(
                SEND, ServerCalls.asyncClientStreamingCall(ignored -> new Incoming(receiver)))
            .build();
    server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
            .directExecutor()
            .addService(service)
            .build()
            .start();
  }

  @Override
  public void connect() {
    channel =
        NettyChannelBuilder.forAddress(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), peer))
            .usePlaintext()
            .directExecutor()
            .build();
    stream =
        ClientCalls.asyncClientStreamingCall(
            channel.newCall(SEND, CallOptions.DEFAULT), new Incoming(answer -> {}));
  }

  /** A stream is not thread-safe. */
  @Override
  public synchronized boolean send(RaftMessage message) {
    stream.onNext(message);
    return true;
  }

  @Override
  public void close() {
    channel.shutdownNow();
    server.shutdownNow();
    try {
      server.awaitTermination(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private record Incoming(Consumer<RaftMessage> receiver) implements StreamObserver<RaftMessage> {
    @Override
    public void onNext(RaftMessage message) {
      receiver.accept(message);
    }

    @Override
    public void onError(Throwable error) {
      // The other end is closed; a measurement that lacks messages does not end.
    }

    @Override
    public void onCompleted() {}
  }

  private static final class Bytes implements MethodDescriptor.Marshaller<RaftMessage> {
    @Override
    public InputStream stream(RaftMessage message) {
      ByteBuf out = Unpooled.buffer();
      CODEC.write(message, out);
      return new ByteArrayInputStream(out.array(), 0, out.readableBytes());
    }

    @Override
    public RaftMessage parse(InputStream in) {
      try {
        int length = in instanceof KnownLength ? in.available() : -1;
        byte[] bytes = length < 0 ? in.readAllBytes() : in.readNBytes(length);
        return CODEC.read(Unpooled.wrappedBuffer(bytes));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (CodecException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
