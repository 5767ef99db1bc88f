package org.scrutin.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import me.tongfei.progressbar.ProgressBar;
import org.scrutin.render.AnnotatedSpec;
import org.scrutin.render.CoveragePage;
import org.scrutin.replay.Coverage;
import org.scrutin.replay.TraceException;
import org.scrutin.replay.TraceLine;
import org.scrutin.replay.TraceReader;
import org.scrutin.replay.TraceValidator;
import org.scrutin.replay.Verdict;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code scrutin coverage}: what of the specification have traces reached? */
@Command(
    name = "coverage",
    description =
        "Replay traces of one specification, and say what they reached of it together: actions,"
            + " alternatives inside of them, distinct states, and what was never taken.",
    mixinStandardHelpOptions = true)
final class CoverageCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private Output output;
  @Mixin private SpecOptions judge;

  @Parameters(
      paramLabel = "TRACE",
      arity = "0..*",
      description = "Traces, NDJSON. None, if there is something to --merge.")
  private List<Path> traces = List.of();

  @Option(
      names = "--merge",
      paramLabel = "FILE",
      split = ",",
      description = "Add what other runs of this command have saved.")
  private List<Path> merged = List.of();

  @Option(
      names = "--save",
      paramLabel = "FILE.json",
      description = "Keep what was reached, with the states, for --merge.")
  private Optional<Path> save;

  @Option(
      names = "--reachable",
      paramLabel = "STATES",
      defaultValue = "100000",
      description =
          "Explore the specification up to so many states, to say how many there are;"
              + " ${DEFAULT-VALUE}.")
  private int reachable;

  @Option(names = "--html", paramLabel = "FILE", description = "Also as a page, with the text.")
  private Optional<Path> html;

  private final List<String> conforming = new ArrayList<>();
  private final List<String> dropped = new ArrayList<>();
  private int code = ExitCode.HOLDS;

  @Override
  public Integer call() throws IOException {
    if (reachable < 0 || !judge.fault().isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), reachable < 0 ? "--reachable must be at least 0" : judge.fault());
    }
    if (traces.isEmpty() && merged.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "nothing to tell of: give traces, or --merge FILE");
    }
    refuseInputs();
    Optional<Reached> all = traces.isEmpty() ? Optional.empty() : Optional.of(replayed());
    for (Path file : merged) {
      Reached more = Reached.read(file);
      all = Optional.of(all.isEmpty() ? more : all.get().with(more, file.toString()));
    }
    Reached reached = all.orElseThrow();
    if (output.isJson()) {
      Output.print(spec.commandLine().getOut(), reached.json());
    } else {
      print(spec.commandLine().getOut(), reached);
    }
    int worst = reached.code();
    if (save.isPresent()) {
      worst = Failures.writing(worst, spec.commandLine(), () -> reached.save(save.get()));
    }
    if (html.isPresent()) {
      worst =
          Failures.writing(
              worst, spec.commandLine(), () -> Files.writeString(html.get(), page(reached)));
    }
    return worst;
  }

  /** What was saved may be added to: it is read before it is written. */
  private void refuseInputs() throws IOException {
    List<Path> inputs = Stream.of(traces, judge.files()).flatMap(List::stream).toList();
    if (save.isPresent()) {
      Outputs.refuseInputs(save.get(), inputs);
    }
    if (html.isPresent()) {
      Outputs.refuseInputs(html.get(), Stream.concat(inputs.stream(), merged.stream()).toList());
    }
  }

  private Reached replayed() throws IOException {
    if (judge.isBound()) {
      try (TraceValidator validator = judge.bound()) {
        replayAll(validator, trace -> validator.validate(trace, judge.options()));
        return reached(judge.spec(), judge.spec() + " with " + judge.names(), validator);
      }
    }
    TraceLine.Header header;
    try (TraceReader reader = TraceReader.open(traces.get(0))) {
      header = reader.header();
    }
    try (TraceValidator validator = judge.validator(header)) {
      replayAll(validator, trace -> replay(validator, header, trace));
      return reached(
          header.spec(),
          header.spec() + " with " + header.config() + " and " + header.constants(),
          validator);
    }
  }

  /** Replays one trace. */
  private interface Replay {
    Verdict of(Path trace) throws IOException;
  }

  private void replayAll(TraceValidator validator, Replay replay) throws IOException {
    validator.recordCoverage();
    try (ProgressBar bar = output.progress("coverage", traces.size())) {
      for (Path trace : traces) {
        count(trace, replay.of(trace));
        bar.step();
      }
    }
  }

  private Reached reached(String name, String by, TraceValidator validator) {
    return new Reached(
        name,
        by,
        traces.stream().map(Path::toString).toList(),
        List.copyOf(conforming),
        List.copyOf(dropped),
        validator.coverage(reachable),
        code);
  }

  private Verdict replay(TraceValidator validator, TraceLine.Header first, Path trace)
      throws IOException {
    try (TraceReader reader = TraceReader.open(trace)) {
      TraceLine.Header header = reader.header();
      boolean same =
          header.spec().equals(first.spec())
              && header.config().equals(first.config())
              && header.constants().toMap().equals(first.constants().toMap());
      if (!same) {
        throw new TraceException(
            trace
                + ":1: not of the same specification, configuration and constants as "
                + traces.get(0)
                + "; give its traces apart");
      }
      return validator.validate(reader, trace.toString(), judge.options());
    }
  }

  private void count(Path trace, Verdict verdict) {
    verdict.stats().dropped().ifPresent(what -> dropped.add(trace + ": " + what));
    if (verdict instanceof Verdict.Conforms) {
      conforming.add(trace.toString());
    } else {
      code =
          ExitCode.worse(
              code, verdict instanceof Verdict.Rejected ? ExitCode.VIOLATION : ExitCode.UNDECIDED);
    }
  }

  private List<String> summary(Reached reached) {
    Coverage coverage = reached.coverage();
    long taken = coverage.actions().values().stream().filter(times -> times > 0).count();
    long sides = coverage.branches().stream().filter(branch -> branch.times() > 0).count();
    List<String> summary = new ArrayList<>();
    summary.add(
        String.format(
            Locale.ROOT,
            "%d of %d traces conform; %,d steps were accepted",
            reached.conforming().size(),
            reached.traces().size(),
            coverage.steps()));
    reached
        .dropped()
        .forEach(what -> summary.add("not judged: " + what + "; this is a prefix of the run"));
    summary.add(
        String.format(
            Locale.ROOT,
            "%d of %d actions, %d of %d alternatives inside of them",
            taken,
            coverage.actions().size(),
            sides,
            coverage.branches().size()));
    summary.add(
        coverage.reachable().isPresent()
            ? String.format(
                Locale.ROOT,
                "%,d of %,d reachable states",
                coverage.states(),
                coverage.reachable().get())
            : String.format(
                Locale.ROOT,
                "%,d distinct states; how many the specification has is not known: more than"
                    + " --reachable, if it is bounded at all",
                coverage.states()));
    if (coverage.mayHaveDeadEnds()) {
      summary.add(
          "some states and alternatives may be in no behaviour of a whole trace: too much was left"
              + " open to tell; log more variables");
    }
    if (!coverage.untold().isEmpty()) {
      summary.add(untold(coverage));
    }
    return summary;
  }

  private static String untold(Coverage coverage) {
    return "whether a step was one of "
        + String.join(", ", coverage.untold())
        + " cannot be told: they cannot be evaluated by themselves in some state";
  }

  private void print(PrintWriter out, Reached reached) {
    Coverage coverage = reached.coverage();
    summary(reached).forEach(out::println);
    coverage
        .actions()
        .forEach((action, times) -> out.printf(Locale.ROOT, "  %-32s %,12d%n", action, times));
    out.println(coverage.neverTaken().isEmpty() ? "never taken: nothing" : "never taken:");
    coverage.neverTaken().forEach(line -> out.println("  " + line));
    out.flush();
  }

  private String page(Reached reached) throws IOException {
    Coverage coverage = reached.coverage();
    Map<String, List<AnnotatedSpec.Remark>> remarks = new TreeMap<>();
    for (Coverage.Branch branch : coverage.branches()) {
      remarks
          .computeIfAbsent(branch.module(), module -> new ArrayList<>())
          .add(
              new AnnotatedSpec.Remark(
                  branch.line(),
                  branch.times() == 0 ? branch.lastLine() : branch.line(),
                  branch.times() + "×",
                  branch.times() == 0));
    }
    List<AnnotatedSpec> modules = new ArrayList<>();
    for (Map.Entry<String, List<AnnotatedSpec.Remark>> module : remarks.entrySet()) {
      Optional<List<String>> text = judge.text(module.getKey());
      if (text.isPresent()) {
        module.getValue().addAll(definitions(text.get(), coverage));
        modules.add(new AnnotatedSpec(module.getKey(), text.get(), module.getValue()));
      }
    }
    return CoveragePage.of(
        reached.spec() + ": what " + reached.traces().size() + " traces reached",
        summary(reached),
        coverage.actions(),
        coverage.neverTaken(),
        modules);
  }

  /** The lines in which actions are defined. */
  private static List<AnnotatedSpec.Remark> definitions(List<String> text, Coverage coverage) {
    List<AnnotatedSpec.Remark> lines = new ArrayList<>();
    coverage
        .actions()
        .forEach(
            (action, times) -> {
              // One of a module that is instantiated is called M!Action, and defined as Action.
              String name = action.substring(action.lastIndexOf('!') + 1);
              Pattern definition =
                  Pattern.compile("^" + Pattern.quote(name) + "\\s*(\\(.*\\))?\\s*==.*");
              for (int n = 1; n <= text.size(); n++) {
                if (definition.matcher(text.get(n - 1)).matches()) {
                  lines.add(new AnnotatedSpec.Remark(n, n, times + "×", times == 0));
                }
              }
            });
    return lines;
  }
}
