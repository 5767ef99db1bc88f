package org.scrutin.node.transport;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;

/** Counts what comes and goes. Thread-safe. */
final class Counters {

  private static final int MAX_REASONS = 100;

  private final Logger log;
  private final LongAdder sent = new LongAdder();
  private final LongAdder received = new LongAdder();
  private final LongAdder dropped = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private final Map<String, Long> reasons = new HashMap<>();

  Counters(Logger log) {
    this.log = log;
  }

  void sent() {
    sent.increment();
  }

  void received() {
    received.increment();
  }

  void dropped(long messages) {
    dropped.add(messages);
  }

  /** Somebody whom we have called is not who we want. */
  void refused() {
    refused.increment();
  }

  /**
   * Somebody is turned away. For each reason only the 1st, 2nd, 4th, 8th, … is told of: they may be
   * many.
   */
  void refused(Object from, String why) {
    refused.increment();
    long count = count(why);
    if (Long.bitCount(count) == 1) {
      log.warn("refused a connection of {}: {} ({} refused so)", from, why, count);
    }
  }

  /** Strangers make up reasons as they like; what is beyond the limit counts as one. */
  private synchronized long count(String why) {
    String key = reasons.size() < MAX_REASONS || reasons.containsKey(why) ? why : "";
    return reasons.merge(key, 1L, Long::sum);
  }

  Transport.Traffic traffic() {
    return new Transport.Traffic(sent.sum(), received.sum(), dropped.sum(), refused.sum());
  }
}
