package org.scrutin.node.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scrutin.protocol.NodeId;
import org.scrutin.storage.FolderInUseException;

@DisplayName("The folder of a node")
class NodeFolderTest {

  @TempDir private Path folder;

  private NodeFolder open(String cluster, int node) throws IOException {
    return NodeFolder.open(folder, cluster, NodeId.of(node), "raft");
  }

  @Test
  void isOneNodesOfOneCluster() throws IOException {
    open("here", 1).close();
    open("here", 1).close();
    assertThatThrownBy(() -> open("here", 2))
        .isInstanceOf(NodeFolderException.class)
        .hasMessageContaining("belongs to (cluster: here, node: n1, algorithm: raft)");
    assertThatThrownBy(() -> open("there", 1)).isInstanceOf(NodeFolderException.class);
    open("here", 1).close();
    Files.write(folder.resolve("identity"), new byte[] {(byte) 0xFF, '\r', 'x'});
    assertThatThrownBy(() -> open("here", 1))
        .isInstanceOf(NodeFolderException.class)
        .hasMessageContaining("belongs to (\uFFFD?x), and not to (cluster: here");
  }

  @Test
  void hasLostItsJournalIfItIsGone() throws IOException {
    open("here", 1).close();
    open("here", 1).close();
    Path journal = folder.resolve("journal/journal-00000001");
    Files.move(journal, folder.resolve("journal/journal-00000001.old"));
    assertThatThrownBy(() -> open("here", 1))
        .isInstanceOf(NodeFolderException.class)
        .hasMessageContaining("journal: the journal is gone, and with it all that");
    Files.delete(folder.resolve("identity"));
    open("here", 1).close();
    Files.delete(folder.resolve("identity")); // A crash may stop its making before it is there.
    open("here", 1).close();
    Files.delete(folder.resolve("identity"));
    Files.writeString(journal, "records");
    assertThatThrownBy(() -> open("here", 1)).hasMessageContaining("no file 'identity'");
  }

  @Test
  void isOpenOnce() throws IOException {
    try (NodeFolder first = open("here", 1)) {
      assertThat(first.incoming()).exists();
      assertThatThrownBy(() -> open("here", 1)).isInstanceOf(FolderInUseException.class);
    }
  }

  @Test
  void hasSnapshotsThatAreWhole() throws IOException {
    try (NodeFolder node = open("here", 1)) {
      SnapshotFolder snapshots = node.snapshots();
      snapshots.write(7, new byte[] {1, 2, 3});
      assertThat(snapshots.read(7)).containsExactly(1, 2, 3);
      byte[] file = Files.readAllBytes(snapshots.file(7));
      file[5] ^= 1;
      Files.write(snapshots.file(7), file);
      assertThatThrownBy(() -> snapshots.read(7)).hasMessageContaining("the snapshot is damaged");
      assertThatThrownBy(() -> snapshots.read(8)).hasMessageContaining("counts on this snapshot");
    }
  }

  @Test
  void takesNoDamagedSnapshotFromAPeer() throws IOException {
    try (NodeFolder node = open("here", 1)) {
      SnapshotFolder snapshots = node.snapshots();
      snapshots.write(7, new byte[] {1, 2, 3});
      byte[] file = Files.readAllBytes(snapshots.file(7));
      Path whole = Files.write(node.incoming().resolve("whole"), file);
      assertThat(snapshots.adopt(8, whole)).isTrue();
      assertThat(snapshots.read(8)).containsExactly(1, 2, 3);
      file[5] ^= 1;
      Path damaged = Files.write(node.incoming().resolve("damaged"), file);
      assertThat(snapshots.adopt(9, damaged)).isFalse();
      assertThat(snapshots.file(9)).doesNotExist();
      assertThat(damaged).doesNotExist();
    }
  }

  @Test
  void forgetsOldSnapshots() throws IOException {
    try (NodeFolder node = open("here", 1)) {
      SnapshotFolder snapshots = node.snapshots();
      snapshots.write(7, new byte[0]);
      snapshots.write(8, new byte[0]);
      snapshots.forgetBefore(8);
      assertThat(snapshots.file(7)).doesNotExist();
      assertThat(snapshots.file(8)).exists();
    }
  }

  @Test
  void keepsNoHalvesOfSnapshots() throws IOException {
    Path half = folder.resolve("snapshots/snapshot-8.tmp");
    try (NodeFolder node = open("here", 1)) {
      SnapshotFolder snapshots = node.snapshots();
      Files.createDirectories(snapshots.file(7).resolve("in the way"));
      assertThatThrownBy(() -> snapshots.write(7, new byte[0])).isInstanceOf(IOException.class);
      assertThat(folder.resolve("snapshots/snapshot-7.tmp")).doesNotExist();
      Files.writeString(half, "ha"); // As a crash leaves it.
      node.snapshots();
      assertThat(half).doesNotExist();
    }
  }
}
