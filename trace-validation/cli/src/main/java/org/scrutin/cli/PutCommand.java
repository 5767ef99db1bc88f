package org.scrutin.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.scrutin.cli.load.PutBenchmark;
import org.scrutin.cli.load.PutBenchmark.Row;
import org.scrutin.cli.load.PutBenchmark.Side;
import org.scrutin.modelcheck.tlc.Scratch;
import org.scrutin.node.kv.KvReplica;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code scrutin benchmark put}: replicated puts, and what their trace costs. */
@Command(
    name = "put",
    description = {
      "Replicated puts on this machine: each node a process with a disk, which is synced before it"
          + " answers; each client waits for its answer before it puts again.",
      "Two clusters, one without and one with a trace, are loaded in turn."
    },
    mixinStandardHelpOptions = true)
final class PutCommand implements Callable<Integer> {

  private static final int MAX_CLIENTS = 1_024;

  /** A command has the key, the session and so on besides. */
  private static final int MAX_VALUE_BYTES = KvReplica.MAX_COMMAND_BYTES / 2;

  @Spec private CommandSpec spec;
  @Mixin private Output output;

  @Option(
      names = "--clients",
      paramLabel = "N",
      split = ",",
      defaultValue = "1,16,64,256",
      description = "How many at once, between commas, 1 to 1024; ${DEFAULT-VALUE} if not given.")
  private List<Integer> clients;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "5",
      description =
          "For each of them, in each round, also a fraction; ${DEFAULT-VALUE} if not given.")
  private double seconds;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "3",
      description = "How often, without and with a trace; ${DEFAULT-VALUE} if not given.")
  private int rounds;

  @Option(
      names = "--value-size",
      paramLabel = "BYTES",
      defaultValue = "100",
      description = "0 to 524288; ${DEFAULT-VALUE} if not given.")
  private int valueBytes;

  @Option(
      names = "--nodes",
      paramLabel = "N",
      defaultValue = "3",
      description = "3, 5 or 7; ${DEFAULT-VALUE} if not given.")
  private int nodes;

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      description =
          "An empty or new folder for all files, which stay; a temporary one, which does not, if not"
              + " given.")
  private Optional<Path> data;

  @Override
  public Integer call() throws IOException, InterruptedException {
    for (int count : clients) {
      refuse(count < 1 || count > MAX_CLIENTS, "--clients must be 1 to 1024, not " + count);
    }
    refuse(!(seconds >= 0.1) || seconds > 3_600, "--seconds must be 0.1 to 3600");
    refuse(rounds < 1 || rounds > 1_000, "--rounds must be 1 to 1000, not " + rounds);
    refuse(
        valueBytes < 0 || valueBytes > MAX_VALUE_BYTES,
        "--value-size must be 0 to " + MAX_VALUE_BYTES + ", not " + valueBytes);
    refuse(nodes != 3 && nodes != 5 && nodes != 7, "--nodes must be 3, 5 or 7, not " + nodes);
    Path folder =
        data.isEmpty()
            ? Scratch.folder("scrutin-benchmark-")
            : DataFolder.of(data, "", spec.commandLine());
    PutBenchmark.Settings settings =
        new PutBenchmark.Settings(
            Scrutin.class.getName(),
            folder,
            nodes,
            clients.stream().distinct().toList(),
            Duration.ofMillis(Math.round(seconds * 1_000)),
            rounds,
            valueBytes);
    boolean watched = Boolean.getBoolean("scrutin.terminal") && !output.isJson();
    Consumer<String> progress = watched ? spec.commandLine().getErr()::println : line -> {};
    List<Row> rows;
    try {
      rows = PutBenchmark.run(settings, progress);
    } finally {
      if (data.isEmpty()) {
        Scratch.delete(folder);
      }
    }
    if (output.isJson()) {
      Output.print(spec.commandLine().getOut(), json(rows));
    } else {
      print(rows);
    }
    return rows.stream().allMatch(this::isMeasured) ? ExitCode.HOLDS : ExitCode.UNDECIDED;
  }

  private void refuse(boolean wrong, String what) {
    if (wrong) {
      throw new ParameterException(spec.commandLine(), what);
    }
  }

  /** A row is a measurement if each round had puts, and all were answered. */
  private boolean isMeasured(Row row) {
    return row.slower().size() == rounds && row.untraced().failed() + row.traced().failed() == 0;
  }

  private Map<String, Object> json(List<Row> rows) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("nodes", nodes);
    json.put("secondsARound", seconds);
    json.put("rounds", rounds);
    json.put("valueBytes", valueBytes);
    json.put("rows", rows);
    return json;
  }

  private void print(List<Row> rows) {
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        Locale.ROOT,
        "%d nodes, values of %d bytes, fsync on; %d rounds of %.1f s, in turn without and with a"
            + " trace%n%n",
        nodes,
        valueBytes,
        rounds,
        seconds);
    out.println(
        "clients  trace    puts/s    p50 ms    p90 ms    p99 ms  p99.9 ms    max ms   cpu us/put");
    for (Row row : rows) {
      print(out, row.clients(), "no", row.untraced());
      print(out, row.clients(), "yes", row.traced());
      out.println(cost(row));
      if (row.slower().size() < rounds) {
        out.printf(
            "         %d rounds of %d had puts on both sides%n", row.slower().size(), rounds);
      }
    }
    data.ifPresent(folder -> out.println("\nfiles: " + folder));
    out.flush();
  }

  private static void print(PrintWriter out, int clients, String trace, Side side) {
    out.printf(
        Locale.ROOT,
        "%7d  %-5s %9.0f %9.2f %9.2f %9.2f %9.2f %9.2f %12.0f%s%n",
        clients,
        trace,
        side.putsPerSecond(),
        side.p50Millis(),
        side.p90Millis(),
        side.p99Millis(),
        side.p999Millis(),
        side.maxMillis(),
        side.processorMicros(),
        side.failed() == 0 ? "" : "   " + side.failed() + " not answered");
  }

  private static String cost(Row row) {
    Optional<Double> slower = Row.median(row.slower());
    Optional<Double> dearer = Row.median(row.dearer());
    if (slower.isEmpty() || dearer.isEmpty()) {
      return "         not measured: no round had puts both without and with a trace";
    }
    return String.format(
        Locale.ROOT,
        "         with a trace: %.2f times the puts/s (rounds %s), %.2f times the processor time a"
            + " put",
        slower.get(),
        String.join(
            " ",
            row.slower().stream().map(one -> String.format(Locale.ROOT, "%.2f", one)).toList()),
        dearer.get());
  }
}
