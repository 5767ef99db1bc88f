package org.scrutin.protocol.detector;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TimeoutDetectorTest {

  private final FailureDetector detector = new TimeoutDetector(100, 1_000);

  @Test
  void aPeerIsTrustedForOneTimeoutFromTheStart() {
    assertThat(detector.suspects(1_000)).isFalse();
    assertThat(detector.suspects(1_100)).isFalse();
    assertThat(detector.suspects(1_101)).isTrue();
  }

  @Test
  void whoIsHeardOfIsTrustedForOneTimeoutMore() {
    detector.heard(1_090);
    assertThat(detector.suspects(1_190)).isFalse();
    assertThat(detector.suspects(1_191)).isTrue();
  }

  @Test
  void whoIsHeardOfAfterASuspicionIsTrustedAgain() {
    assertThat(detector.suspects(5_000)).isTrue();
    detector.heard(5_000);
    assertThat(detector.suspects(5_000)).isFalse();
    assertThat(detector.suspects(5_100)).isFalse();
    assertThat(detector.suspects(5_101)).isTrue();
  }
}
