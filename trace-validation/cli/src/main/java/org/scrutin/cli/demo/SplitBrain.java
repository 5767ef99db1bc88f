package org.scrutin.cli.demo;

import com.google.protobuf.ByteString;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.scrutin.cli.local.LocalCluster;
import org.scrutin.cli.local.LocalNode;
import org.scrutin.leadership.TokenGuard;
import org.scrutin.node.client.ScrutinClient;
import org.scrutin.protocol.NodeId;
import org.scrutin.wire.Operation;
import org.scrutin.wire.PutFenced;
import org.scrutin.wire.Result;

/** A leader that was replaced without its knowledge writes: on Raft, and on the textbook Bully. */
public final class SplitBrain {

  /** What the first leader writes. */
  public static final String FIRST = "first";

  /** What its successor writes. */
  public static final String SECOND = "second";

  /** What the first leader writes when it wakes up. */
  public static final String LATE = "late";

  private static final int NODES = 3;
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final String PATIENT = "usualDelay: 50ms\n";
  private static final String KEY = "account";

  private SplitBrain() {}

  /**
   * What was seen on Raft, whose replicated store looks at tokens.
   *
   * @param first who was paused
   * @param next who was elected meanwhile
   * @param awake what the first called itself when it was awake: leader, candidate or follower
   * @param lateAccepted whether the store took the first's write then
   * @param newest the newest token that the store has seen
   * @param stored what it has in the end
   */
  public record OnRaft(
      Leader first, Leader next, String awake, boolean lateAccepted, long newest, String stored) {

    /** Whether the store did as it should. */
    public boolean holds() {
      return !lateAccepted && stored.equals(SECOND);
    }
  }

  /**
   * What was seen on the textbook Bully.
   *
   * @param first who was cut off
   * @param next who was elected meanwhile
   * @param bothLead whether both said that they lead
   * @param unguarded what a store has in the end that looks at no token
   * @param lateRefusedFor the newer token for which a store refuses the first's write, if it does
   * @param alone the first again, after a restart in which it reached nobody
   * @param aloneAccepted whether that store took its write
   * @param nextRefusedFor the newer token for which it then refuses the one that two nodes follow
   */
  public record OnBully(
      Leader first,
      Leader next,
      boolean bothLead,
      String unguarded,
      Optional<Integer> lateRefusedFor,
      Leader alone,
      boolean aloneAccepted,
      Optional<Integer> nextRefusedFor) {

    /** Whether it went wrong in the way that the story tells. */
    public boolean asTold() {
      return bothLead
          && unguarded.equals(LATE)
          && lateRefusedFor.isPresent()
          && aloneAccepted
          && nextRefusedFor.isPresent();
    }
  }

  /**
   * Three processes on Raft.
   *
   * @param command the class whose {@code main} starts a node
   * @throws NotInTimeException if something did not come about in time
   */
  public static OnRaft onRaft(String command, Path folder) throws IOException, NotInTimeException {
    try (LocalCluster cluster = cluster(command, folder);
        PausedLeader story = new PausedLeader(cluster);
        ScrutinClient client = cluster.client(PATIENCE)) {
      Leader first = story.elected();
      accepted(write(client, FIRST, first));
      Leader next = story.replaced(first);
      accepted(write(client, SECOND, next));
      String awake = story.awake(first);
      Result late = write(client, LATE, first);
      Result stored = client.read(KEY);
      return new OnRaft(
          first, next, awake, late.getDone(), stored.getToken(), stored.getValue().toStringUtf8());
    } catch (StatusRuntimeException e) {
      throw new NotInTimeException("the store did not answer: " + e.getMessage());
    }
  }

  private static Result write(ScrutinClient client, String value, Leader leader) {
    PutFenced put =
        PutFenced.newBuilder()
            .setKey(KEY)
            .setValue(ByteString.copyFromUtf8(value))
            .setToken(leader.token())
            .build();
    return client.execute(Operation.newBuilder().setPutFenced(put).build());
  }

  private static void accepted(Result result) throws NotInTimeException {
    if (!result.getDone()) {
      throw new NotInTimeException(
          "the leader was replaced before it could write, by token " + result.getToken());
    }
  }

  /**
   * Three nodes of the textbook Bully. It has no log, so that the stores are here: one looks at no
   * token, and one is a {@link TokenGuard}.
   *
   * @throws NotInTimeException if something did not come about in time
   */
  public static OnBully onBully(Path folder) throws IOException, NotInTimeException {
    try (TextbookBully story = new TextbookBully(folder, peers())) {
      StringBuilder unguarded = new StringBuilder();
      TokenGuard guard = new TokenGuard();
      Leader first = story.elected();
      replace(unguarded, FIRST);
      refusal(guard, first);
      Leader next = story.replaced(first);
      replace(unguarded, SECOND);
      refusal(guard, next);
      boolean firstLeads = story.leads(first);
      boolean bothLead = firstLeads && story.leads(next);
      if (firstLeads) { // As a service does: it asks whether it leads, and writes.
        replace(unguarded, LATE);
      }
      Optional<Integer> lateRefusedFor = refusal(guard, first);
      Leader alone = story.alone(first, next);
      boolean aloneAccepted = refusal(guard, alone).isEmpty();
      return new OnBully(
          first,
          next,
          bothLead,
          unguarded.toString(),
          lateRefusedFor,
          alone,
          aloneAccepted,
          refusal(guard, next));
    }
  }

  private static SortedMap<NodeId, InetSocketAddress> peers() throws IOException {
    SortedMap<NodeId, InetSocketAddress> peers = new TreeMap<>();
    for (int port : LocalCluster.freePorts(NODES)) {
      peers.put(
          NodeId.of(peers.size() + 1),
          new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }
    return peers;
  }

  private static void replace(StringBuilder store, String value) {
    store.replace(0, store.length(), value);
  }

  /** Writes under a leader's token; the newer token for which that was refused, if it was. */
  private static Optional<Integer> refusal(TokenGuard guard, Leader leader) {
    return guard.write(leader.token(), () -> {}).stream().boxed().findFirst();
  }

  /** Time-outs that bear a busy machine: nobody is to be suspected but who is paused. */
  private static LocalCluster cluster(String command, Path folder) throws IOException {
    Files.createDirectories(folder);
    LocalCluster cluster = new LocalCluster(command, folder, NODES, PATIENT, true);
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> cluster.nodes().forEach(LocalNode::kill), "shutdown"));
    return cluster;
  }
}
