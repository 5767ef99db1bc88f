package org.scrutin.replay.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scrutin.replay.TraceException;

class GrowingFileTest {

  @TempDir private Path folder;
  private Path log;

  @BeforeEach
  void begin() throws IOException {
    log = Files.writeString(folder.resolve("log"), "one ");
  }

  /** What happens to the file each time that more is waited for. */
  private interface Change {
    void happen() throws IOException;
  }

  private static Patience until(Change... changes) {
    Deque<Change> left = new ArrayDeque<>(List.of(changes));
    return () -> {
      if (left.isEmpty()) {
        return false;
      }
      try {
        left.remove().happen();
        return true;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    };
  }

  private Change append(String text) {
    return () -> Files.writeString(log, text, StandardOpenOption.APPEND);
  }

  private String read(Patience patience) throws IOException {
    try (InputStream in = new GrowingFile(log, patience)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void itIsReadToWherePatienceEnds() throws IOException {
    assertThat(read(until(append("two "), () -> {}, append("three")))).isEqualTo("one two three");
    assertThat(read(Patience.NONE)).isEqualTo("one two three");
  }

  @Test
  void anotherFileOfItsNameIsNoticed() {
    Change rotate =
        () -> {
          Files.move(log, folder.resolve("log.1"));
          Files.writeString(log, "two");
        };
    assertThatThrownBy(() -> read(until(rotate, () -> {})))
        .isInstanceOf(TraceException.class)
        .hasMessageContaining("log: another file has this name now");
  }

  @Test
  void thatItHasBecomeShorterIsNoticed() {
    assertThatThrownBy(() -> read(until(() -> Files.writeString(log, "on"))))
        .isInstanceOf(TraceException.class)
        .hasMessageContaining("log: it has become shorter: 2 bytes, of which 4 were read");
  }

  @Test
  void aFileThatIsNotThereIsToldInOneLine() {
    assertThatThrownBy(() -> new GrowingFile(folder.resolve("none"), Patience.NONE))
        .isInstanceOf(TraceException.class)
        .hasMessageEndingWith("none: no such file");
  }

  @Test
  void aPackedFileIsRefused() throws IOException {
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(log))) {
      out.write('1');
    }
    assertThatThrownBy(() -> new GrowingFile(log, Patience.NONE))
        .isInstanceOf(TraceException.class)
        .hasMessageContaining("log: is packed, and cannot be followed; unpack it");
  }
}
