package org.scrutin.replay.shrink;

/** What shrinking has cost so far, and whether it may cost more. */
final class Effort {

  private final TraceShrinker.Limits limits;
  private final long started = System.nanoTime();
  private long events;
  private int trials;

  Effort(TraceShrinker.Limits limits) {
    this.limits = limits;
  }

  void replayed(long more) {
    events += more;
  }

  void tried() {
    trials++;
  }

  int trials() {
    return trials;
  }

  boolean isOver() {
    return events >= limits.events() || System.nanoTime() - started >= limits.time().toNanos();
  }
}
