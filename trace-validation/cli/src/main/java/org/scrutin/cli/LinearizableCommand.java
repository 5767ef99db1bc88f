package org.scrutin.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.scrutin.linearizability.Explanation;
import org.scrutin.linearizability.History;
import org.scrutin.linearizability.HistoryException;
import org.scrutin.linearizability.HistoryPage;
import org.scrutin.linearizability.HistoryReader;
import org.scrutin.linearizability.HistoryWriter;
import org.scrutin.linearizability.Limits;
import org.scrutin.linearizability.LinearizabilityChecker;
import org.scrutin.linearizability.Minimizer;
import org.scrutin.linearizability.Model;
import org.scrutin.linearizability.Models;
import org.scrutin.linearizability.MultiRegister;
import org.scrutin.linearizability.Operation;
import org.scrutin.linearizability.Register;
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

  /** For the orders of a page; without them it is still drawn. */
  private static final Duration DRAWING = Duration.ofSeconds(10);

  @Spec private CommandSpec spec;
  @Mixin private Output output;

  @Parameters(
      paramLabel = "HISTORY",
      arity = "1..*",
      description = "EDN as Jepsen and Knossos write it, JSON lines, or a log of a Jepsen test.")
  private List<Path> files;

  @Option(
      names = "--model",
      paramLabel = "MODEL",
      defaultValue = "cas-register",
      completionCandidates = Names.class,
      description = "${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE} if none is given.")
  private String name;

  @Option(
      names = "--initial",
      paramLabel = "VALUE",
      description =
          "What a register holds at first, as in EDN, such as 0; for multi-register a map, such"
              + " as '{:x 0 :y 0}'. nil if it is not given.")
  private Optional<String> initial;

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

  @Option(
      names = "--html",
      paramLabel = "FILE.html",
      description = "Draw the history, what was found, and the orders that were tried.")
  private Optional<Path> html;

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
    if (files.size() > 1 && (minimized.isPresent() || html.isPresent())) {
      throw new ParameterException(
          spec.commandLine(),
          (minimized.isPresent() ? "--minimized" : "--html") + " goes with one history");
    }
    Model<?> model = model();
    int worst = ExitCode.HOLDS;
    List<Object> results = new ArrayList<>();
    for (Path file : files) {
      HistoryReport<?> report = check(file, model);
      worst = worst == ExitCode.VIOLATION || report.exitCode() == 0 ? worst : report.exitCode();
      if (output.isJson()) {
        results.add(report.json());
      } else {
        report.print(spec.commandLine().getOut());
      }
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
    if (initial.isPresent()) {
      model = beginning(model, HistoryReader.value(initial.get(), "--initial"));
    }
    if (!failedCas) {
      return model;
    }
    if (model instanceof Register register && register.cas()) {
      return register.observingFailedCas();
    }
    throw new ParameterException(
        spec.commandLine(), "--failed-cas-differs goes with --model cas-register");
  }

  private Model<?> beginning(Model<?> model, Object value) {
    if (model instanceof Register register) {
      return new Register(value, register.cas(), register.failedCas());
    }
    if (model instanceof MultiRegister && value instanceof Map<?, ?> values) {
      return new MultiRegister(new LinkedHashMap<>(values));
    }
    throw new ParameterException(
        spec.commandLine(),
        model instanceof MultiRegister
            ? "--initial of multi-register is a map, such as '{:x 0 :y 0}', not " + value
            : "--initial goes with --model register, cas-register or multi-register");
  }

  private <S> HistoryReport<S> check(Path file, Model<S> model) throws IOException {
    History history = HistoryReader.read(file);
    Limits limits = Limits.standard().withTime(Duration.ofSeconds(seconds));
    HistoryReport<S> worst = null;
    try {
      Map<String, History> parts = new LinkedHashMap<>();
      if (keyed) {
        history.byKey().forEach((key, part) -> parts.put("key " + key + ": ", part));
      } else {
        parts.put("", history);
      }
      for (Map.Entry<String, History> part : parts.entrySet()) {
        Verdict verdict = new LinearizabilityChecker<>(model, limits).check(part.getValue());
        HistoryReport<S> one =
            HistoryReport.of(file, part.getKey(), model, part.getValue(), verdict, history.size());
        if (worst == null || one.badness() > worst.badness()) {
          worst = one;
        }
      }
    } catch (HistoryException refused) {
      throw new HistoryException(file + ": " + refused.getMessage());
    }
    if (worst.verdict() instanceof Verdict.NotLinearizable not) {
      History small = new Minimizer<>(model, limits).minimize(not.failure());
      worst = worst.minimized(small, Explanation.of(model, small, limits));
      if (minimized.isPresent()) {
        Files.writeString(minimized.get(), HistoryWriter.edn(small));
      }
    }
    if (html.isPresent()) {
      Files.writeString(html.get(), page(worst, limits.withTime(DRAWING)));
    }
    return worst;
  }

  private static <S> String page(HistoryReport<S> report, Limits limits) {
    List<Operation> small = report.small().map(History::operations).orElse(List.of());
    return HistoryPage.html(
        report.file().getFileName().toString(),
        report.sentence(),
        report.history(),
        explanation(report, limits),
        small);
  }

  /** Of what fails, or of each part of what does not. */
  private static <S> Explanation explanation(HistoryReport<S> report, Limits limits) {
    if (report.verdict() instanceof Verdict.NotLinearizable not) {
      return Explanation.of(report.model(), not.failure().part(), limits);
    }
    List<Explanation.Order> orders = new ArrayList<>();
    for (History part : report.model().partition(report.history())) {
      if (orders.size() < Explanation.MAX_ORDERS) {
        orders.addAll(Explanation.of(report.model(), part, limits).orders());
      }
    }
    return new Explanation(Optional.empty(), orders);
  }
}
