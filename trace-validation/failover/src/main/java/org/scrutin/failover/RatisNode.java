package org.scrutin.failover;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.ratis.conf.RaftProperties;
import org.apache.ratis.grpc.GrpcConfigKeys;
import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.protocol.RaftGroup;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftGroupMemberId;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.RaftServerConfigKeys;
import org.apache.ratis.server.storage.RaftStorage;
import org.apache.ratis.statemachine.TransactionContext;
import org.apache.ratis.statemachine.impl.BaseStateMachine;
import org.apache.ratis.util.TimeDuration;

/** A node of Apache Ratis. Its leader writes by a request to its own server. */
final class RatisNode {

  private static final RaftGroupId GROUP =
      RaftGroupId.valueOf(UUID.nameUUIDFromBytes(new byte[] {1}));

  /** How soon a write that was refused, since the leader is not ready, is tried again. */
  private static final long RETRY_MILLIS = 2;

  private final NodeArguments arguments;
  private final ClientId client = ClientId.randomId();
  private final AtomicLong calls = new AtomicLong();
  private final ExecutorService writer = Executors.newSingleThreadExecutor();
  private RaftServer server;

  private RatisNode(NodeArguments arguments) {
    this.arguments = arguments;
  }

  public static void main(String[] words) throws Exception {
    new RatisNode(NodeArguments.parse(words)).run();
  }

  private void run() throws IOException, InterruptedException {
    boolean isNew = !Files.exists(arguments.folder());
    RaftProperties properties = new RaftProperties();
    RaftServerConfigKeys.setStorageDir(properties, List.of(arguments.folder().toFile()));
    RaftServerConfigKeys.Rpc.setTimeoutMin(properties, millis(arguments.minTimeoutMillis()));
    RaftServerConfigKeys.Rpc.setTimeoutMax(properties, millis(arguments.maxTimeoutMillis()));
    RaftServerConfigKeys.Rpc.setFirstElectionTimeoutMin(
        properties, millis(arguments.minTimeoutMillis()));
    RaftServerConfigKeys.Rpc.setFirstElectionTimeoutMax(
        properties, millis(arguments.maxTimeoutMillis()));
    GrpcConfigKeys.Server.setPort(properties, arguments.port(arguments.id()));
    server =
        RaftServer.newBuilder()
            .setServerId(peerId(arguments.id()))
            .setGroup(RaftGroup.valueOf(GROUP, peers()))
            .setProperties(properties)
            .setStateMachine(new Machine())
            .setOption(isNew ? RaftStorage.StartupOption.FORMAT : RaftStorage.StartupOption.RECOVER)
            .build();
    server.start();
    Announcements.ready();
    new CountDownLatch(1).await();
  }

  private List<RaftPeer> peers() {
    List<RaftPeer> peers = new ArrayList<>();
    for (int node = 1; node <= arguments.nodes(); node++) {
      peers.add(
          RaftPeer.newBuilder()
              .setId(peerId(node))
              .setAddress(arguments.addresses().get(node - 1))
              .build());
    }
    return peers;
  }

  private static RaftPeerId peerId(int node) {
    return RaftPeerId.valueOf("n" + node);
  }

  private static TimeDuration millis(int millis) {
    return TimeDuration.valueOf(millis, TimeUnit.MILLISECONDS);
  }

  /** Ends with a write, or when this server leads no more. */
  private void write() {
    try {
      RaftClientReply reply = server.submitClientRequest(request());
      while (!reply.isSuccess() && reply.getNotLeaderException() == null) {
        TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
        reply = server.submitClientRequest(request());
      }
      if (reply.isSuccess()) {
        Announcements.writable();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private RaftClientRequest request() {
    return RaftClientRequest.newBuilder()
        .setClientId(client)
        .setServerId(server.getId())
        .setGroupId(GROUP)
        .setCallId(calls.incrementAndGet())
        .setMessage(Message.valueOf("w"))
        .setType(RaftClientRequest.writeRequestType())
        .build();
  }

  private final class Machine extends BaseStateMachine {
    @Override
    public void notifyLeaderChanged(RaftGroupMemberId member, RaftPeerId leader) {
      if (leader.equals(peerId(arguments.id()))) {
        writer.execute(RatisNode.this::write);
      }
    }

    @Override
    public CompletableFuture<Message> applyTransaction(TransactionContext transaction) {
      updateLastAppliedTermIndex(
          transaction.getLogEntry().getTerm(), transaction.getLogEntry().getIndex());
      return CompletableFuture.completedFuture(Message.EMPTY);
    }
  }
}
