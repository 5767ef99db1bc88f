package org.scrutin.node;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.scrutin.node.disk.Kept;
import org.scrutin.node.disk.SnapshotFolder;
import org.scrutin.node.host.Detection;
import org.scrutin.node.host.ElectionObserver;
import org.scrutin.node.host.ElectionView;
import org.scrutin.node.host.Host;
import org.scrutin.node.host.HostOptions;
import org.scrutin.node.host.Observers;
import org.scrutin.node.kv.KvReplica;
import org.scrutin.node.transport.MemoryNetwork;
import org.scrutin.protocol.NodeId;
import org.scrutin.protocol.raft.Raft;
import org.scrutin.protocol.raft.RaftDurable;
import org.scrutin.protocol.raft.RaftMessage;
import org.scrutin.protocol.raft.RaftOptions;
import org.scrutin.protocol.raft.RaftState;
import org.scrutin.storage.DurableStore;
import org.scrutin.storage.FaultyVolume;
import org.scrutin.storage.RaftFormat;
import org.slf4j.LoggerFactory;

/**
 * Three nodes of Raft in memory that elect a leader, which commits a command. A node may follow for
 * days until it has to stand for election; what the JVM has to load and to link for that, and for
 * the first command, would then keep everybody waiting. So it is done once before.
 */
final class Rehearsal {

  private static final List<NodeId> NODES = List.of(NodeId.of(1), NodeId.of(2), NodeId.of(3));
  private static final Duration USUAL_DELAY = Duration.ofMillis(2);
  private static final long PATIENCE_MILLIS = 1_000;

  private final MemoryNetwork<RaftMessage> network = new MemoryNetwork<>(RaftMessage.class);
  private final CountDownLatch committed = new CountDownLatch(1);

  /** Its class is initialized once in a process, and nobody goes on before that is done. */
  private static final class Once {
    static final boolean COMMITTED = new Rehearsal().run();
  }

  /** Rehearses, if this process has not done so. */
  static void once() {
    if (!Once.COMMITTED) {
      LoggerFactory.getLogger(Rehearsal.class)
          .info("the rehearsal of an election took too long; the first election may, too");
    }
  }

  /**
   * Rehearses for a second at most; no thread is left.
   *
   * @return whether a leader has committed a command
   */
  boolean run() {
    List<Host<?, ?, ?>> hosts = new ArrayList<>();
    NODES.forEach(node -> hosts.add(host(node)));
    hosts.forEach(Host::start);
    try {
      return committed.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      hosts.forEach(Host::close);
    }
  }

  private Host<RaftState, RaftMessage, RaftDurable> host(NodeId self) {
    RaftOptions options = RaftOptions.whole(Timings.raft(USUAL_DELAY));
    KvReplica service = new KvReplica(SnapshotFolder.unopened(), Integer.MAX_VALUE);
    ElectionObserver command =
        new ElectionObserver() {
          @Override
          public void mayWrite(int epoch) {
            // If it fails, the node leads no longer: the next leader tries again.
            var unused = service.openSession().thenRun(committed::countDown);
          }
        };
    Host<RaftState, RaftMessage, RaftDurable> host =
        new Host<>(
            new HostOptions<>(
                new Raft(self, NODES, options),
                emptyDisk(),
                network.transport(self),
                Optional.empty(),
                service,
                Observers.both(service, command),
                Detection.patient(USUAL_DELAY)),
            ElectionView.raft(self, options.timing()));
    service.runOn(host);
    return host;
  }

  private static DurableStore<Kept<RaftDurable>> emptyDisk() {
    try {
      return Kept.on(new FaultyVolume(), new RaftFormat());
    } catch (IOException e) {
      throw new AssertionError("there is no disk", e);
    }
  }
}
