package org.scrutin.node.transport;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;

/** Counts what comes and goes. Thread-safe. */
final class Counters {

  private final Logger log;
  private final LongAdder sent = new LongAdder();
  private final LongAdder received = new LongAdder();
  private final LongAdder dropped = new LongAdder();
  private final AtomicLong refused = new AtomicLong();

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

  /** Somebody is turned away. Only the 1st, 2nd, 4th, 8th, … is told of: they may be many. */
  void refused(Object from, String why) {
    long count = refused.incrementAndGet();
    if (Long.bitCount(count) == 1) {
      log.warn("refused a connection of {}: {} ({} refused so far)", from, why, count);
    }
  }

  Transport.Traffic traffic() {
    return new Transport.Traffic(sent.sum(), received.sum(), dropped.sum(), refused.get());
  }
}
