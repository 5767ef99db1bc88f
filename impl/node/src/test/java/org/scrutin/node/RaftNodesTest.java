package org.scrutin.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scrutin.modelcheck.tlc.SpecLibrary;
import org.scrutin.node.host.ElectionObserver;
import org.scrutin.protocol.NodeId;
import org.scrutin.replay.Options;
import org.scrutin.replay.TraceLine;
import org.scrutin.replay.TraceReader;
import org.scrutin.replay.TraceValidator;
import org.scrutin.replay.Verdict;

@DisplayName("Three nodes of Raft on real disks and a real network")
class RaftNodesTest {

  @TempDir private Path folder;

  @Test
  void goOnWhenTheirLeaderStopsAndComesBackAndTheirTracesConform() throws Exception {
    try (LoopbackCluster cluster = new LoopbackCluster(folder, "raft", 3, 1_000)) {
      int session = cluster.openSession();
      cluster.put(session, 1, "colour", "red");
      NodeId first = cluster.leader();
      int epoch = cluster.node(first).host().standing().epoch();

      cluster.stop(first);
      Files.writeString(
          cluster.trace(first), "{\"n\":4711,\"at\":1,\"cl", StandardOpenOption.APPEND);
      cluster.put(session, 2, "colour", "blue");
      assertThat(cluster.leader()).isNotEqualTo(first);
      assertThat(cluster.node(cluster.leader()).host().standing().epoch()).isGreaterThan(epoch);

      cluster.start(first, ElectionObserver.NONE);
      cluster.put(session, 3, "shape", "round");
      int written = cluster.read("shape").getIndex();
      LoopbackCluster.await(
          "the node that came back to catch up",
          () ->
              java.util.Optional.of(cluster.node(first).replica().orElseThrow().service().applied())
                  .filter(applied -> applied >= written));
      assertThat(cluster.read("colour").getValue().toStringUtf8()).isEqualTo("blue");

      cluster.stopAll();
      assertThat(verdict(cluster.merged())).isInstanceOf(Verdict.Conforms.class);
    }
  }

  static Verdict verdict(Path trace) throws Exception {
    try (TraceReader reader = TraceReader.open(trace)) {
      TraceLine.Header header = reader.header();
      try (TraceValidator validator = TraceValidator.of(SpecLibrary.bundled(), header)) {
        return validator.validate(reader, trace.toString(), Options.DEFAULT);
      }
    }
  }
}
