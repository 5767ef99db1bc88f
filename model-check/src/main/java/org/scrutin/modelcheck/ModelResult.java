package org.scrutin.modelcheck;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What TLC found out about a model.
 *
 * @param model its name
 * @param verdict what came out
 * @param distinct different states
 * @param generated states generated, with repetitions
 * @param depth the longest distance from an initial state that was explored, counted in states; 0
 *     if it was not measured, as in a run on several machines
 * @param duration wall-clock time, with loading and parsing
 * @param counterexample present if a property is violated or a deadlock is reached
 * @param coverage one entry for each action of the next-state relation, if asked for
 */
public record ModelResult(
    String model,
    Verdict verdict,
    long distinct,
    long generated,
    int depth,
    Duration duration,
    Optional<Counterexample> counterexample,
    List<ActionCoverage> coverage) {

  public ModelResult {
    coverage = List.copyOf(coverage);
  }

  /** The result of a model of which nothing was found out. */
  static ModelResult without(String model, Verdict verdict, Duration duration) {
    return new ModelResult(model, verdict, 0, 0, 0, duration, Optional.empty(), List.of());
  }

  /** How far it was explored, as the manifest has it. */
  public Reached reached() {
    return new Reached(duration.toSeconds(), distinct, generated, depth);
  }

  /** Its size, as the manifest pins it. */
  public Pinned measured() {
    return new Pinned(distinct, generated, depth, counterexample.map(Counterexample::length));
  }
}
