package org.scrutin.modelcheck;

import java.time.Duration;
import java.util.Optional;
import org.scrutin.modelcheck.tlc.Behaviours;

/**
 * What TLC found in random behaviours of a model.
 *
 * @param model its name
 * @param verdict {@link Verdict.Holds} says of these behaviours only that no property is violated
 * @param behaviours which
 * @param states states generated, with repetitions
 * @param duration wall-clock time, with loading and parsing
 * @param counterexample not the shortest one
 */
public record SimulationResult(
    String model,
    Verdict verdict,
    Behaviours behaviours,
    long states,
    Duration duration,
    Optional<Counterexample> counterexample) {

  /** As the manifest has it. */
  public Simulated measured() {
    return new Simulated(behaviours, states);
  }
}
