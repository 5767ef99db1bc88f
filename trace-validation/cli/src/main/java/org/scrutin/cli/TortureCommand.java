package org.scrutin.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.scrutin.cli.torture.Fault;
import org.scrutin.cli.torture.Finding;
import org.scrutin.cli.torture.Torture;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code scrutin torture}: a fault test of real nodes. */
@Command(
    name = "torture",
    description = {
      "Disturb real nodes on this machine while clients work, and judge what came of it.",
      "Histories are judged by the linearizability checker, traces by replay. docs/torture.md says more."
    },
    mixinStandardHelpOptions = true)
final class TortureCommand implements Callable<Integer> {

  private static final String NOT_CHECKED =
      "not checked: power failures, disks that lose what was synced, clocks that run apart";

  @Spec private CommandSpec spec;
  @Mixin private Output output;

  @Option(
      names = "--minutes",
      paramLabel = "N",
      defaultValue = "1",
      description = "How long faults are done, also a fraction; ${DEFAULT-VALUE} if not given.")
  private double minutes;

  @Option(
      names = "--nodes",
      paramLabel = "N",
      defaultValue = "3",
      description = "3 or 5; ${DEFAULT-VALUE} if not given.")
  private int nodes;

  @Option(
      names = "--algorithm",
      paramLabel = "NAME",
      defaultValue = "raft",
      description =
          "raft, quorum-bully or quorum-ring; the last two elect and have no log, so that there are"
              + " no clients. ${DEFAULT-VALUE} if not given.")
  private String algorithm;

  @Option(
      names = "--clients",
      paramLabel = "N",
      defaultValue = "4",
      description = "1 to 16; ${DEFAULT-VALUE} if not given.")
  private int clients;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "Which faults, on which nodes; not when exactly. Random if not given.")
  private Optional<Long> seed;

  @Option(
      names = "--faults",
      paramLabel = "FAULT",
      split = ",",
      description =
          "Of kill, pause, partition, one-way, delay, drop, slow-disk, full-disk, transfer,"
              + " membership, between commas; all if not given.")
  private List<String> names = List.of();

  @Option(
      names = "--replay-seconds",
      paramLabel = "N",
      defaultValue = "600",
      description = "How long the replay of the traces may take; ${DEFAULT-VALUE} if not given.")
  private int replaySeconds;

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      description = "An empty or new folder for all files; a temporary one if not given.")
  private Optional<Path> data;

  @Override
  public Integer call() throws IOException, InterruptedException {
    refuse(!(minutes > 0) || minutes > 1_000, "--minutes must be above 0 and at most 1000");
    refuse(nodes != 3 && nodes != 5, "--nodes must be 3 or 5, not " + nodes);
    HostedAlgorithm.check(algorithm, spec);
    refuse(clients < 1 || clients > 16, "--clients must be 1 to 16, not " + clients);
    refuse(replaySeconds < 1, "--replay-seconds must be at least 1, not " + replaySeconds);
    List<Fault> chosen = faults();
    Torture.Settings settings =
        new Torture.Settings(
            Scrutin.class.getName(),
            DataFolder.of(data, "scrutin-torture-", spec.commandLine()),
            algorithm,
            nodes,
            clients,
            Duration.ofMillis(Math.round(minutes * 60_000)),
            Duration.ofSeconds(replaySeconds),
            seed.orElseGet(() -> System.nanoTime() & 0xFFFFFF),
            chosen);
    PrintWriter err = spec.commandLine().getErr();
    boolean watched = Boolean.getBoolean("scrutin.terminal") && !output.isJson();
    Consumer<String> progress = watched ? err::println : line -> {};
    Torture.Result result = Torture.run(settings, progress);
    if (output.isJson()) {
      Output.print(spec.commandLine().getOut(), json(settings, result));
    } else {
      print(settings, result);
    }
    return exitCode(result.findings());
  }

  private void refuse(boolean wrong, String what) {
    if (wrong) {
      throw new ParameterException(spec.commandLine(), what);
    }
  }

  private List<Fault> faults() {
    List<Fault> faults = new ArrayList<>();
    for (String name : names) {
      Optional<Fault> fault = Fault.named(name);
      refuse(
          fault.isEmpty(),
          "--faults: '"
              + name
              + "' is none of "
              + String.join(", ", Stream.of(Fault.values()).map(Fault::word).toList()));
      refuse(
          fault.get().needsLog() && !algorithm.equals("raft"),
          "--faults: '" + name + "' needs a log, which " + algorithm + " has not; leave it away");
      faults.add(fault.get());
    }
    return faults.isEmpty()
        ? Stream.of(Fault.values())
            .filter(fault -> algorithm.equals("raft") || !fault.needsLog())
            .toList()
        : faults.stream().distinct().toList();
  }

  /** A violation is worse than an undecided check, and that worse than one that holds. */
  static int exitCode(List<Finding> findings) {
    boolean violated = findings.stream().anyMatch(one -> one.verdict() == Finding.Kind.VIOLATED);
    boolean holds = findings.stream().allMatch(one -> one.verdict() == Finding.Kind.HOLDS);
    return violated ? ExitCode.VIOLATION : holds ? ExitCode.HOLDS : ExitCode.UNDECIDED;
  }

  private static Map<String, Object> json(Torture.Settings settings, Torture.Result result) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("seed", settings.seed());
    json.put("algorithm", settings.algorithm());
    json.put("nodes", settings.nodes());
    json.put("clients", settings.clients());
    json.put("seconds", result.seconds());
    json.put("faults", result.faults());
    json.put("snapshotsInstalled", result.snapshotsInstalled());
    json.put("findings", result.findings());
    json.put("notChecked", NOT_CHECKED.substring(NOT_CHECKED.indexOf(':') + 2));
    json.put("files", settings.folder().toString());
    return json;
  }

  private void print(Torture.Settings settings, Torture.Result result) {
    PrintWriter out = spec.commandLine().getOut();
    int done = result.faults().values().stream().mapToInt(Torture.Tally::done).sum();
    int during = result.faults().values().stream().mapToInt(Torture.Tally::during).sum();
    int effect = result.faults().values().stream().mapToInt(Torture.Tally::tookEffect).sum();
    out.printf(
        "%d nodes of %s, %d clients, seed %d: %d faults, of which %d took effect; %d of them were"
            + " done while another lasted%n",
        settings.nodes(),
        settings.algorithm(),
        settings.algorithm().equals("raft") ? settings.clients() : 0,
        settings.seed(),
        done,
        effect,
        during);
    result
        .faults()
        .forEach(
            (fault, tally) ->
                out.printf(
                    "  %-10s %4d  %4d took effect  %4d during another%n",
                    fault, tally.done(), tally.tookEffect(), tally.during()));
    if (settings.algorithm().equals("raft")) {
      out.printf("  a node took over another's snapshot %d times%n", result.snapshotsInstalled());
    }
    out.println();
    for (Finding finding : result.findings()) {
      out.printf(
          "%-10s %-36s %s%n",
          finding.verdict().name().toLowerCase(java.util.Locale.ROOT),
          finding.check(),
          finding.detail().lines().findFirst().orElse(""));
      finding.detail().lines().skip(1).forEach(line -> out.println("    " + line));
    }
    out.println();
    out.println(NOT_CHECKED);
    out.println("histories, traces, nemesis.log: " + settings.folder());
    out.flush();
  }
}
