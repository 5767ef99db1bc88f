package org.scrutin.node.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.scrutin.protocol.Timer;

class InTimeTest {

  private static final Timer LEASE = new Timer("lease");
  private static final Timer HEARTBEAT = new Timer("heartbeat");
  private static final long PAUSE = Duration.ofMillis(900).toNanos();

  private final AtomicLong clock = new AtomicLong();
  private final Timers timers = new Timers(new Random(1));
  private final List<String> order = new ArrayList<>();

  @Test
  void decidesOnceIfNoTimerRunsOut() {
    start(LEASE, 300);

    InTime<Integer> read = decide(0);

    assertThat(read).isEqualTo(new InTime<>(1, 0));
    assertThat(order).isEmpty();
  }

  @Test
  void decidesAnewIfItWasPausedPastATimer() {
    start(LEASE, 300);

    InTime<Integer> read = decide(PAUSE);

    assertThat(order).containsExactly("lease");
    assertThat(read).isEqualTo(new InTime<>(2, PAUSE));
  }

  @Test
  void lookAgainIfItIsPausedWhileTimersHaveTheirSay() {
    start(LEASE, 1_000);
    start(HEARTBEAT, 100);

    InTime<Integer> read = decide(PAUSE);

    assertThat(order).containsExactly("heartbeat", "lease");
    assertThat(read).isEqualTo(new InTime<>(3, 2 * PAUSE));
  }

  private void start(Timer timer, long millis) {
    timers.set(timer, Duration.ofMillis(millis), Duration.ofMillis(millis), clock.get());
  }

  /** Counts how often it was decided; the first time, and in the first timer's step, is a pause. */
  private InTime<Integer> decide(long pause) {
    int[] decided = {0};
    return InTime.decide(
        () -> {
          decided[0]++;
          clock.addAndGet(decided[0] == 1 ? pause : 0);
          return decided[0];
        },
        clock::get,
        timers,
        now -> {
          for (var due = timers.poll(now); due.isPresent(); due = timers.poll(now)) {
            order.add(due.get().name());
            clock.addAndGet(due.get().equals(HEARTBEAT) ? pause : 0);
          }
        });
  }
}
