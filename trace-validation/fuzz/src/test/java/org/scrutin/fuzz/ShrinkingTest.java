package org.scrutin.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.RandomGenerator;
import net.jqwik.api.Shrinkable;
import org.scrutin.fuzz.faults.BullyFaults;
import org.scrutin.replay.Verdict;
import org.scrutin.simulation.Algorithm;
import org.scrutin.simulation.weather.Disturbance;

/** A schedule that shows a fault shrinks to what is needed to show it. */
class ShrinkingTest {

  private static final int TRIES = 200;
  private static final int LONG_STORY = 5;

  @Example
  void aCoreThatForgetsItsEpochIsToldAsOneCrash() {
    try (Replays replays = new Replays()) {
      Algorithm faulty = BullyFaults.forgetsItsEpoch();
      Shrinkable<Trial> simplest = simplest(replays, failing(replays, Trials.rough(faulty)));
      assertThat(simplest.value().schedule().disturbances())
          .as(simplest.value().toString())
          .singleElement()
          .isInstanceOf(Disturbance.Crash.class);
      assertThat(simplest.value().command())
          .matches(
              "./scrutin run bully --nodes 3 --seed \\d+ --steps 300 --faults none"
                  + " --schedule \"crash n\\d at \\d+ms for \\d+ms\""
                  + " --trace t.ndjson && ./scrutin validate t.ndjson");
    }
  }

  /** The first random trial with a long schedule that is rejected. */
  private static Shrinkable<Trial> failing(Replays replays, Arbitrary<Trial> trials) {
    RandomGenerator<Trial> generator = trials.generator(TRIES);
    Random random = new Random(1);
    for (int i = 0; i < TRIES; i++) {
      Shrinkable<Trial> drawn = generator.next(random);
      if (drawn.value().schedule().disturbances().size() >= LONG_STORY && fails(replays, drawn)) {
        return drawn;
      }
    }
    throw new AssertionError("no random trial shows the fault");
  }

  /** Takes the first simpler trial that still fails, until there is none. */
  private static Shrinkable<Trial> simplest(Replays replays, Shrinkable<Trial> failing) {
    Shrinkable<Trial> simplest = failing;
    Optional<Shrinkable<Trial>> simpler = Optional.of(failing);
    while (simpler.isPresent()) {
      simplest = simpler.get();
      simpler = simplest.shrink().filter(candidate -> fails(replays, candidate)).findFirst();
    }
    return simplest;
  }

  private static boolean fails(Replays replays, Shrinkable<Trial> trial) {
    return replays.verdict(trial.value()) instanceof Verdict.Rejected;
  }
}
