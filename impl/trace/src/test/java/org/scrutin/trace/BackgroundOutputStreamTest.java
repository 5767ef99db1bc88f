package org.scrutin.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BackgroundOutputStreamTest {

  @Test
  void whatComesOutIsWhatWentIn() throws IOException {
    byte[] bytes = new byte[3_000_000];
    new Random(1).nextBytes(bytes);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Random lengths = new Random(2);
    try (OutputStream background = new BackgroundOutputStream(out)) {
      int at = 0;
      while (at < bytes.length) {
        int length = Math.min(bytes.length - at, lengths.nextInt(400_000));
        background.write(bytes, at, length);
        at += length;
        if (at < bytes.length) {
          background.write(bytes[at++]);
        }
      }
    }
    assertThat(out.toByteArray()).isEqualTo(bytes);
  }

  @Test
  void aFlushWaitsUntilAllIsWritten() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream background = new BackgroundOutputStream(out)) {
      background.write(new byte[] {1, 2, 3});
      assertThat(out.size()).isZero();
      background.flush();
      assertThat(out.toByteArray()).containsExactly(1, 2, 3);
    }
  }

  @Test
  void theOtherStreamIsClosedOnce() throws IOException {
    int[] closed = new int[1];
    OutputStream out =
        new ByteArrayOutputStream() {
          @Override
          public void close() {
            closed[0]++;
          }
        };
    OutputStream background = new BackgroundOutputStream(out);
    background.close();
    background.close();
    assertThat(closed[0]).isEqualTo(1);
  }

  @Test
  void aFullDiskIsNotPassedOver() {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("No space left on device");
          }
        };
    assertThatThrownBy(
            () -> {
              try (OutputStream background = new BackgroundOutputStream(full)) {
                background.write(1);
              }
            })
        .isInstanceOf(IOException.class)
        .hasMessage("No space left on device");
  }
}
