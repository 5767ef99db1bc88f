package org.scrutin.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.scrutin.modelcheck.Counterexample;
import org.scrutin.modelcheck.Expectation;
import org.scrutin.modelcheck.Manifest;
import org.scrutin.modelcheck.Model;
import org.scrutin.modelcheck.ModelSimulation;
import org.scrutin.modelcheck.Simulated;
import org.scrutin.modelcheck.SimulationResult;
import org.scrutin.modelcheck.Verdict;
import org.scrutin.modelcheck.tlc.Behaviours;
import org.scrutin.modelcheck.tlc.SpecLibrary;
import picocli.CommandLine;

/** {@code scrutin check --simulate}: random behaviours of models. */
final class SimulatedCheck {

  private final CommandLine command;
  private final Output output;
  private final Behaviours behaviours;

  SimulatedCheck(CommandLine command, Output output, Behaviours behaviours) {
    this.command = command;
    this.output = output;
    this.behaviours = behaviours;
  }

  /**
   * Makes them, and prints what came of them.
   *
   * @param story prints a counterexample
   * @return the results, in the order of the models
   */
  List<SimulationResult> run(
      SpecLibrary library, List<Model> models, Consumer<Counterexample> story) {
    List<SimulationResult> results =
        models.parallelStream()
            .map(model -> new ModelSimulation(library, model).run(behaviours))
            .toList();
    if (output.isJson()) {
      Output.print(command.getOut(), results.stream().map(SimulatedCheck::json).toList());
    } else {
      IntStream.range(0, models.size()).forEach(i -> print(models.get(i), results.get(i), story));
    }
    for (SimulationResult result : results) {
      if (result.verdict() instanceof Verdict.Unfinished unfinished) {
        command
            .getErr()
            .println("scrutin check: " + result.model() + ": not finished: " + unfinished.reason());
      }
    }
    return results;
  }

  private void print(Model model, SimulationResult result, Consumer<Counterexample> story) {
    PrintWriter out = command.getOut();
    out.printf(
        Locale.ROOT,
        "%-4s %-44s %-38s %,d behaviours of up to %d states, seed %d: %,d states generated,"
            + " %.1f s%n",
        label(model, result),
        model.name(),
        found(result),
        behaviours.count(),
        behaviours.depth(),
        behaviours.seed(),
        result.states(),
        result.duration().toMillis() / 1e3);
    result.counterexample().ifPresent(story);
    out.flush();
  }

  private static String label(Model model, SimulationResult result) {
    if (result.verdict() instanceof Verdict.Unfinished) {
      return "open";
    }
    return refuted(model, result) ? "FAIL" : "ok";
  }

  private static String found(SimulationResult result) {
    return result.verdict() instanceof Verdict.Holds
        ? "no violation found"
        : result.verdict()
            + result.counterexample().map(c -> " in " + c.length() + " states").orElse("");
  }

  /** That nothing was found proves nothing; that something was found does. */
  private static boolean refuted(Model model, SimulationResult result) {
    return model.expect() instanceof Expectation.Holds
        && !(result.verdict() instanceof Verdict.Holds)
        && !(result.verdict() instanceof Verdict.Unfinished);
  }

  /** A violation where a model was found not to hold that should. */
  static int exitCode(List<Model> models, List<SimulationResult> results) {
    if (IntStream.range(0, models.size()).anyMatch(i -> refuted(models.get(i), results.get(i)))) {
      return ExitCode.VIOLATION;
    }
    return results.stream().anyMatch(result -> result.verdict() instanceof Verdict.Unfinished)
        ? ExitCode.UNDECIDED
        : ExitCode.HOLDS;
  }

  /** Notes those in the manifest that were found to have no violation. */
  static void pin(Manifest manifest, List<Model> models, List<SimulationResult> results) {
    Map<String, Simulated> simulated = new TreeMap<>();
    for (int i = 0; i < models.size(); i++) {
      if (results.get(i).verdict() instanceof Verdict.Holds) {
        simulated.put(models.get(i).name(), results.get(i).measured());
      }
    }
    manifest.simulated(simulated);
  }

  private static Map<String, Object> json(SimulationResult result) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", result.model());
    json.put("found", found(result));
    json.put("behaviours", result.behaviours().count());
    json.put("depth", result.behaviours().depth());
    json.put("seed", result.behaviours().seed());
    json.put("states", result.states());
    json.put("seconds", result.duration().toMillis() / 1e3);
    List<String> steps = new ArrayList<>();
    result.counterexample().ifPresent(c -> c.states().forEach(state -> steps.add(state.action())));
    json.put("steps", steps);
    return json;
  }
}
