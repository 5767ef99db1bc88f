package org.scrutin.failover;

import com.alipay.sofa.jraft.Iterator;
import com.alipay.sofa.jraft.Node;
import com.alipay.sofa.jraft.RaftGroupService;
import com.alipay.sofa.jraft.Status;
import com.alipay.sofa.jraft.conf.Configuration;
import com.alipay.sofa.jraft.core.StateMachineAdapter;
import com.alipay.sofa.jraft.entity.PeerId;
import com.alipay.sofa.jraft.entity.Task;
import com.alipay.sofa.jraft.option.NodeOptions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/**
 * A node of SOFAJRaft. It draws its election timeout between the given one and twice as much; its
 * longest is left as it is.
 */
final class JraftNode {

  private JraftNode() {}

  public static void main(String[] words) throws Exception {
    NodeArguments arguments = NodeArguments.parse(words);
    Files.createDirectories(arguments.folder());
    Machine machine = new Machine();
    Node node =
        new RaftGroupService("failover", peer(arguments), options(arguments, machine)).start();
    machine.node.complete(node);
    Announcements.ready();
    new CountDownLatch(1).await();
  }

  private static PeerId peer(NodeArguments arguments) {
    return PeerId.parsePeer(arguments.addresses().get(arguments.id() - 1));
  }

  private static NodeOptions options(NodeArguments arguments, Machine machine) throws IOException {
    Configuration cluster = new Configuration();
    if (!cluster.parse(String.join(",", arguments.addresses()))) {
      throw new IOException("no configuration: " + arguments.addresses());
    }
    NodeOptions options = new NodeOptions();
    options.setFsm(machine);
    options.setInitialConf(cluster);
    options.setElectionTimeoutMs(arguments.minTimeoutMillis());
    options.setLogUri(arguments.folder().resolve("log").toString());
    options.setRaftMetaUri(arguments.folder().resolve("meta").toString());
    options.setSnapshotUri(arguments.folder().resolve("snapshot").toString());
    return options;
  }

  private static final class Machine extends StateMachineAdapter {
    private final CompletableFuture<Node> node = new CompletableFuture<>();

    @Override
    public void onApply(Iterator entries) {
      while (entries.hasNext()) {
        if (entries.done() != null) {
          entries.done().run(Status.OK());
        }
        entries.next();
      }
    }

    @Override
    public void onLeaderStart(long term) {
      Task write = new Task();
      write.setData(ByteBuffer.wrap(new byte[] {1}));
      write.setDone(
          status -> {
            if (status.isOk()) {
              Announcements.writable();
            }
          });
      node.join().apply(write);
    }
  }
}
