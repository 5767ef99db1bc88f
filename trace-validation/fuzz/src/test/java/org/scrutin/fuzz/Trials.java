package org.scrutin.fuzz;

import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.scrutin.simulation.Algorithm;
import org.scrutin.simulation.weather.Schedule;
import org.scrutin.simulation.weather.Weather;

/** Generates trials of 3 to 5 nodes, with two orders of the ring for each number of nodes. */
final class Trials {

  private static final int STEPS = 300;
  private static final long GRAIN_MICROS = 10_000;

  private Trials() {}

  /** Nothing happens but what the schedule says, yet no time-out can be relied on. */
  static Arbitrary<Trial> rough(Algorithm algorithm) {
    Weather weather = Weather.rough(Set.of());
    return nodes()
        .flatMap(n -> trials(algorithm, n, weather, new Schedules(n, GRAIN_MICROS).rough()));
  }

  /** The assumptions of textbooks, and crashes. */
  static Arbitrary<Trial> honest(Algorithm algorithm) {
    Weather weather = Weather.honest();
    return nodes()
        .flatMap(
            n ->
                trials(
                    algorithm,
                    n,
                    weather,
                    new Schedules(n, GRAIN_MICROS).crashesOnly(weather.minDowntime())));
  }

  private static Arbitrary<Integer> nodes() {
    return Arbitraries.integers().between(3, 5);
  }

  private static Arbitrary<Trial> trials(
      Algorithm algorithm, int nodes, Weather weather, Arbitrary<Schedule> schedules) {
    Arbitrary<Long> seeds = Arbitraries.longs().between(1, 1_000_000);
    return Combinators.combine(Arbitraries.of(rings(nodes)), schedules, seeds)
        .as((ring, schedule, seed) -> new Trial(algorithm, ring, weather, schedule, seed, STEPS));
  }

  private static List<List<Integer>> rings(int nodes) {
    return switch (nodes) {
      case 3 -> List.of(List.of(1, 2, 3), List.of(3, 2, 1));
      case 4 -> List.of(List.of(1, 2, 3, 4), List.of(2, 4, 1, 3));
      default -> List.of(List.of(1, 2, 3, 4, 5), List.of(3, 5, 1, 4, 2));
    };
  }
}
