package org.scrutin.fuzz;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.scrutin.simulation.weather.Disturbance;
import org.scrutin.simulation.weather.Schedule;

/**
 * Generates schedules that shrink: towards fewer, earlier and shorter disturbances.
 *
 * @param nodes how many nodes there are, at least 2
 * @param unit the grain of all times, in microseconds
 */
record Schedules(int nodes, long unit) {

  private static final int MOST_DISTURBANCES = 8;
  private static final int LATEST = 150;
  private static final int LONGEST = 60;
  private static final int LAST_MESSAGE = 60;

  /** Whatever can befall a run in rough weather. */
  Arbitrary<Schedule> rough() {
    return schedule(
        Arbitraries.oneOf(
            crashes(1), pauses(), cuts(), partitions(), drifts(), losses(), doubles(), delays()));
  }

  /**
   * Crashes only.
   *
   * @param least how long a node stays down at least, in microseconds
   */
  Arbitrary<Schedule> crashesOnly(long least) {
    return schedule(crashes(Math.floorDiv(least, unit) + 1));
  }

  private static Arbitrary<Schedule> schedule(Arbitrary<? extends Disturbance> disturbances) {
    return disturbances
        .list()
        .ofMaxSize(MOST_DISTURBANCES)
        .map(list -> new Schedule(List.copyOf(list)));
  }

  private Arbitrary<Disturbance> crashes(long least) {
    return Combinators.combine(node(), time(0, LATEST), time(least, least + LONGEST))
        .as(Disturbance.Crash::new);
  }

  private Arbitrary<Disturbance> pauses() {
    return Combinators.combine(node(), time(0, LATEST), time(1, LONGEST))
        .as(Disturbance.Pause::new);
  }

  private Arbitrary<Disturbance> cuts() {
    Arbitrary<Integer> further = Arbitraries.integers().between(1, nodes - 1);
    return Combinators.combine(node(), further, time(0, LATEST), time(1, LONGEST))
        .as(
            (from, hops, at, duration) ->
                new Disturbance.Cut(from, 1 + (from - 1 + hops) % nodes, at, duration));
  }

  private Arbitrary<Disturbance> partitions() {
    Arbitrary<List<Integer>> group =
        node().set().ofMinSize(1).ofMaxSize(nodes - 1).map(set -> set.stream().sorted().toList());
    return Combinators.combine(group, time(0, LATEST), time(1, LONGEST))
        .as(Disturbance.Partition::new);
  }

  private Arbitrary<Disturbance> drifts() {
    Arbitrary<Integer> tenths = Arbitraries.integers().between(5, 20).shrinkTowards(10);
    return Combinators.combine(node(), tenths)
        .as((node, rate) -> new Disturbance.Drift(node, rate / 10.0));
  }

  private Arbitrary<Disturbance> losses() {
    return message().map(Disturbance.Lose::new);
  }

  private Arbitrary<Disturbance> doubles() {
    return message().map(Disturbance.Twice::new);
  }

  private Arbitrary<Disturbance> delays() {
    return Combinators.combine(message(), time(1, LONGEST)).as(Disturbance.Delay::new);
  }

  private Arbitrary<Integer> node() {
    return Arbitraries.integers().between(1, nodes);
  }

  private static Arbitrary<Long> message() {
    return Arbitraries.longs().between(1, LAST_MESSAGE);
  }

  private Arbitrary<Long> time(long least, long most) {
    return Arbitraries.longs().between(least, most).shrinkTowards(least).map(n -> n * unit);
  }
}
