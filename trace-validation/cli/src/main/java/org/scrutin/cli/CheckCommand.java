package org.scrutin.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import me.tongfei.progressbar.ProgressBar;
import org.scrutin.modelcheck.Counterexample;
import org.scrutin.modelcheck.Manifest;
import org.scrutin.modelcheck.Model;
import org.scrutin.modelcheck.ModelChecker;
import org.scrutin.modelcheck.ModelResult;
import org.scrutin.modelcheck.Pins;
import org.scrutin.modelcheck.Suite;
import org.scrutin.modelcheck.Verdict;
import org.scrutin.modelcheck.tlc.SpecException;
import org.scrutin.modelcheck.tlc.SpecLibrary;
import org.scrutin.render.Counted;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code scrutin check}: TLC on the models, against pinned results. */
@Command(
    name = "check",
    description = "Model-check the specifications with TLC, against the pinned results.",
    mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {

  /** More than any machine has processors; each has a file open and a stack of its own. */
  private static final int MAX_WORKERS = 256;

  @Spec private CommandSpec spec;
  @Mixin private Output output;

  @Parameters(
      paramLabel = "MODEL",
      arity = "0..*",
      description = "Models, or the first part of their names; all quick ones if none is given.")
  private List<String> names = List.of();

  @Option(names = "--full", description = "The larger models too: minutes, not seconds.")
  private boolean full;

  @Option(
      names = "--workers",
      defaultValue = "1",
      description =
          "Threads for each model; with more than 1 depth and counterexamples vary, and are not"
              + " compared.")
  private int workers;

  @Option(names = "--pin", description = "Pin what is measured now, in a source checkout.")
  private boolean pin;

  @Option(names = "--show", description = "Print the counterexamples that are found.")
  private boolean show;

  @ArgGroup(validate = false, heading = "%nFor models that are too large to be explored:%n")
  private LargeModelOptions large = new LargeModelOptions();

  @ArgGroup(validate = false, heading = "%nOn several machines (docs/distributed.md):%n")
  private DistributedOptions distributed = new DistributedOptions();

  @Override
  public Integer call() throws InterruptedException {
    if (workers < 1 || workers > MAX_WORKERS) {
      throw new ParameterException(
          spec.commandLine(), "--workers must be 1 to " + MAX_WORKERS + ", not " + workers);
    }
    distributed.validate(spec.commandLine(), names, workers, pin);
    large.validate(spec.commandLine(), distributed.isServer() || distributed.isWorker(), workers);
    DistributedCheck several = new DistributedCheck(spec.commandLine(), output);
    if (distributed.isWorker()) {
      return several.work(distributed.worker(workers));
    }
    SpecLibrary library = SpecLibrary.bundled();
    Manifest manifest = pin ? Manifest.of(source()) : Manifest.of(library);
    List<Model> models = models(manifest);
    Consumer<Counterexample> story = show ? c -> print(spec.commandLine().getOut(), c) : c -> {};
    if (distributed.isServer()) {
      return several.serve(library, models, distributed.server(), story);
    }
    if (large.behaviours().isPresent()) {
      return simulate(library, manifest, models, story);
    }
    List<ModelResult> results = check(library, models);
    if (pin) {
      Pins.pin(manifest, models, results);
      models = pinnedNow(models, results);
    }
    List<List<String>> wrong = failures(models, results, workers);
    List<String> failures = wrong.stream().flatMap(List::stream).toList();
    PrintWriter out = spec.commandLine().getOut();
    if (output.isJson()) {
      Output.print(out, json(models, results, wrong));
    } else if (failures.isEmpty()) {
      out.println(Counted.of(models.size(), "model") + ": all as expected");
    }
    failures.forEach(failure -> spec.commandLine().getErr().println("scrutin check: " + failure));
    out.flush();
    return exitCode(wrong, results);
  }

  private int simulate(
      SpecLibrary library, Manifest manifest, List<Model> models, Consumer<Counterexample> story) {
    var simulated =
        new SimulatedCheck(spec.commandLine(), output, large.behaviours().orElseThrow());
    var results = simulated.run(library, models, story);
    if (pin) {
      SimulatedCheck.pin(manifest, models, results);
    }
    return SimulatedCheck.exitCode(models, results);
  }

  /**
   * Of several models the worst.
   *
   * @param wrong what of each is not as expected
   */
  static int exitCode(List<List<String>> wrong, List<ModelResult> results) {
    int worst = ExitCode.HOLDS;
    for (int i = 0; i < results.size(); i++) {
      if (!wrong.get(i).isEmpty()) {
        worst = ExitCode.worse(worst, exitCode(results.get(i).verdict()));
      }
    }
    return worst;
  }

  /** Of a model that did not end as expected. */
  static int exitCode(Verdict verdict) {
    if (verdict instanceof Verdict.Unusable) {
      return ExitCode.BAD_INPUT;
    }
    return verdict instanceof Verdict.Unfinished ? ExitCode.UNDECIDED : ExitCode.VIOLATION;
  }

  /** With --pin what is measured now is what is pinned. */
  private static List<Model> pinnedNow(List<Model> models, List<ModelResult> results) {
    return IntStream.range(0, models.size())
        .mapToObj(i -> models.get(i).withPinned(results.get(i).measured()))
        .toList();
  }

  private static SpecLibrary source() {
    java.nio.file.Path folder = java.nio.file.Path.of("spec");
    if (!java.nio.file.Files.isRegularFile(folder.resolve("models.json"))) {
      throw new SpecException(
          "--pin: run it at the root of a source checkout; no spec/models.json");
    }
    return SpecLibrary.of(folder);
  }

  private List<Model> models(Manifest manifest) {
    if (names.isEmpty()) {
      return manifest.suite(full ? Suite.FULL : Suite.QUICK);
    }
    List<Model> chosen = new ArrayList<>();
    for (String name : names) {
      for (Model model : manifest.named(name)) {
        boolean wanted = full || model.suite() == Suite.QUICK || model.name().equals(name);
        if (wanted && !chosen.contains(model)) {
          chosen.add(model);
        }
      }
    }
    if (chosen.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "all models of " + String.join(", ", names) + " need --full");
    }
    return chosen;
  }

  private List<ModelResult> check(SpecLibrary library, List<Model> models)
      throws InterruptedException {
    int parallel = Runtime.getRuntime().availableProcessors();
    ModelChecker checker =
        new ModelChecker(library, new ModelChecker.Settings(parallel, workers, large.limit()));
    try (ProgressBar bar = output.progress("models", models.size())) {
      return checker.check(
          models,
          new ModelBar(bar) {
            @Override
            public void finished(Model model, ModelResult result) {
              super.finished(model, result);
              if (!output.isJson()) {
                print(model, result);
              }
            }
          });
    }
  }

  private void print(Model model, ModelResult result) {
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        Locale.ROOT,
        "%-4s %-44s %-38s %,11d distinct states, depth %3d, %6.1f s%n",
        label(model, result),
        model.name(),
        result.verdict() + result.counterexample().map(c -> " in " + c.length()).orElse(""),
        result.distinct(),
        result.depth(),
        result.duration().toMillis() / 1e3);
    if (show) {
      result.counterexample().ifPresent(counterexample -> print(out, counterexample));
    }
    out.flush();
  }

  private String label(Model model, ModelResult result) {
    Model judged = pin ? model.withPinned(result.measured()) : model;
    return label(result.verdict(), Pins.failures(judged, result, workers).isEmpty());
  }

  static String label(Verdict verdict, boolean asExpected) {
    return verdict instanceof Verdict.Unfinished ? "open" : asExpected ? "ok" : "FAIL";
  }

  private static void print(PrintWriter out, Counterexample counterexample) {
    for (int k = 0; k < counterexample.states().size(); k++) {
      Counterexample.State state = counterexample.states().get(k);
      out.printf(
          "       %2d. %s%n", k + 1, state.action().isEmpty() ? "initial state" : state.action());
      List<String> changed =
          state.changed().isEmpty() && k == 0
              ? List.copyOf(state.variables().keySet())
              : state.changed();
      changed.forEach(
          name -> out.println("             " + name + " = " + state.variables().get(name)));
    }
  }

  /** Of each model what is not as expected. */
  static List<List<String>> failures(List<Model> models, List<ModelResult> results, int workers) {
    return IntStream.range(0, models.size())
        .mapToObj(i -> Pins.failures(models.get(i), results.get(i), workers))
        .toList();
  }

  private static List<Map<String, Object>> json(
      List<Model> models, List<ModelResult> results, List<List<String>> wrong) {
    List<Map<String, Object>> all = new ArrayList<>();
    for (int i = 0; i < models.size(); i++) {
      Model model = models.get(i);
      ModelResult result = results.get(i);
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("name", model.name());
      json.put("question", model.question());
      json.put("assumptions", model.assumptions());
      json.put("bounds", model.bounds());
      json.put("mutant", model.mutant());
      json.put("expected", model.expect().toString());
      json.put("verdict", result.verdict().toString());
      json.put("asPinned", wrong.get(i).isEmpty());
      json.put("distinct", result.distinct());
      json.put("generated", result.generated());
      json.put("depth", result.depth());
      json.put("seconds", result.duration().toMillis() / 1e3);
      Optional<Counterexample> counterexample = result.counterexample();
      counterexample.ifPresent(
          found -> {
            json.put("length", found.length());
            json.put("steps", found.states().stream().map(Counterexample.State::action).toList());
          });
      all.add(json);
    }
    return all;
  }
}
