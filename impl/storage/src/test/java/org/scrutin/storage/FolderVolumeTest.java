package org.scrutin.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scrutin.protocol.NodeId;
import org.scrutin.protocol.quorumbully.QuorumBullyDurable;

/** The same journal on a real file system. */
class FolderVolumeTest {

  private static final DurableFormat<QuorumBullyDurable> FORMAT =
      new WholeRecordFormat<>(new QuorumBullyDurable(0, Optional.empty()));

  @TempDir private Path folder;

  @Test
  void whatWasWrittenIsThereWhenTheFolderIsOpenedAgain() throws IOException {
    QuorumBullyDurable granted = new QuorumBullyDurable(3, Optional.of(NodeId.of(2)));
    try (FolderVolume volume = FolderVolume.open(folder)) {
      DurableStore<QuorumBullyDurable> store = DurableStore.open(volume, FORMAT);
      assertThat(store.state()).isEqualTo(FORMAT.blank());
      store.write(granted);
      store.sync();
    }
    try (FolderVolume volume = FolderVolume.open(folder)) {
      assertThat(DurableStore.open(volume, FORMAT).state()).isEqualTo(granted);
    }
  }

  @Test
  void manyChangesAreRewrittenToFew() throws IOException {
    try (FolderVolume volume = FolderVolume.open(folder)) {
      DurableStore<QuorumBullyDurable> store = DurableStore.open(volume, FORMAT);
      for (int epoch = 1; epoch <= 7_000; epoch++) {
        store.write(new QuorumBullyDurable(epoch, Optional.empty()));
      }
      store.sync();
      assertThat(Files.size(folder.resolve("journal-00000002"))).isLessThan(100);
      assertThat(DurableStore.open(volume, FORMAT).state().epoch()).isEqualTo(7_000);
    }
  }

  @Test
  void aTornFileIsMended() throws IOException {
    try (FolderVolume volume = FolderVolume.open(folder)) {
      DurableStore<QuorumBullyDurable> store = DurableStore.open(volume, FORMAT);
      store.write(new QuorumBullyDurable(1, Optional.empty()));
      store.sync();
    }
    Path file = folder.resolve("journal-00000001");
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length - 1));
    try (FolderVolume volume = FolderVolume.open(folder)) {
      assertThat(DurableStore.open(volume, FORMAT).state()).isEqualTo(FORMAT.blank());
      assertThat(file).isEmptyFile();
    }
  }

  @Test
  void aFolderIsOneNodesAtATime() throws IOException {
    try (FolderVolume volume = FolderVolume.open(folder)) {
      assertThat(volume.files()).isEmpty();
      assertThatThrownBy(() -> FolderVolume.open(folder))
          .isInstanceOf(FolderInUseException.class)
          .hasMessage(
              folder + ": another node has this folder open; stop it, or name another folder");
    }
  }
}
