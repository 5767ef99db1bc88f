package org.scrutin.failover;

import java.util.concurrent.CountDownLatch;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.framework.recipes.leader.LeaderLatch;
import org.apache.curator.framework.recipes.leader.LeaderLatchListener;
import org.apache.curator.retry.RetryForever;

/**
 * A service that elects its leader by Curator's latch. The servers of ZooKeeper are processes apart
 * (here one, at the port of node 0), and are not harmed: what is measured is how long it takes them
 * to let the session of the leader expire, and the latch to pass on.
 */
final class CuratorNode {

  private static final int RETRY_MILLIS = 50;

  private CuratorNode() {}

  public static void main(String[] words) throws Exception {
    NodeArguments arguments = NodeArguments.parse(words);
    CuratorFramework client =
        CuratorFrameworkFactory.newClient(
            "127.0.0.1:" + arguments.port(0),
            arguments.minTimeoutMillis(),
            arguments.minTimeoutMillis(),
            new RetryForever(RETRY_MILLIS));
    client.start();
    client.blockUntilConnected();
    client.create().orSetData().forPath("/written", new byte[0]);
    LeaderLatch latch = new LeaderLatch(client, "/latch", "n" + arguments.id());
    latch.addListener(new Writer(client));
    latch.start();
    Announcements.ready();
    new CountDownLatch(1).await();
  }

  private record Writer(CuratorFramework client) implements LeaderLatchListener {
    @Override
    public void isLeader() {
      try {
        client.setData().forPath("/written", new byte[] {1});
        Announcements.writable();
      } catch (Exception e) {
        throw new IllegalStateException("the leader cannot write", e);
      }
    }

    @Override
    public void notLeader() {
      // Nothing to end: this service only writes when it begins to lead.
    }
  }
}
