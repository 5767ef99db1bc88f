package org.scrutin.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scrutin.node.disk.NodeFolder;
import org.scrutin.node.disk.SnapshotFolder;
import org.scrutin.protocol.NodeId;

@DisplayName("A rehearsal")
class RehearsalTest {

  /** A rehearsal does not wait for long, and a machine may be slow. */
  private static final int TIMES = 60;

  @TempDir private Path data;

  @Test
  void elects_and_commits_and_leaves_no_file() throws IOException {
    try (NodeFolder folder = NodeFolder.open(data, "here", NodeId.of(1), "raft")) {
      SnapshotFolder snapshots = folder.snapshots();
      boolean committed = false;
      for (int time = 0; time < TIMES && !committed; time++) {
        committed = new Rehearsal(snapshots).run();
      }
      assertThat(committed).isTrue();
    }
    try (Stream<Path> files = Files.list(data.resolve("snapshots"))) {
      assertThat(files).isEmpty();
    }
  }
}
