package org.scrutin.fuzz;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Optional;
import org.scrutin.protocol.NodeId;
import org.scrutin.simulation.Algorithm;
import org.scrutin.simulation.RunReport;
import org.scrutin.simulation.weather.Schedule;
import org.scrutin.simulation.weather.Weather;

/**
 * Everything that decides a run, short enough to be told.
 *
 * @param ring the numbers of the nodes, in the order of the ring
 * @param steps how many steps the run may have, at least 1
 */
record Trial(
    Algorithm algorithm,
    List<Integer> ring,
    Weather weather,
    Schedule schedule,
    long seed,
    int steps) {

  /** What came of a trial. */
  record Outcome(RunReport report, ByteArrayOutputStream written) {
    byte[] trace() {
      return written.toByteArray();
    }
  }

  Trial {
    ring = List.copyOf(ring);
  }

  Trial with(Algorithm other) {
    return new Trial(other, ring, weather, schedule, seed, steps);
  }

  Trial withSeed(long other) {
    return new Trial(algorithm, ring, weather, schedule, other, steps);
  }

  /** The run that this is. */
  private Run toRun() {
    List<NodeId> nodes = ring.stream().map(NodeId::of).toList();
    return new Run(algorithm, nodes, weather, Optional.of(schedule), seed, steps);
  }

  /**
   * Runs it.
   *
   * @throws AssertionError if a core breaks an invariant of its own
   */
  Outcome run() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    return new Outcome(toRun().simulate(bytes), bytes);
  }

  /** The command that runs it again. */
  String command() {
    return toRun().command();
  }

  @Override
  public String toString() {
    return algorithm.title()
        + (weather.synchronous() ? " in honest weather" : " in rough weather")
        + ", ring "
        + ring
        + ", seed "
        + seed
        + ": "
        + (schedule.disturbances().isEmpty() ? "nothing befalls it" : schedule.story());
  }
}
