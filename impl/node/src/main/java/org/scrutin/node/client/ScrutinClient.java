package org.scrutin.node.client;

import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.Closeable;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import javax.net.ssl.SSLException;
import org.scrutin.node.transport.Tls;
import org.scrutin.wire.CutRequest;
import org.scrutin.wire.EndSessionRequest;
import org.scrutin.wire.ExecuteRequest;
import org.scrutin.wire.NodeGrpc;
import org.scrutin.wire.NodeGrpc.NodeBlockingStub;
import org.scrutin.wire.OpenSessionRequest;
import org.scrutin.wire.Operation;
import org.scrutin.wire.ReadRequest;
import org.scrutin.wire.Result;
import org.scrutin.wire.StatusRequest;

/**
 * A client of a cluster: finds the leader, and asks again until it is answered. Its commands are
 * executed once, in the order in which they are given. Not thread-safe.
 */
public final class ScrutinClient implements Closeable {

  private static final Duration ONE_TRY = Duration.ofSeconds(2);
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final List<Target> targets = new ArrayList<>();
  private final Duration patience;
  private int current;
  private OptionalInt session = OptionalInt.empty();
  private long number;

  private record Target(InetSocketAddress address, ManagedChannel channel, NodeBlockingStub stub) {}

  /**
   * @param nodes where nodes of the cluster listen for clients; at least one
   * @param patience how long a request is asked again before it fails
   */
  public ScrutinClient(List<InetSocketAddress> nodes, Optional<Tls> tls, Duration patience) {
    this.patience = patience;
    for (InetSocketAddress node : nodes) {
      ManagedChannel channel = channel(node, tls);
      targets.add(new Target(node, channel, NodeGrpc.newBlockingStub(channel)));
    }
  }

  private static ManagedChannel channel(InetSocketAddress node, Optional<Tls> tls) {
    NettyChannelBuilder builder = NettyChannelBuilder.forAddress(node);
    if (tls.isEmpty()) {
      return builder.usePlaintext().build();
    }
    try {
      return builder
          .sslContext(
              GrpcSslContexts.configure(
                      SslContextBuilder.forClient()
                          .keyManager(tls.get().certificate().toFile(), tls.get().key().toFile())
                          .trustManager(tls.get().authority().toFile())
                          .endpointIdentificationAlgorithm(null),
                      SslProvider.JDK)
                  .build())
          .build();
    } catch (SSLException e) {
      throw new IllegalArgumentException("the certificate cannot be used: " + e.getMessage(), e);
    }
  }

  /** What a node says of itself; empty if it cannot be reached. */
  public Optional<org.scrutin.wire.Status> status(int target) {
    try {
      return Optional.of(
          targets
              .get(target)
              .stub()
              .withDeadlineAfter(ONE_TRY.toMillis(), TimeUnit.MILLISECONDS)
              .getStatus(StatusRequest.getDefaultInstance()));
    } catch (StatusRuntimeException e) {
      return Optional.empty();
    }
  }

  /** Cuts a node off from its peers, or heals that, if its configuration allows it. */
  public void cut(int target, boolean cut) {
    targets
        .get(target)
        .stub()
        .withDeadlineAfter(ONE_TRY.toMillis(), TimeUnit.MILLISECONDS)
        .cut(CutRequest.newBuilder().setCut(cut).build());
  }

  /** How many nodes it knows. */
  public int targets() {
    return targets.size();
  }

  /** Where a node listens. */
  public InetSocketAddress address(int target) {
    return targets.get(target).address();
  }

  /**
   * Executes a command once.
   *
   * @throws StatusRuntimeException if nobody has answered in time: it may have been executed, or
   *     may be yet
   */
  public Result execute(Operation operation) {
    if (session.isEmpty()) {
      session =
          OptionalInt.of(
              asked(stub -> stub.openSession(OpenSessionRequest.getDefaultInstance()))
                  .getSession());
      number = 0;
    }
    number++;
    ExecuteRequest request =
        ExecuteRequest.newBuilder()
            .setSession(session.getAsInt())
            .setNumber(number)
            .setFirst(number)
            .setOperation(operation)
            .build();
    return asked(stub -> stub.execute(request));
  }

  /** Reads what is no older than anything that was answered before. */
  public Result read(String key) {
    ReadRequest request = ReadRequest.newBuilder().setKey(key).build();
    return asked(stub -> stub.read(request));
  }

  /**
   * Asks the leader, whichever it is, until it answers.
   *
   * @throws StatusRuntimeException the last answer, if it says no, or the time is over
   */
  public <T> T asked(Function<NodeBlockingStub, T> request) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (true) {
      try {
        return request.apply(
            targets
                .get(current)
                .stub()
                .withDeadlineAfter(ONE_TRY.toMillis(), TimeUnit.MILLISECONDS));
      } catch (StatusRuntimeException e) {
        if (!isWorthAnother(e.getStatus()) || System.nanoTime() - deadline > 0) {
          throw e;
        }
        goOn(e);
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }

  private static boolean isWorthAnother(Status status) {
    return switch (status.getCode()) {
      case UNAVAILABLE, FAILED_PRECONDITION, DEADLINE_EXCEEDED, RESOURCE_EXHAUSTED -> true;
      default -> false;
    };
  }

  /** The next to ask: the leader of which the node knew, or anybody. */
  private void goOn(StatusRuntimeException failure) {
    Metadata trailers = failure.getTrailers();
    String leader = trailers == null ? null : trailers.get(NodeService.LEADER);
    int next = (current + 1) % targets.size();
    if (leader != null) {
      for (int target = 0; target < targets.size(); target++) {
        if (nodeAt(target).equals(leader)) {
          next = target;
        }
      }
    }
    current = next;
  }

  private String nodeAt(int target) {
    return status(target).map(status -> Integer.toString(status.getNode())).orElse("");
  }

  /** Ends the session, if there is one, and hangs up. */
  @Override
  public void close() {
    try {
      session.ifPresent(
          open ->
              asked(
                  stub ->
                      stub.endSession(EndSessionRequest.newBuilder().setSession(open).build())));
    } catch (StatusRuntimeException e) {
      session = OptionalInt.empty(); // It stays open there; nobody answers.
    }
    targets.forEach(target -> target.channel().shutdownNow());
  }
}
