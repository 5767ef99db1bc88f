package org.scrutin.node.transport;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.scrutin.protocol.NodeId;
import org.scrutin.protocol.Payload;
import org.scrutin.protocol.raft.Command;
import org.scrutin.protocol.raft.Entry;
import org.scrutin.protocol.raft.RaftMessage;

/**
 * An AppendEntries and its answer, over the loopback device, by our transport and by gRPC: one
 * after the other, and a hundred under way. For docs/decisions/0001-transport.md. In the
 * transport's package, since both write messages with its codec.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 15, time = 1)
@Measurement(iterations = 5, time = 1)
public class TransportBenchmark {

  private static final NodeId N1 = NodeId.of(1);
  private static final NodeId N2 = NodeId.of(2);
  private static final int UNDER_WAY = 100;

  @Param({"netty", "grpc"})
  public String transport;

  /** Bytes of the entry's command. */
  @Param({"100", "10000"})
  public int bytes;

  private final Semaphore answered = new Semaphore(0);
  private final RaftMessage answer =
      new RaftMessage.AppendEntriesResponse(N2, N1, 7, true, 4712, 3);
  private RaftMessage request;
  private Wire first;
  private Wire second;

  /** Connects both ends, and waits until a message has come through. */
  @Setup(Level.Trial)
  public void prepare() throws IOException, InterruptedException {
    Entry entry = new Entry(7, Optional.of(new Command(42, Payload.of(new byte[bytes]))));
    request = new RaftMessage.AppendEntries(N1, N2, 7, 4711, 7, List.of(entry), 4710, 3);
    int[] ports = freePorts();
    first = wire(N1, ports[0], N2, ports[1], message -> answered.release());
    second = wire(N2, ports[1], N1, ports[0], message -> second.send(answer));
    first.connect();
    second.connect();
    do {
      first.send(request);
    } while (!answered.tryAcquire(100, TimeUnit.MILLISECONDS));
    TimeUnit.SECONDS.sleep(1); // For answers to come that were not waited for.
    answered.drainPermits();
  }

  private Wire wire(NodeId self, int port, NodeId other, int peer, Consumer<RaftMessage> receiver)
      throws IOException {
    return transport.equals("netty")
        ? new NettyWire(self, port, other, peer, receiver)
        : new GrpcWire(port, peer, receiver);
  }

  private static int[] freePorts() throws IOException {
    try (ServerSocket one = new ServerSocket(0);
        ServerSocket two = new ServerSocket(0)) {
      return new int[] {one.getLocalPort(), two.getLocalPort()};
    }
  }

  @TearDown(Level.Trial)
  public void cleanUp() throws IOException {
    first.close();
    second.close();
  }

  @Benchmark
  public void oneByOne() {
    first.send(request);
    answered.acquireUninterruptibly();
  }

  @Benchmark
  @OperationsPerInvocation(UNDER_WAY)
  public void hundredUnderWay() {
    for (int i = 0; i < UNDER_WAY; i++) {
      first.send(request);
    }
    answered.acquireUninterruptibly(UNDER_WAY);
  }
}
