package org.scrutin.node.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scrutin.storage.FolderVolume;
import org.scrutin.storage.Journal;

@DisplayName("A disk that is disturbed")
class DisturbedVolumeTest {

  @TempDir private Path folder;

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void isFullInTheMiddleOfARecordWhichIsGoneAfterARestart() throws IOException {
    Path control = folder.resolve(DiskFault.CONTROL);
    try (FolderVolume real = FolderVolume.open(folder.resolve("journal"))) {
      DisturbedVolume disk = new DisturbedVolume(real, DiskFault.in(folder));
      Journal journal = Journal.open(disk).journal();
      journal.append(bytes("kept"));
      journal.sync();
      Files.writeString(control, "full");
      assertThatThrownBy(() -> journal.append(bytes("lost")))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("No space left on device");
      Files.delete(control);
      assertThat(Journal.open(disk).records()).containsExactly(bytes("kept"));
    }
  }

  @Test
  void isSlow() throws IOException {
    Path control = folder.resolve(DiskFault.CONTROL);
    try (FolderVolume real = FolderVolume.open(folder.resolve("journal"))) {
      Journal journal = Journal.open(new DisturbedVolume(real, DiskFault.in(folder))).journal();
      Files.writeString(control, "slow 200ms\n");
      journal.append(bytes("one"));
      long began = System.nanoTime();
      journal.sync();
      assertThat(System.nanoTime() - began).isGreaterThanOrEqualTo(200_000_000);
      Files.writeString(control, "broken");
      assertThatThrownBy(() -> journal.append(bytes("two")))
          .hasMessageContaining(
              "'broken' is none of 'full', 'full trace', 'full snapshots', 'slow 300ms'");
    }
  }
}
