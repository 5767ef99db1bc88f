package org.scrutin.node.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scrutin.protocol.NodeId;

/** By a clock of its own: ticks every 30 ms, suspects after 150 ms, a pause is 50 ms too late. */
@DisplayName("The watch over the peers of a node")
class PeerWatchTest {

  private static final NodeId ALIVE = NodeId.of(2);
  private static final NodeId DEAD = NodeId.of(3);
  private static final Duration USUAL_DELAY = Duration.ofMillis(10);

  private final PeerWatch watch = new PeerWatch(Detection.patient(USUAL_DELAY));
  private long millis;

  private static long nanos(long millis) {
    return millis * 1_000_000;
  }

  /** Ticks when it is due, for so long; one peer answers. */
  private void live(long time) {
    for (long end = millis + time; millis < end; millis++) {
      watch.awake(nanos(millis));
      if (watch.nextTick().orElseThrow() <= nanos(millis)) {
        watch.tick(nanos(millis));
        watch.heard(ALIVE, nanos(millis));
      }
    }
  }

  private void begin() {
    watch.watch(Set.of(ALIVE, DEAD), 0);
    live(1_000);
    assertThat(watch.suspected()).containsExactly(DEAD);
  }

  @Test
  void suspectsWhoIsSilent() {
    begin();
  }

  @ParameterizedTest
  @ValueSource(longs = {100, 1_000, 3_600_000})
  void suspectsNobodyWhenItWakesUpAndWhoIsSilentThenAgain(long pause) {
    begin();
    millis += pause;
    watch.awake(nanos(millis));
    assertThat(watch.suspected()).isEmpty();
    live(100);
    assertThat(watch.suspected()).as("too soon to tell").isEmpty();
    live(200);
    assertThat(watch.suspected()).containsExactly(DEAD);
  }

  @Test
  void isNotMisledByWhatItLooksAtFirst() {
    begin();
    millis += 1_000;
    watch.heard(DEAD, nanos(millis)); // Which makes it look.
    assertThat(watch.suspected()).isEmpty();
    watch.watch(Set.of(ALIVE, DEAD), nanos(millis));
    assertThat(watch.suspected()).isEmpty();
  }

  @Test
  void isNotForgivingWhenATickIsALittleLate() {
    begin();
    for (int tick = 0; tick < 20; tick++) {
      live(30);
      millis += 30;
    }
    assertThat(watch.suspected()).containsExactly(DEAD);
  }
}
