package org.scrutin.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GunzipTest {

  private static final byte[] NEXT = packed(new byte[] {1, 2, 3});

  private static byte[] packed(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return out.toByteArray();
  }

  private static byte[] both(byte[] one, byte[] other) {
    byte[] both = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }

  private static byte[] unpacked(byte[] packed) throws IOException {
    try (InputStream in = new Gunzip(new ByteArrayInputStream(packed))) {
      return in.readAllBytes();
    }
  }

  /** Where the part ends in the buffer must not matter. */
  @ParameterizedTest
  @ValueSource(ints = {0, 10, 65_536, 131_072})
  void partsAreReadAndWhatIsNoneBehindThemIsTold(int about) throws IOException {
    for (int length = Math.max(0, about - 60); length < about + 10; length++) {
      byte[] bytes = new byte[length];
      new Random(length).nextBytes(bytes);
      byte[] first = packed(bytes);
      assertThat(unpacked(first)).isEqualTo(bytes);
      assertThat(unpacked(both(first, NEXT))).isEqualTo(both(bytes, new byte[] {1, 2, 3}));
      for (int cut = 1; cut < NEXT.length; cut += cut < 12 ? 1 : 5) {
        assertRefused(both(first, Arrays.copyOf(NEXT, cut)));
      }
      assertRefused(both(first, both(new byte[1], NEXT)));
    }
  }

  private static void assertRefused(byte[] packed) {
    assertThatThrownBy(() -> unpacked(packed)).isInstanceOf(IOException.class);
  }

  @Test
  void theReasonIsSaid() {
    assertThatThrownBy(() -> unpacked(both(NEXT, new byte[] {31, -117})))
        .isInstanceOf(ZipException.class)
        .hasMessage("what follows a packed part is no other one: damaged, or cut off");
  }
}
