package org.scrutin.failover;

import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.curator.test.InstanceSpec;
import org.apache.curator.test.TestingServer;

/** The server of ZooKeeper for {@link CuratorNode}, with sessions as short as these are to be. */
final class ZooKeeperNode {

  private ZooKeeperNode() {}

  public static void main(String[] words) throws Exception {
    NodeArguments arguments = NodeArguments.parse(words);
    // A session lasts two ticks at least.
    int tick = arguments.minTimeoutMillis() / 2;
    InstanceSpec spec =
        new InstanceSpec(
            arguments.folder().toFile(),
            arguments.port(0),
            -1,
            -1,
            true,
            0,
            tick,
            -1,
            Map.of("minSessionTimeout", Integer.toString(arguments.minTimeoutMillis())));
    TestingServer server = new TestingServer(spec, false);
    server.start();
    Announcements.ready();
    new CountDownLatch(1).await();
  }
}
