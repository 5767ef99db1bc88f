package org.scrutin.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.scrutin.protocol.NodeId;
import org.scrutin.simulation.weather.Fault;
import org.scrutin.simulation.weather.Schedule;
import org.scrutin.simulation.weather.Weather;

/** Whom the failure detectors suspect, rightly or not. */
class FailureDetectionTest {

  private static final int NODES = 5;
  private static final int STEPS = 5_000;
  private static final long MICROS = 600_000_000;

  @Test
  void inHonestWeatherCrashedNodesAreSuspectedAndNobodyElse() {
    RunReport report = run(Algorithms.RING, Weather.honest());
    assertThat(report.suspicions()).isPositive();
    assertThat(report.falseSuspicions()).isZero();
  }

  @Test
  void lostPingsLeadToFalseSuspicionsOnly() {
    RunReport report = run(Algorithms.QUORUM_RING, Weather.rough(Set.of(Fault.LOSS)));
    assertThat(report.falseSuspicions()).isPositive().isEqualTo(report.suspicions());
  }

  @Test
  void phiAccrualSuspectsFalselyTooWhenPingsAreLost() {
    RunReport report =
        run(Algorithms.QUORUM_RING, Weather.rough(Set.of(Fault.LOSS)).withPhiAccrual());
    assertThat(report.falseSuspicions()).isPositive().isEqualTo(report.suspicions());
  }

  @Test
  void aPausedNodeIsSuspectedAndHeardOfAgainWhenItWakes() {
    RunReport report =
        run(
            Algorithms.QUORUM_RING,
            Weather.rough(Set.of()),
            Schedule.parse("pause n5 at 2s for 1s; pause n5 at 5s for 1s"));
    // All four others suspect it, twice: in between they have heard of it. Its own suspicions on
    // waking, when it has heard of nobody, are false.
    assertThat(report.suspicions() - report.falseSuspicions()).isEqualTo(8);
    assertThat(report.stable()).isTrue();
  }

  @Test
  void pingsAreCountedThoughFewAreEventsOfTheirOwn() {
    RunReport report = run(Algorithms.QUORUM_RING, Weather.rough(Set.of()), Schedule.NONE);
    assertThat(report.pings()).isGreaterThan(report.events());
  }

  private static RunReport run(Algorithm algorithm, Weather weather) {
    return run(algorithm, weather, weather.schedule(NODES, MICROS, new Random(1)));
  }

  private static RunReport run(Algorithm algorithm, Weather weather, Schedule schedule) {
    List<NodeId> ring = IntStream.rangeClosed(1, NODES).mapToObj(NodeId::of).toList();
    return Simulation.of(algorithm, ring, weather, schedule, new Random(2), Optional.empty())
        .run(STEPS, MICROS);
  }
}
