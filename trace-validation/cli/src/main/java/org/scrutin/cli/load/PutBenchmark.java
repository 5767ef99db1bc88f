package org.scrutin.cli.load;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How many puts a second a cluster replicates, and how long each takes, without and with a trace.
 * Two clusters run beside each other, and are loaded in turn, in several rounds: so what else goes
 * on on the machine meets both alike.
 */
public final class PutBenchmark {

  /** The nodes' code is compiled before it counts. */
  private static final Duration MIN_WARM_UP = Duration.ofSeconds(2);

  private static final double[] PARTS = {0.5, 0.9, 0.99, 0.999, 1};

  private PutBenchmark() {}

  /**
   * What to do.
   *
   * @param command the class whose {@code main} starts a node
   * @param folder empty, for all files
   * @param nodes at least 3
   * @param clients how many at once, each at least 1; one after the other
   * @param time how long each is measured in each round
   * @param rounds at least 1
   * @param valueBytes at least 0
   */
  public record Settings(
      String command,
      Path folder,
      int nodes,
      List<Integer> clients,
      Duration time,
      int rounds,
      int valueBytes) {
    /** Keeps a copy. */
    public Settings {
      clients = List.copyOf(clients);
    }
  }

  /**
   * One half of a row.
   *
   * @param puts how many were answered in all rounds
   * @param putsPerSecond of all rounds together
   * @param p50Millis half of them took no longer than this; and so on
   * @param processorMicros of all nodes together, for each put
   * @param failed how many were not answered
   */
  public record Side(
      int puts,
      double putsPerSecond,
      double p50Millis,
      double p90Millis,
      double p99Millis,
      double p999Millis,
      double maxMillis,
      double processorMicros,
      int failed) {}

  /**
   * For so many clients.
   *
   * @param slower the throughput with a trace over that without, in each round
   * @param dearer the processor time for a put with a trace over that without, in each round
   */
  public record Row(
      int clients, Side untraced, Side traced, List<Double> slower, List<Double> dearer) {

    /** The median of the rounds, if each round had puts on both sides. */
    public static Optional<Double> median(List<Double> ratios) {
      if (ratios.isEmpty()) {
        return Optional.empty();
      }
      List<Double> sorted = ratios.stream().sorted().toList();
      int middle = sorted.size() / 2;
      return Optional.of(
          sorted.size() % 2 == 1
              ? sorted.get(middle)
              : (sorted.get(middle - 1) + sorted.get(middle)) / 2);
    }
  }

  /**
   * Runs.
   *
   * @param progress is told what is done now, a line
   */
  public static List<Row> run(Settings settings, Consumer<String> progress)
      throws IOException, InterruptedException {
    try (LoadedCluster untraced =
            LoadedCluster.start(settings, settings.folder().resolve("untraced"), false);
        LoadedCluster traced =
            LoadedCluster.start(settings, settings.folder().resolve("traced"), true)) {
      Thread hook =
          new Thread(
              () -> {
                untraced.stopNodes();
                traced.stopNodes();
              },
              "shutdown");
      Runtime.getRuntime().addShutdownHook(hook);
      try {
        return measure(settings, untraced, traced, progress);
      } finally {
        Runtime.getRuntime().removeShutdownHook(hook);
      }
    }
  }

  private static List<Row> measure(
      Settings settings, LoadedCluster untraced, LoadedCluster traced, Consumer<String> progress)
      throws InterruptedException {
    progress.accept("clients are connected; warming up");
    Duration warmUp = settings.time().compareTo(MIN_WARM_UP) > 0 ? settings.time() : MIN_WARM_UP;
    int most = settings.clients().stream().mapToInt(Integer::intValue).max().orElseThrow();
    untraced.run(most, warmUp);
    traced.run(most, warmUp);
    List<Row> rows = new ArrayList<>();
    for (int clients : settings.clients()) {
      List<LoadedCluster.Phase> without = new ArrayList<>();
      List<LoadedCluster.Phase> with = new ArrayList<>();
      for (int round = 0; round < settings.rounds(); round++) {
        progress.accept(clients + " clients, round " + (round + 1) + " of " + settings.rounds());
        // Now the one is first, now the other.
        if (round % 2 == 0) {
          without.add(untraced.run(clients, settings.time()));
        }
        with.add(traced.run(clients, settings.time()));
        if (round % 2 == 1) {
          without.add(untraced.run(clients, settings.time()));
        }
      }
      rows.add(row(clients, without, with, settings.time()));
    }
    return rows;
  }

  private static Row row(
      int clients,
      List<LoadedCluster.Phase> without,
      List<LoadedCluster.Phase> with,
      Duration time) {
    List<Double> slower = new ArrayList<>();
    List<Double> dearer = new ArrayList<>();
    for (int round = 0; round < without.size(); round++) {
      List<LoadedCluster.Phase> one = List.of(without.get(round));
      List<LoadedCluster.Phase> other = List.of(with.get(round));
      if (one.get(0).puts() > 0 && other.get(0).puts() > 0) {
        slower.add((double) other.get(0).puts() / one.get(0).puts());
        dearer.add(side(other, time).processorMicros() / side(one, time).processorMicros());
      }
    }
    return new Row(clients, side(without, time), side(with, time), slower, dearer);
  }

  private static Side side(List<LoadedCluster.Phase> phases, Duration time) {
    Latencies latencies =
        Latencies.of(phases.stream().flatMap(phase -> phase.times().stream()).toList());
    double[] millis = new double[PARTS.length];
    for (int i = 0; i < PARTS.length; i++) {
      millis[i] = latencies.within(PARTS[i]) / 1e6;
    }
    double seconds = phases.size() * (time.toNanos() / 1e9);
    double busy = 0; // What the nodes used in the time that was measured.
    for (LoadedCluster.Phase phase : phases) {
      busy += (double) phase.processor().toNanos() / phase.whole().toNanos() * time.toNanos();
    }
    return new Side(
        latencies.count(),
        latencies.count() / seconds,
        millis[0],
        millis[1],
        millis[2],
        millis[3],
        millis[4],
        busy / 1e3 / Math.max(1, latencies.count()),
        phases.stream().mapToInt(LoadedCluster.Phase::failed).sum());
  }
}
