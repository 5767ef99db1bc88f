package org.scrutin.cli.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Nodes on this machine. */
class LocalClusterTest {

  /** A system takes ports for outgoing connections from 32,768 on, or from higher up. */
  @Test
  void noConnectionTakesAPortOfANodeByChance() throws IOException {
    List<Integer> ports = LocalCluster.freePorts(20);

    assertThat(ports).hasSize(20).doesNotHaveDuplicates();
    for (int port : ports) {
      assertThat(port).isBetween(1_024, 32_767);
      new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close();
    }
  }
}
