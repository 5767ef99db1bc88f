package org.scrutin.node.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.scrutin.protocol.NodeId;
import org.scrutin.protocol.Payload;
import org.scrutin.protocol.bully.BullyMessage;
import org.scrutin.protocol.quorumbully.QuorumBullyMessage;
import org.scrutin.protocol.quorumring.QuorumRingMessage;
import org.scrutin.protocol.raft.Command;
import org.scrutin.protocol.raft.Configuration;
import org.scrutin.protocol.raft.Entry;
import org.scrutin.protocol.raft.RaftMessage;
import org.scrutin.protocol.raft.Snapshot;

@DisplayName("Messages as bytes")
class RecordCodecTest {

  private static final NodeId N1 = NodeId.of(1);
  private static final NodeId N2 = NodeId.of(2);
  private static final RecordCodec<RaftMessage> RAFT = new RecordCodec<>(RaftMessage.class);

  static Stream<RaftMessage> messages() {
    Configuration joint =
        new Configuration(
            new TreeSet<>(List.of(N1, N2)),
            new TreeSet<>(List.of(N2)),
            new TreeSet<>(List.of(NodeId.of(300))));
    List<Entry> entries =
        List.of(
            new Entry(1, Optional.empty()),
            new Entry(2, Optional.of(new Command(7, Payload.of(new byte[] {0, 1, -1})))),
            new Entry(3, Optional.empty(), Optional.of(joint)));
    return Stream.of(
        new RaftMessage.RequestPreVote(N1, N2, 5, 4, 3),
        new RaftMessage.RequestPreVoteResponse(N1, N2, 5, true),
        new RaftMessage.RequestVote(N1, N2, Integer.MAX_VALUE, 4, 3, false),
        new RaftMessage.RequestVoteResponse(N1, N2, 5, false),
        new RaftMessage.AppendEntries(N1, N2, 5, 0, 0, entries, 1, 128),
        new RaftMessage.AppendEntriesResponse(N1, N2, 5, true, 300, 2),
        new RaftMessage.InstallSnapshot(N1, N2, 5, new Snapshot(9, 4, -1, Optional.of(joint))),
        new RaftMessage.TimeoutNow(N1, N2, 5));
  }

  @ParameterizedTest
  @MethodSource("messages")
  void comeBackAsTheyWere(RaftMessage message) {
    ByteBuf bytes = Unpooled.buffer();
    RAFT.write(message, bytes);
    assertThat(RAFT.read(bytes)).isEqualTo(message);
  }

  @ParameterizedTest
  @MethodSource("messages")
  void areRefusedWhenTheyAreCutOff(RaftMessage message) {
    ByteBuf bytes = Unpooled.buffer();
    RAFT.write(message, bytes);
    for (int length = 0; length < bytes.readableBytes(); length++) {
      ByteBuf some = bytes.copy(0, length);
      assertThatThrownBy(() -> RAFT.read(some)).isInstanceOf(CodecException.class);
    }
  }

  @Property(seed = "1")
  void areReadFromAnyBytesOrRefusedInOneWay(@ForAll byte[] bytes) {
    try {
      assertThat(RAFT.read(Unpooled.wrappedBuffer(bytes))).isNotNull();
    } catch (CodecException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }

  @ParameterizedTest
  @MethodSource("others")
  void areKnownOfEachAlgorithm(Class<?> messages) {
    assertThat(new RecordCodec<>(messages)).isNotNull();
  }

  static Stream<Class<?>> others() {
    return Stream.of(BullyMessage.class, QuorumBullyMessage.class, QuorumRingMessage.class);
  }
}
