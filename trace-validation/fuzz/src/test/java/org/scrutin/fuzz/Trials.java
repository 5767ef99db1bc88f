package org.scrutin.fuzz;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.scrutin.simulation.Algorithm;
import org.scrutin.simulation.weather.Schedule;
import org.scrutin.simulation.weather.Weather;

/** Generates trials of 3 to 5 nodes; each ring more costs the loading of a specification. */
final class Trials {

  private static final int STEPS = 300;
  private static final long GRAIN_MICROS = 10_000;

  private Trials() {}

  /** Nothing happens but what the schedule says, yet no time-out can be relied on. */
  static Arbitrary<Trial> rough(Algorithm algorithm) {
    Weather weather = Weather.rough(Set.of());
    return nodes()
        .flatMap(
            n ->
                trials(
                    algorithm,
                    Arbitraries.of(inOrder(n), outOfOrder(n)),
                    weather,
                    new Schedules(n, GRAIN_MICROS).rough()));
  }

  /** The assumptions of textbooks, and crashes. */
  static Arbitrary<Trial> honest(Algorithm algorithm) {
    Weather weather = Weather.honest();
    return nodes()
        .flatMap(
            n ->
                trials(
                    algorithm,
                    Arbitraries.just(outOfOrder(n)),
                    weather,
                    new Schedules(n, GRAIN_MICROS).crashesOnly(weather.minDowntime())));
  }

  private static Arbitrary<Integer> nodes() {
    return Arbitraries.integers().between(3, 5);
  }

  private static Arbitrary<Trial> trials(
      Algorithm algorithm,
      Arbitrary<List<Integer>> rings,
      Weather weather,
      Arbitrary<Schedule> schedules) {
    Arbitrary<Long> seeds = Arbitraries.longs().between(1, 1_000_000);
    return Combinators.combine(rings, schedules, seeds)
        .as((ring, schedule, seed) -> new Trial(algorithm, ring, weather, schedule, seed, STEPS));
  }

  private static List<Integer> inOrder(int nodes) {
    return IntStream.rangeClosed(1, nodes).boxed().toList();
  }

  private static List<Integer> outOfOrder(int nodes) {
    return switch (nodes) {
      case 3 -> List.of(3, 2, 1);
      case 4 -> List.of(2, 4, 1, 3);
      default -> List.of(3, 5, 1, 4, 2);
    };
  }
}
