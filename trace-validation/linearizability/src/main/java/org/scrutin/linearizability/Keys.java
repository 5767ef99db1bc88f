package org.scrutin.linearizability;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Judges a history key by key, where it says its keys apart and the model knows none. */
final class Keys {

  private Keys() {}

  /** Whether its values say a key that the model would take for a part of them. */
  static boolean unknownTo(Model<?> model, History history) {
    return history.keyed() && !(model instanceof KeyValue);
  }

  /** All operations, with their values alone. */
  static List<Operation> without(History history) {
    return history.byKey().values().stream().flatMap(part -> part.operations().stream()).toList();
  }

  /**
   * The first violation, or else the first part of which nothing is known; the limits hold for all.
   */
  static <S> Verdict check(Model<S> model, Limits limits, History history) {
    long begun = System.nanoTime();
    Stats stats = new Stats(history.size(), 0, 0, 0);
    Optional<String> unknown = Optional.empty();
    for (History part : history.byKey().values()) {
      Duration rest = limits.time().minusNanos(System.nanoTime() - begun);
      boolean over = rest.isNegative() || rest.isZero();
      Limits left = limits.withTime(over ? Duration.ofNanos(1) : rest);
      Verdict verdict = new LinearizabilityChecker<>(model, left).check(part);
      stats = sum(stats, verdict.stats());
      if (verdict instanceof Verdict.NotLinearizable not) {
        return new Verdict.NotLinearizable(not.failure(), stats);
      }
      if (verdict instanceof Verdict.Unknown some && unknown.isEmpty()) {
        unknown = Optional.of(some.reason());
      }
    }
    return unknown.isPresent()
        ? new Verdict.Unknown(unknown.get(), stats)
        : new Verdict.Linearizable(stats);
  }

  private static Stats sum(Stats a, Stats b) {
    return new Stats(
        a.operations(),
        a.parts() + b.parts(),
        a.configurations() + b.configurations(),
        a.nanos() + b.nanos());
  }
}
