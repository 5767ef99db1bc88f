package org.scrutin.node.host;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.scrutin.protocol.Timer;

/**
 * The timers of one node, by {@link System#nanoTime}. A node has a dozen: a walk through all is as
 * fast as a heap. Of the thread of the protocol.
 */
final class Timers {

  private final Map<Timer, Long> due = new LinkedHashMap<>();
  private final Random random;

  Timers(Random random) {
    this.random = random;
  }

  /** Starts a timer, or starts it anew, with a duration from the closed range. */
  void set(Timer timer, Duration min, Duration max, long now) {
    long least = min.toNanos();
    long spread = max.toNanos() - least;
    long drawn = least + (spread == 0 ? 0 : (long) (random.nextDouble() * (spread + 1)));
    due.put(timer, now + drawn);
  }

  void cancel(Timer timer) {
    due.remove(timer);
  }

  void clear() {
    due.clear();
  }

  /** When the next one runs out. */
  Optional<Long> next() {
    Optional<Long> next = Optional.empty();
    for (long time : due.values()) {
      if (next.isEmpty() || time - next.get() < 0) {
        next = Optional.of(time);
      }
    }
    return next;
  }

  /** Whether one has run out. */
  boolean isDue(long now) {
    for (long time : due.values()) {
      if (time - now <= 0) {
        return true;
      }
    }
    return false;
  }

  /** Takes the one that has run out first, if one has. */
  Optional<Timer> poll(long now) {
    Optional<Map.Entry<Timer, Long>> first = Optional.empty();
    for (Map.Entry<Timer, Long> entry : due.entrySet()) {
      if (entry.getValue() - now <= 0
          && (first.isEmpty() || entry.getValue() - first.get().getValue() < 0)) {
        first = Optional.of(entry);
      }
    }
    Optional<Timer> timer = first.map(Map.Entry::getKey);
    timer.ifPresent(due::remove);
    return timer;
  }
}
