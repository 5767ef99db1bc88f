package org.scrutin.failover;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Measures all electors in one session, and prints a table in Markdown. */
@Command(
    name = "failover",
    mixinStandardHelpOptions = true,
    description =
        "How long a cluster of three processes is without a leader that may write, after its leader"
            + " was killed or stopped.")
final class FailoverBenchmark implements Callable<Integer> {

  private static final double P90 = 90;
  private static final double P99 = 99;
  private static final double MEDIAN = 50;
  private static final int PORTS_EACH = 100;

  @Spec private CommandSpec spec;

  @Parameters(arity = "0..*", description = "Of ${COMPLETION-CANDIDATES}; all if none is given.")
  private List<Elector> electors = List.of();

  @Option(names = "--kills", defaultValue = "200", description = "${DEFAULT-VALUE} if not given.")
  private int kills;

  @Option(names = "--stops", defaultValue = "100", description = "${DEFAULT-VALUE} if not given.")
  private int stops;

  @Option(
      names = "--min-timeout",
      defaultValue = "1000",
      description = "The shortest election timeout, in ms, and the session; ${DEFAULT-VALUE}.")
  private int minTimeout;

  @Option(
      names = "--max-timeout",
      defaultValue = "2000",
      description = "The longest election timeout, in ms; ${DEFAULT-VALUE}.")
  private int maxTimeout;

  @Option(names = "--base-port", defaultValue = "21000", description = "${DEFAULT-VALUE}.")
  private int basePort;

  @Option(names = "--seed", defaultValue = "1", description = "Of the moments; ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--scrutin-lib",
      defaultValue = "trace-validation/cli/target/lib",
      description = "Where the libraries of Scrutin's own nodes are; ${DEFAULT-VALUE}.")
  private Path scrutinLibraries;

  public static void main(String[] arguments) {
    System.exit(
        new CommandLine(new FailoverBenchmark())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        Locale.ROOT,
        "election timeouts %d–%d ms, sessions %d ms; %d processors, Java %s%n%n",
        minTimeout,
        maxTimeout,
        minTimeout,
        Runtime.getRuntime().availableProcessors(),
        Runtime.version());
    out.println("| | harm | trials | min | median | 90 % | 99 % | max |");
    out.println("|---|---|---:|---:|---:|---:|---:|---:|");
    int port = basePort;
    for (Elector elector : electors.isEmpty() ? List.of(Elector.values()) : electors) {
      Path folder =
          Files.createTempDirectory("failover-" + elector.name().toLowerCase(Locale.ROOT));
      Trials.Timeouts timeouts = new Trials.Timeouts(minTimeout, maxTimeout);
      try (Trials trials = new Trials(elector, timeouts, folder, port, classPath(elector), seed)) {
        trials.start();
        print(out, elector, "kill -9", trials.run(Harm.KILL, kills));
        print(out, elector, "SIGSTOP", trials.run(Harm.STOP, stops));
      }
      port += PORTS_EACH;
    }
    return 0;
  }

  private String classPath(Elector elector) throws IOException {
    if (!elector.isApart()) {
      return System.getProperty("java.class.path");
    }
    if (!Files.isDirectory(scrutinLibraries)) {
      throw new IOException(
          scrutinLibraries + " is no folder: build all with ./mvnw package first");
    }
    Path own;
    try {
      own =
          Path.of(
              FailoverBenchmark.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IOException("no path to the classes of this benchmark", e);
    }
    return own + File.pathSeparator + scrutinLibraries.resolve("*");
  }

  private static void print(PrintWriter out, Elector elector, String harm, Histogram micros) {
    out.printf(
        Locale.ROOT,
        "| %s | %s | %d | %d | %d | %d | %d | %d |%n",
        elector.title(),
        harm,
        micros.getTotalCount(),
        millis(micros.getMinValue()),
        millis(micros.getValueAtPercentile(MEDIAN)),
        millis(micros.getValueAtPercentile(P90)),
        millis(micros.getValueAtPercentile(P99)),
        millis(micros.getMaxValue()));
    out.flush();
  }

  private static long millis(long micros) {
    return TimeUnit.MICROSECONDS.toMillis(micros);
  }
}
