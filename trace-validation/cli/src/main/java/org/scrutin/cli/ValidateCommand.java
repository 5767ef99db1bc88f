package org.scrutin.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.scrutin.modelcheck.tlc.SpecException;
import org.scrutin.replay.LastSteps;
import org.scrutin.replay.Options;
import org.scrutin.replay.ParallelValidators;
import org.scrutin.replay.Stats;
import org.scrutin.replay.TraceException;
import org.scrutin.replay.TraceLine;
import org.scrutin.replay.TraceReader;
import org.scrutin.replay.TraceValidator;
import org.scrutin.replay.Validators;
import org.scrutin.replay.Verdict;
import org.scrutin.replay.merge.CausalityException;
import org.scrutin.replay.shrink.Shrunk;
import org.scrutin.replay.shrink.TraceShrinker;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code scrutin validate}: replay. */
@Command(
    name = "validate",
    description = "Replay traces against their specification: did the run conform?",
    mixinStandardHelpOptions = true)
final class ValidateCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private Output output;
  @Mixin private OneRun oneRun;

  @Parameters(paramLabel = "TRACE", arity = "1..*", description = "Traces, NDJSON.")
  private List<Path> traces;

  @Mixin private ForeignTraces foreign;
  @Mixin private Shrinking shrinking;

  @Option(names = "--no-invariants", description = "Only replay; check no invariants.")
  private boolean noInvariants;

  /** A trace specification is loaded once a thread, which costs as much as so many short traces. */
  private static final int TRACES_A_LOAD = 16;

  @Option(names = "--stats", description = "Print figures: events a second, actions taken.")
  private boolean stats;

  @Option(names = "--count-states", description = "Count distinct states too.")
  private boolean countStates;

  @Option(
      names = "--repeat",
      paramLabel = "N",
      defaultValue = "1",
      description = "Replay each trace N times; --stats tells of the fastest.")
  private int repeat;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description =
          "Also as a page: picture, events, and what of the specification is false. Of several"
              + " traces, a list of them, with a page for each beside it.")
  private Optional<Path> html;

  @Override
  public Integer call() throws IOException {
    if (!foreign.isTraceSpec()
        && foreign.spec().module().isPresent() != foreign.spec().config().isPresent()) {
      throw new ParameterException(
          spec.commandLine(), "--spec and --config go together: give both, or neither");
    }
    if (repeat < 1) {
      throw new ParameterException(
          spec.commandLine(), "--repeat must be at least 1, not " + repeat);
    }
    String fault = oneRun.fault(traces);
    if (!fault.isEmpty() || (oneRun.isAsked() && repeat > 1)) {
      throw new ParameterException(
          spec.commandLine(),
          fault.isEmpty() ? "--repeat goes with neither --merge nor --follow" : fault);
    }
    if (html.isPresent() && oneRun.isAsked()) {
      throw new ParameterException(
          spec.commandLine(), "--html is of traces at rest; merge those of several nodes first");
    }
    if (!shrinking.fault().isEmpty()) {
      throw new ParameterException(spec.commandLine(), shrinking.fault());
    }
    if (shrinking.isAsked() && (traces.size() > 1 || oneRun.isAsked())) {
      throw new ParameterException(
          spec.commandLine(), "--shrink is of one trace; merge those of several nodes first");
    }
    foreign.requireSense(spec.commandLine());
    if (foreign.isTraceSpec() && oneRun.isAsked()) {
      throw new ParameterException(
          spec.commandLine(),
          "--merge and --follow are not for a --trace-spec, which TLC loads whole");
    }
    refuseInputs();
    Options options =
        foreign.options(Options.DEFAULT.withInvariants(!noInvariants).withCountStates(countStates));
    if (oneRun.isAsked()) {
      return validateAsOne(options);
    }
    if (foreign.isForeign()) {
      return validateForeign(options);
    }
    if (traces.size() > 1 && repeat == 1) {
      return validateAll(options);
    }
    return report(trace -> validate(trace, options));
  }

  private void refuseInputs() throws IOException {
    List<Path> inputs = new ArrayList<>(traces);
    inputs.addAll(foreign.files());
    List<Path> outputs = new ArrayList<>(shrinking.file().stream().toList());
    html.ifPresent(file -> outputs.addAll(RunPages.files(file, traces.size())));
    for (Path output : outputs) {
      Outputs.refuseInputs(output, inputs);
    }
  }

  /** On all processors. */
  private int validateAll(Options options) throws IOException {
    int threads = Math.min(traces.size(), Runtime.getRuntime().availableProcessors());
    try (ParallelValidators validators = new ParallelValidators(this::validators, threads)) {
      Map<Path, Future<Verdict>> verdicts = new LinkedHashMap<>();
      traces.forEach(
          trace -> verdicts.computeIfAbsent(trace, path -> validators.submit(path, options)));
      return report(trace -> new Judged(ParallelValidators.verdict(verdicts.get(trace))));
    }
  }

  private int validateForeign(Options options) throws IOException {
    int threads =
        Math.min(Runtime.getRuntime().availableProcessors(), 1 + traces.size() / TRACES_A_LOAD);
    try (ForeignTraces.Judge judge = foreign.judge()) {
      if (foreign.isTraceSpec() && threads > 1 && repeat == 1) {
        return validateAtOnce(judge, options, threads);
      }
      return report(
          trace -> {
            Verdict verdict = fastest(() -> judge.validate(trace, options));
            LastSteps last = judge.lastSteps(); // Shrinking goes other ways.
            return shrunk(trace, verdict, foreign.shrinker(judge, trace, options)).after(last);
          });
    }
  }

  /** With the smallest part of the trace, where it is rejected, alone, and worth the time. */
  private Judged shrunk(Path trace, Verdict verdict, Shrinking.Shrinker shrinker)
      throws IOException {
    return verdict instanceof Verdict.Rejected rejected && traces.size() == 1
        ? new Judged(
            verdict, shrinking.shrink(trace, rejected.rejection(), shrinker), LastSteps.NONE)
        : new Judged(verdict);
  }

  private int validateAtOnce(ForeignTraces.Judge judge, Options options, int threads)
      throws IOException {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      Map<Path, Future<Verdict>> verdicts = new LinkedHashMap<>();
      traces.forEach(
          trace ->
              verdicts.computeIfAbsent(
                  trace, path -> pool.submit(() -> judge.validate(path, options))));
      return report(trace -> new Judged(ParallelValidators.verdict(verdicts.get(trace))));
    } finally {
      pool.shutdownNow();
    }
  }

  private Validators validators() {
    SpecFiles files = foreign.spec();
    return files
        .module()
        .map(module -> Validators.of(files.library(), module, files.config().orElseThrow()))
        .orElseGet(Validators::bundled);
  }

  /** A verdict, of what rejects the trace the smallest part, and the last steps that were taken. */
  private record Judged(Verdict verdict, Optional<Shrunk> smallest, LastSteps last) {
    Judged(Verdict verdict) {
      this(verdict, Optional.empty(), LastSteps.NONE);
    }

    Judged after(LastSteps steps) {
      return new Judged(verdict, smallest, steps);
    }

    boolean isWhole() {
      return smallest.isEmpty();
    }
  }

  /** Judges a trace. */
  private interface Judge {
    Judged judge(Path trace) throws IOException;
  }

  private int report(Judge judge) throws IOException {
    int worst = ExitCode.HOLDS;
    List<Object> results = new ArrayList<>();
    Optional<RunPages> pages = html.map(file -> new RunPages(file, traces.size() > 1, page()));
    for (Path trace : traces) {
      Judged judged;
      try {
        judged = judge.judge(trace);
      } catch (TraceException | SpecException broken) {
        // One trace among many must not keep the others from being judged.
        if (traces.size() == 1 || !String.valueOf(broken.getMessage()).contains(trace.toString())) {
          throw broken;
        }
        worst = ExitCode.worse(worst, Failures.whileRunning(broken, spec.commandLine()));
        results.add(unusable(trace, broken));
        continue;
      }
      Verdict verdict = judged.verdict();
      worst = ExitCode.worse(worst, exitCode(verdict));
      if (output.isJson()) {
        Map<String, Object> json = json(trace.toString(), verdict);
        judged.smallest().ifPresent(part -> json.put("smallest", Shrinking.json(part)));
        results.add(json);
      } else {
        print(trace.toString(), verdict);
        judged
            .smallest()
            .ifPresent(part -> spec.commandLine().getOut().println(shrinking.text(part)));
      }
      if (shrinking.isAsked() && verdict instanceof Verdict.Rejected && judged.isWhole()) {
        spec.commandLine().getErr().println("scrutin validate: " + shrinking.noPart());
      }
      worst = save(trace, judged, pages, worst);
    }
    if (pages.isPresent()) {
      worst = Failures.writing(worst, spec.commandLine(), pages.get()::end);
    }
    if (output.isJson()) {
      Output.print(spec.commandLine().getOut(), results);
    }
    return worst;
  }

  /** The files that were asked for; the exit code after that. */
  private int save(Path trace, Judged judged, Optional<RunPages> pages, int found) {
    int worst = found;
    if (judged.smallest().isPresent()) {
      Shrunk part = judged.smallest().get();
      worst = Failures.writing(worst, spec.commandLine(), () -> shrinking.save(part));
    }
    if (pages.isPresent()) {
      worst =
          Failures.writing(
              worst,
              spec.commandLine(),
              () -> pages.get().write(trace, judged.verdict(), judged.last()));
    }
    return worst;
  }

  private RunPages.Page page() {
    return foreign.isForeign()
        ? (trace, verdict, last, file) ->
            ForeignPage.write(trace, verdict, last, foreign.folders(), file)
        : (trace, verdict, last, file) ->
            RunPage.write(trace, verdict, foreign.spec().library(), file);
  }

  private static Map<String, Object> unusable(Path trace, RuntimeException broken) {
    return Map.of("trace", trace.toString(), "verdict", "unusable", "reason", broken.getMessage());
  }

  private int validateAsOne(Options options) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    String name = OneRun.name(traces);
    OneRun.Found found;
    try {
      found = foreign.isBound() ? validateBound(options) : validateOurs(options);
    } catch (CausalityException e) {
      if (output.isJson()) {
        Output.print(
            out, List.of(Map.of("trace", name, "verdict", "rejected", "reason", e.getMessage())));
      } else {
        out.println("rejected: " + e.getMessage());
      }
      return ExitCode.VIOLATION;
    }
    if (output.isJson()) {
      Map<String, Object> json = json(name, found.verdict());
      json.put("lastLine", found.origin());
      json.put("remarks", found.remarks());
      Output.print(out, List.of(json));
    } else {
      print(name, found.verdict());
      found.remarks().forEach(remark -> out.println("  " + remark));
      out.flush();
    }
    return exitCode(found.verdict());
  }

  private OneRun.Found validateOurs(Options options) throws IOException {
    return oneRun.validate(
        traces,
        Optional.empty(),
        (in, merged) -> {
          try (TraceReader reader = new TraceReader(in, merged);
              TraceValidator validator = foreign.spec().validator(reader.header())) {
            return validator.validate(reader, merged, options);
          }
        });
  }

  private OneRun.Found validateBound(Options options) throws IOException {
    try (TraceValidator binding = foreign.bound()) {
      return oneRun.validate(
          traces, Optional.of(binding), (in, merged) -> binding.validate(in, merged, options));
    }
  }

  private Judged validate(Path trace, Options options) throws IOException {
    try (TraceReader reader = TraceReader.open(trace)) {
      TraceLine.Header header = reader.header();
      try (TraceValidator validator = foreign.spec().validator(header)) {
        Verdict verdict =
            repeat == 1
                ? validator.validate(reader, trace.toString(), options)
                : fastest(() -> validator.validate(trace, options));
        return shrunk(
            trace,
            verdict,
            new Shrinking.Shrinker(
                TraceShrinker.Format.OURS, Shrinking.inMemory(validator, trace, options), false));
      }
    }
  }

  private interface Replay {
    Verdict judge() throws IOException;
  }

  /** All say the same; the one with the least time for it is told. */
  private Verdict fastest(Replay replay) throws IOException {
    Verdict fastest = replay.judge();
    for (int k = 1; k < repeat; k++) {
      Verdict next = replay.judge();
      if (next.stats().nanos() < fastest.stats().nanos()) {
        fastest = next;
      }
    }
    return fastest;
  }

  private static int exitCode(Verdict verdict) {
    if (verdict instanceof Verdict.Conforms) {
      return ExitCode.HOLDS;
    }
    return verdict instanceof Verdict.Rejected ? ExitCode.VIOLATION : ExitCode.UNDECIDED;
  }

  private void print(String trace, Verdict verdict) {
    PrintWriter out = spec.commandLine().getOut();
    Stats figures = verdict.stats();
    if (verdict instanceof Verdict.Conforms) {
      out.printf(
          Locale.ROOT,
          "%s: conforms%s: %,d events are steps of the specification%s%n",
          trace,
          figures.unread().isEmpty() ? "" : " in what is compared",
          figures.events(),
          figures.checked().isEmpty()
              ? "; no invariant was checked"
              : ", and after each hold " + String.join(", ", figures.checked()));
    } else if (verdict instanceof Verdict.Rejected rejected) {
      out.println("rejected: " + rejected.rejection().text());
    } else if (verdict instanceof Verdict.Undecided undecided) {
      out.println(trace + ": undecided: " + undecided.reason());
    }
    figures
        .dropped()
        .ifPresent(what -> out.println("  not judged: " + what + "; this is a prefix of the run"));
    if (!figures.unchecked().isEmpty() && !(verdict instanceof Verdict.Rejected)) {
      out.println("  not checked: " + String.join(", ", figures.unchecked()));
    }
    if (!figures.unread().isEmpty()) {
      out.println("  never compared: " + String.join(", ", figures.unread()));
    }
    if (stats) {
      printFigures(out, figures);
    }
    out.flush();
  }

  private static void printFigures(PrintWriter out, Stats figures) {
    out.printf(
        Locale.ROOT,
        "  %,d events, %,d notes in %.3f s: %,.0f events/s; at most %d state(s) possible at once%n",
        figures.events(),
        figures.notes(),
        figures.nanos() / 1e9,
        figures.eventsPerSecond(),
        figures.frontier());
    figures
        .states()
        .ifPresent(set -> out.printf(Locale.ROOT, "  %,d distinct states%n", set.size()));
    out.println("  actions: " + figures.actions());
  }

  private static Map<String, Object> json(String trace, Verdict verdict) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("trace", trace);
    json.put("verdict", verdict.getClass().getSimpleName().toLowerCase(Locale.ROOT));
    if (verdict instanceof Verdict.Rejected rejected) {
      json.put("rejection", rejected.rejection());
    } else if (verdict instanceof Verdict.Undecided undecided) {
      json.put("reason", undecided.reason());
    }
    Stats figures = verdict.stats();
    json.put("events", figures.events());
    json.put("notes", figures.notes());
    json.put("eventsPerSecond", Math.round(figures.eventsPerSecond()));
    json.put("actions", figures.actions());
    figures.states().ifPresent(set -> json.put("distinctStates", set.size()));
    json.put("frontier", figures.frontier());
    json.put("checked", figures.checked());
    json.put("unchecked", figures.unchecked());
    json.put("unread", figures.unread());
    json.put("dropped", figures.dropped().map(List::of).orElse(List.of()));
    return json;
  }
}
