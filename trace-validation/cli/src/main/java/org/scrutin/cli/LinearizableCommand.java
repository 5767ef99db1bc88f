package org.scrutin.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.scrutin.linearizability.History;
import org.scrutin.linearizability.HistoryException;
import org.scrutin.linearizability.HistoryReader;
import org.scrutin.linearizability.HistoryWriter;
import org.scrutin.linearizability.Limits;
import org.scrutin.linearizability.LinearizabilityChecker;
import org.scrutin.linearizability.Minimizer;
import org.scrutin.linearizability.Model;
import org.scrutin.linearizability.Models;
import org.scrutin.linearizability.Operation;
import org.scrutin.linearizability.Register;
import org.scrutin.linearizability.Stats;
import org.scrutin.linearizability.Verdict;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code scrutin linearizable}: did clients see one truth? */
@Command(
    name = "linearizable",
    description = "Check histories of clients: did they see one truth?",
    mixinStandardHelpOptions = true)
final class LinearizableCommand implements Callable<Integer> {

  /** A small history with thousands of operations helps nobody. */
  private static final int MAX_PRINTED = 40;

  @Spec private CommandSpec spec;
  @Mixin private Output output;

  @Parameters(
      paramLabel = "HISTORY",
      arity = "1..*",
      description =
          "EDN as Jepsen and Knossos write it, JSON lines, or a log of Jepsen's etcd test.")
  private List<Path> files;

  @Option(
      names = "--model",
      paramLabel = "MODEL",
      defaultValue = "cas-register",
      completionCandidates = Names.class,
      description = "${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE} if none is given.")
  private String name;

  @Option(names = "--keyed", description = "Each value is [key value]: check key by key.")
  private boolean keyed;

  @Option(
      names = "--failed-cas-differs",
      description = "A failed cas says that the value differed; it says nothing otherwise.")
  private boolean failedCas;

  @Option(
      names = "--time",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description = "Give up on a history after so many seconds; ${DEFAULT-VALUE}.")
  private int seconds;

  @Option(
      names = "--minimized",
      paramLabel = "FILE.edn",
      description = "Write the fewest operations that still fail.")
  private Optional<Path> minimized;

  /** For the help. */
  static final class Names extends ArrayList<String> {
    private static final long serialVersionUID = 1L;

    Names() {
      super(Models.names());
    }
  }

  @Override
  public Integer call() throws IOException {
    if (seconds < 1) {
      throw new ParameterException(spec.commandLine(), "--time must be at least 1, not " + seconds);
    }
    if (minimized.isPresent() && files.size() > 1) {
      throw new ParameterException(spec.commandLine(), "--minimized goes with one history");
    }
    Model<?> model = model();
    int worst = ExitCode.HOLDS;
    List<Object> results = new ArrayList<>();
    for (Path file : files) {
      Map<String, Object> json = new LinkedHashMap<>();
      int code = check(file, model, json);
      worst = worst == ExitCode.VIOLATION || code == ExitCode.HOLDS ? worst : code;
      results.add(json);
    }
    if (output.isJson()) {
      Output.print(spec.commandLine().getOut(), results);
    }
    return worst;
  }

  private Model<?> model() {
    Model<?> model =
        Models.named(name)
            .orElseThrow(
                () ->
                    new ParameterException(
                        spec.commandLine(),
                        "--model is one of "
                            + String.join(", ", Models.names())
                            + ", not "
                            + name));
    if (!failedCas) {
      return model;
    }
    if (model instanceof Register register && register.cas()) {
      return register.observingFailedCas();
    }
    throw new ParameterException(
        spec.commandLine(), "--failed-cas-differs goes with --model cas-register");
  }

  private <S> int check(Path file, Model<S> model, Map<String, Object> json) throws IOException {
    History history = HistoryReader.read(file);
    Limits limits = Limits.standard().withTime(Duration.ofSeconds(seconds));
    Verdict verdict;
    String part = "";
    try {
      if (keyed) {
        Verdict worst = null;
        for (Map.Entry<Object, History> e : history.byKey().entrySet()) {
          Verdict one = new LinearizabilityChecker<>(model, limits).check(e.getValue());
          if (worst == null || rank(one) > rank(worst)) {
            worst = one;
            part = rank(one) > 0 ? "key " + e.getKey() + ": " : "";
          }
        }
        verdict = worst;
      } else {
        verdict = new LinearizabilityChecker<>(model, limits).check(history);
      }
    } catch (HistoryException refused) {
      throw new HistoryException(file + ": " + refused.getMessage());
    }
    Stats stats = verdict.stats();
    json.put("history", file.toString());
    json.put("model", model.name());
    json.put("operations", history.size());
    json.put("nanos", stats.nanos());
    json.put("configurations", stats.configurations());
    PrintWriter out = spec.commandLine().getOut();
    boolean text = !output.isJson();
    if (verdict instanceof Verdict.NotLinearizable not) {
      History small = new Minimizer<>(model, limits).minimize(not.failure());
      if (minimized.isPresent()) {
        Files.writeString(minimized.get(), HistoryWriter.edn(small));
      }
      List<String> lines = small.operations().stream().map(LinearizableCommand::line).toList();
      json.put("verdict", "not linearizable");
      json.put("reason", part + not.failure().sentence());
      json.put("minimized", lines);
      if (text) {
        out.println(file + ": not linearizable: " + part + not.failure().sentence());
        out.printf(Locale.ROOT, "  %,d operations fail alone:%n", lines.size());
        lines.stream().limit(MAX_PRINTED).forEach(line -> out.println("    " + line));
        if (lines.size() > MAX_PRINTED) {
          out.println("    and more: --minimized FILE.edn writes them all");
        }
        out.flush();
      }
      return ExitCode.VIOLATION;
    }
    if (verdict instanceof Verdict.Unknown unknown) {
      json.put("verdict", "unknown");
      json.put("reason", part + unknown.reason());
      if (text) {
        out.println(file + ": unknown: " + part + unknown.reason() + "; --time gives it more");
        out.flush();
      }
      return ExitCode.UNDECIDED;
    }
    json.put("verdict", "linearizable");
    if (text) {
      out.printf(
          Locale.ROOT,
          "%s: linearizable: %,d operations on a %s%n",
          file,
          history.size(),
          model.name());
      out.flush();
    }
    return ExitCode.HOLDS;
  }

  private static int rank(Verdict verdict) {
    return verdict instanceof Verdict.NotLinearizable
        ? 2
        : verdict instanceof Verdict.Unknown ? 1 : 0;
  }

  private static String line(Operation o) {
    return (o.line() > 0 ? "line " + o.line() + ", " : "") + o;
  }
}
