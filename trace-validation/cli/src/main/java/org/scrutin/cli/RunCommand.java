package org.scrutin.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.scrutin.fuzz.ClientHistories;
import org.scrutin.fuzz.Run;
import org.scrutin.protocol.NodeId;
import org.scrutin.simulation.Algorithm;
import org.scrutin.simulation.ClientCall;
import org.scrutin.simulation.RunReport;
import org.scrutin.simulation.weather.Fault;
import org.scrutin.simulation.weather.Schedule;
import org.scrutin.simulation.weather.Weather;
import org.scrutin.trace.BackgroundOutputStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code scrutin run}: one simulated run. */
@Command(
    name = "run",
    description = "Make one simulated run. The same options give the same trace, byte for byte.",
    mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {

  /** More nodes than this make no readable trace, and a slow one. */
  private static final int MAX_NODES = 101;

  private static final int DEFAULT_NODES = 5;

  /** Random schedules are drawn beforehand, for all of a run: memory is finite. */
  private static final long MAX_STEPS = 10_000_000;

  @Spec private CommandSpec spec;
  @Mixin private Output output;

  @Parameters(
      paramLabel = "ALGORITHM",
      converter = AlgorithmName.class,
      completionCandidates = AlgorithmName.class,
      description = "One of ${COMPLETION-CANDIDATES}.")
  private Algorithm algorithm;

  @Option(names = "--nodes", description = "2 to 101; 5 without it, or as many as in --ring.")
  private Optional<Integer> nodes;

  @Option(names = "--seed", defaultValue = "42", description = "${DEFAULT-VALUE} if not given.")
  private long seed;

  @Option(
      names = "--steps",
      defaultValue = "1000",
      description = "Steps of the protocol; ${DEFAULT-VALUE}.")
  private long steps;

  @Option(
      names = "--faults",
      description =
          "Of crash, partition, loss, duplicate, reorder, delay, pause, clock, disk, between commas;"
              + " or all; or none. Without it: the algorithm's own assumptions, with crashes.")
  private Optional<String> faults;

  @Option(names = "--phi", description = "Detect failures by phi accrual, not by a time-out.")
  private boolean phi;

  @Option(
      names = "--schedule",
      paramLabel = "STORY",
      description =
          "What befalls the run, instead of what the seed draws: 'crash n3 at 120ms for 400ms;"
              + " lose #17'.")
  private Optional<String> story;

  @Option(
      names = "--ring",
      paramLabel = "N",
      split = ",",
      description = "The nodes in the order of the ring: 3,1,2. Without it: by number.")
  private List<Integer> ring = List.of();

  @Option(names = "--trace", paramLabel = "FILE", description = "Where the trace goes.")
  private Optional<Path> trace;

  @Option(
      names = "--histories",
      paramLabel = "FOLDER",
      description = "Where the histories of the run's clients go, one for each service.")
  private Optional<Path> histories;

  @Option(names = "--stats", description = "Print how fast the simulator was.")
  private boolean stats;

  @Option(
      names = "--repeat",
      paramLabel = "N",
      defaultValue = "1",
      description = "Make the run N times; --stats tells of the fastest.")
  private int repeat;

  @Override
  public Integer call() throws IOException {
    if (steps < 1 || steps > MAX_STEPS) {
      throw bad("--steps must be from 1 to " + MAX_STEPS + ", not " + steps);
    }
    if (repeat < 1) {
      throw bad("--repeat must be at least 1, not " + repeat);
    }
    Run run = run();
    RunReport report;
    long fastest = Long.MAX_VALUE;
    int runs = 0;
    do {
      long started = System.nanoTime();
      try {
        report = simulate(run);
      } catch (AssertionError broken) {
        spec.commandLine().getOut().println("a core broke an invariant: " + broken.getMessage());
        return ExitCode.VIOLATION;
      }
      fastest = Math.min(fastest, System.nanoTime() - started);
      runs++;
    } while (runs < repeat);
    ClientHistories.Found clients = ClientHistories.check(report.calls());
    PrintWriter out = spec.commandLine().getOut();
    if (output.isJson()) {
      Output.print(out, json(run, report, clients));
    } else {
      RunSummary.print(out, algorithm, run.ring().size(), seed, report);
      RunSummary.printClients(out, clients);
      if (stats) {
        RunSummary.printSpeed(out, report, fastest, runs);
      }
      trace.ifPresent(
          file -> out.println("trace: " + file + " (check it: scrutin validate " + file + ")"));
    }
    List<ClientCall> calls = report.calls();
    return Failures.writing(code(report, clients), spec.commandLine(), () -> save(calls));
  }

  private static int code(RunReport report, ClientHistories.Found clients) {
    if (report.brokenPromise().isPresent() || clients.broken().isPresent()) {
      return ExitCode.VIOLATION;
    }
    return clients.unknown().isPresent() ? ExitCode.UNDECIDED : ExitCode.HOLDS;
  }

  private void save(List<ClientCall> calls) throws IOException {
    if (histories.isPresent()) {
      List<String> commands = ClientFiles.write(histories.get(), "", calls);
      if (!output.isJson()) {
        PrintWriter out = spec.commandLine().getOut();
        commands.forEach(command -> out.println("clients: " + command));
        if (commands.isEmpty()) {
          out.println("clients: none, so there is no history");
        }
      }
    }
  }

  private Run run() {
    try {
      return new Run(algorithm, order(), weather(), story.map(Schedule::parse), seed, steps);
    } catch (IllegalArgumentException e) {
      throw bad(e.getMessage());
    }
  }

  private List<NodeId> order() {
    int count = nodes.orElse(ring.isEmpty() ? DEFAULT_NODES : ring.size());
    if (count < 2 || count > MAX_NODES) {
      throw bad((ring.isEmpty() ? "--nodes" : "--ring") + " must be 2 to 101 nodes, not " + count);
    }
    List<NodeId> byNumber = Run.ring(count, 0);
    if (ring.isEmpty()) {
      return byNumber;
    }
    if (ring.size() != count) {
      throw bad(
          "--nodes " + count + " contradicts --ring with " + ring.size() + "; leave --nodes away");
    }
    List<NodeId> order = ring.stream().map(NodeId::of).toList();
    if (!order.containsAll(byNumber)) {
      throw bad("--ring must name each node from 1 to " + count + " once, such as 3,1,2");
    }
    return order;
  }

  private Weather weather() {
    Weather weather = faults.map(RunCommand::rough).orElse(algorithm.assumedWeather());
    if (phi && weather.synchronous()) {
      throw bad(
          "--phi contradicts the perfect failure detection that "
              + algorithm.name()
              + " assumes; say --faults too, if only --faults none");
    }
    return phi ? weather.withPhiAccrual() : weather;
  }

  private static Weather rough(String names) {
    return switch (names.strip()) {
      case "all" -> Weather.rough(Fault.all());
      case "none" -> Weather.rough(Set.of());
      default -> Weather.rough(Fault.parse(names));
    };
  }

  private RunReport simulate(Run run) throws IOException {
    try {
      if (trace.isEmpty()) {
        return run.simulate();
      }
      return run.simulate(new BackgroundOutputStream(Files.newOutputStream(trace.get())));
    } catch (java.nio.file.FileSystemException e) {
      throw bad("--trace: cannot write " + e.getFile());
    } catch (IllegalArgumentException e) {
      throw bad(e.getMessage());
    }
  }

  private ParameterException bad(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private Map<String, Object> json(Run run, RunReport report, ClientHistories.Found clients) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("algorithm", algorithm.name());
    json.put("nodes", run.ring().size());
    json.put("seed", seed);
    json.put("report", report);
    json.put("clients", clients);
    trace.ifPresent(file -> json.put("trace", file.toString()));
    return json;
  }
}
