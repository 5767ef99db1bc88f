package org.scrutin.fuzz;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.scrutin.protocol.NodeId;
import org.scrutin.replay.Options;
import org.scrutin.replay.TraceReader;
import org.scrutin.replay.Validators;
import org.scrutin.replay.Verdict;
import org.scrutin.simulation.Algorithm;
import org.scrutin.simulation.RunReport;
import org.scrutin.simulation.Simulation;
import org.scrutin.simulation.weather.Fault;
import org.scrutin.simulation.weather.Schedule;
import org.scrutin.simulation.weather.Weather;
import org.scrutin.trace.TraceWriter;

/**
 * One simulated run: everything that decides it. The same record gives the same trace.
 *
 * @param ring all nodes, in the order of the ring
 * @param schedule what befalls the run; without one, the seed draws it from the weather
 * @param steps the run ends after so many steps of the cores
 */
public record Run(
    Algorithm algorithm,
    List<NodeId> ring,
    Weather weather,
    Optional<Schedule> schedule,
    long seed,
    long steps) {

  /** Random schedules are drawn for at least a minute of virtual time. */
  private static final long MIN_MICROS = 60_000_000L;

  /** Virtual time for each step: no protocol is so idle that it takes fewer. */
  private static final long MICROS_A_STEP = 500_000L;

  public Run {
    ring = List.copyOf(ring);
  }

  /**
   * The nodes 1 to n in the order of the ring that the variant chooses.
   *
   * @param variant 0 is the order of the numbers; each other one shuffles it anew
   */
  public static List<NodeId> ring(int nodes, long variant) {
    List<NodeId> ring = new ArrayList<>();
    for (int node = 1; node <= nodes; node++) {
      ring.add(NodeId.of(node));
    }
    if (variant != 0) {
      Collections.shuffle(ring, new Random(variant));
    }
    return ring;
  }

  /**
   * What a run was, and how it was judged.
   *
   * @param report empty where a core broke an invariant of its own, which ends the run
   * @param replayed what replay says of its trace; empty likewise
   * @param clientOperations operations of clients that were checked for linearizability
   * @param broken what cannot be, apart from replay: an invariant of a core, a promise to a client,
   *     or a history of clients that is not linearizable
   */
  public record Judged(
      Optional<RunReport> report,
      Optional<Verdict> replayed,
      int clientOperations,
      Optional<String> broken) {

    /** Whether nothing is wrong with it, and all was decided. */
    public boolean conforms() {
      return broken.isEmpty() && replayed.filter(Verdict.Conforms.class::isInstance).isPresent();
    }

    /** Whether it cannot be said. */
    public boolean undecided() {
      return broken.isEmpty() && replayed.filter(Verdict.Undecided.class::isInstance).isPresent();
    }

    /** Why it does not conform, for people; empty if it does. */
    public String why() {
      String replay = replayed.map(Judged::why).orElse("");
      return broken.map(seen -> replay.isEmpty() ? seen : seen + "\n" + replay).orElse(replay);
    }

    private static String why(Verdict verdict) {
      if (verdict instanceof Verdict.Rejected rejected) {
        return rejected.rejection().text();
      }
      return verdict instanceof Verdict.Undecided undecided ? undecided.reason() : "";
    }
  }

  /** Simulates the run; its trace goes to the stream, which is closed. */
  public RunReport simulate(OutputStream out) {
    try (TraceWriter trace = TraceWriter.to(out, algorithm.header(ring, weather, seed))) {
      return simulate(Optional.of(trace));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Simulates the run without a trace. */
  public RunReport simulate() {
    return simulate(Optional.empty());
  }

  private RunReport simulate(Optional<TraceWriter> trace) {
    Random random = new Random(seed);
    // A protocol may have nothing left to do: then this ends the run.
    long limit = Math.max(MIN_MICROS, Math.multiplyExact(steps, MICROS_A_STEP));
    Schedule befalls = schedule.orElseGet(() -> weather.schedule(ring.size(), limit, random));
    return Simulation.of(algorithm, ring, weather, befalls, random, trace).run(steps, limit);
  }

  /**
   * The command that makes this run again, byte for byte, and judges it. A core with a fault in it
   * has the name of the right one, and its command runs that.
   *
   * @throws IllegalStateException if no option of the command makes such weather
   */
  public String command() {
    List<NodeId> byNumber = ring(ring.size(), 0);
    String order = ring.stream().map(node -> "" + node.value()).collect(Collectors.joining(","));
    return "./scrutin run "
        + algorithm.name()
        + (ring.equals(byNumber) ? " --nodes " + ring.size() : " --ring " + order)
        + " --seed "
        + seed
        + " --steps "
        + steps
        + climate()
        + schedule.map(told -> " --schedule \"" + told.story() + '"').orElse("")
        + " --trace t.ndjson && ./scrutin validate t.ndjson";
  }

  private String climate() {
    if (weather.equals(algorithm.assumedWeather())) {
      return "";
    }
    Set<Fault> kinds = weather.faults();
    String names =
        kinds.equals(Fault.all())
            ? "all"
            : kinds.stream()
                .sorted()
                .map(fault -> fault.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(","));
    Weather rough = Weather.rough(kinds);
    if (!weather.equals(weather.phiAccrual() ? rough.withPhiAccrual() : rough)) {
      throw new IllegalStateException("no option makes this weather: " + weather);
    }
    return " --faults "
        + (kinds.isEmpty() ? "none" : names)
        + (weather.phiAccrual() ? " --phi" : "");
  }

  /**
   * Simulates the run, checks what its clients saw, and replays its trace, without a file.
   * Undecided, too, where it cannot be said whether what clients saw is linearizable.
   */
  public Judged judge(Validators validators, Options options) {
    ByteArrayOutputStream trace = new ByteArrayOutputStream(1 << 16);
    RunReport done;
    try {
      done = simulate(trace);
    } catch (AssertionError broken) {
      return new Judged(
          Optional.empty(), Optional.empty(), 0, Optional.of(String.valueOf(broken.getMessage())));
    }
    ClientHistories.Found found = ClientHistories.check(done.calls());
    Verdict replayed = withClients(replay(trace.toByteArray(), validators, options), found);
    return new Judged(
        Optional.of(done),
        Optional.of(replayed),
        found.operations(),
        ClientHistories.all(
            Stream.of(done.brokenPromise(), found.broken()).flatMap(Optional::stream).toList()));
  }

  private Verdict replay(byte[] trace, Validators validators, Options options) {
    String name = algorithm.name() + ", seed " + seed;
    try (TraceReader reader = new TraceReader(new ByteArrayInputStream(trace), name)) {
      return validators.of(reader.header()).validate(reader, name, options);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A run conforms only where its clients saw one truth. */
  static Verdict withClients(Verdict replayed, ClientHistories.Found found) {
    return replayed instanceof Verdict.Conforms && found.unknown().isPresent()
        ? new Verdict.Undecided(found.unknown().get(), replayed.stats())
        : replayed;
  }
}
