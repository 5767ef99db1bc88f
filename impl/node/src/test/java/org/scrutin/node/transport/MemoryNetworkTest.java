package org.scrutin.node.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.scrutin.protocol.NodeId;
import org.scrutin.protocol.raft.RaftMessage;

@DisplayName("A network in memory")
class MemoryNetworkTest {

  private static final NodeId N1 = NodeId.of(1);
  private static final NodeId N2 = NodeId.of(2);
  private static final RaftMessage MESSAGE = new RaftMessage.TimeoutNow(N1, N2, 7);

  private final MemoryNetwork<RaftMessage> network = new MemoryNetwork<>(RaftMessage.class);
  private final Transport<RaftMessage> one = network.transport(N1);
  private final Transport<RaftMessage> two = network.transport(N2);
  private final List<String> told = new ArrayList<>();

  private final Transport.Receiver<RaftMessage> receiver =
      new Transport.Receiver<>() {
        @Override
        public void message(RaftMessage message, long id, long clock, Optional<Path> file) {
          told.add(message + " " + id + " " + clock + " " + file);
        }

        @Override
        public void lost(List<Transport.Sent<RaftMessage>> messages) {
          told.add("lost " + messages);
        }

        @Override
        public void ping(NodeId from) {
          told.add("ping " + from);
        }

        @Override
        public void pong(NodeId from) {
          told.add("pong " + from);
        }
      };

  private boolean sends() {
    return one.send(MESSAGE, 5, 3, Optional.empty());
  }

  @Test
  void bringsWhatIsSentToWhoeverHasStarted() {
    assertThat(sends()).isFalse();
    one.start(receiver);
    two.start(receiver);
    assertThat(sends()).isTrue();
    one.ping(N2);
    two.pong(N1);
    assertThat(told).containsExactly(MESSAGE + " 5 3 Optional.empty", "ping n1", "pong n2");
    assertThat(one.traffic()).isEqualTo(new Transport.Traffic(1, 0, 1, 0));
    assertThat(two.traffic()).isEqualTo(new Transport.Traffic(0, 1, 0, 0));
  }

  @Test
  void bringsNothingOverACutNorToWhoeverHasClosed() throws Exception {
    one.start(receiver);
    two.start(receiver);
    two.cut(N1);
    assertThat(sends()).isFalse();
    one.ping(N2);
    two.heal(N1);
    assertThat(told).isEmpty();
    assertThat(sends()).isTrue();
    two.close();
    assertThat(sends()).isFalse();
  }
}
