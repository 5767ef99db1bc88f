package org.scrutin.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.scrutin.protocol.NodeId;
import org.scrutin.simulation.Algorithm;
import org.scrutin.simulation.RunReport;
import org.scrutin.simulation.Simulation;
import org.scrutin.simulation.weather.Schedule;
import org.scrutin.simulation.weather.Weather;
import org.scrutin.trace.TraceWriter;

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

  /** No run takes longer, in microseconds of virtual time. */
  private static final long MOST_MICROS = 60_000_000;

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

  /**
   * Runs it.
   *
   * @throws AssertionError if a core breaks an invariant of its own
   */
  Outcome run() {
    List<NodeId> nodes = ring.stream().map(NodeId::of).toList();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      return new Outcome(report(nodes, bytes), bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private RunReport report(List<NodeId> nodes, OutputStream bytes) throws IOException {
    try (TraceWriter trace = TraceWriter.to(bytes, algorithm.header(nodes, weather, seed))) {
      return Simulation.of(
              algorithm, nodes, weather, schedule, new Random(seed), Optional.of(trace))
          .run(steps, MOST_MICROS);
    }
  }

  /** The command that runs it again. */
  String command() {
    String order = ring.stream().map(String::valueOf).collect(Collectors.joining(","));
    boolean inOrder = ring.equals(ring.stream().sorted().toList());
    return "./scrutin run "
        + algorithm.name()
        + (inOrder ? " --nodes " + ring.size() : " --ring " + order)
        + " --seed "
        + seed
        + " --steps "
        + steps
        + (weather.synchronous() ? " --faults crash" : "")
        + " --schedule \""
        + schedule.story()
        + "\" --trace t.ndjson && ./scrutin validate t.ndjson";
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
