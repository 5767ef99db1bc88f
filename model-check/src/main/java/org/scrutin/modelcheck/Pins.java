package org.scrutin.modelcheck;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Compares results with what the manifest says. Whoever changes a specification sees here what
 * became of its models: a property that no longer catches its mutant, or a state space that shrank.
 */
public final class Pins {

  private static final String NOT_PINNED = "not pinned yet: run `./scrutin check --pin`";

  private Pins() {}

  /**
   * Everything that is not as the manifest says, one line each, with the name of the model; empty
   * if all is. When the verdict is wrong, that alone is said.
   */
  public static List<String> failures(Model model, ModelResult result) {
    List<String> failures = new ArrayList<>(verdictFailures(model, result));
    if (failures.isEmpty()) {
      failures.addAll(coverageFailures(model, result));
      failures.addAll(drift(model, result));
    }
    return failures.stream().map(failure -> model.name() + ": " + failure).toList();
  }

  /**
   * As {@link #failures}, for a run of several workers: they explore the states in another order in
   * each run, so that depth is not compared, and of a counterexample only what it violates.
   */
  public static List<String> failures(Model model, ModelResult result, int workers) {
    if (workers == 1) {
      return failures(model, result);
    }
    List<String> failures = new ArrayList<>(distributedFailures(model, result));
    if (failures.isEmpty() && model.pinned().isEmpty()) {
      failures.add(model.name() + ": " + NOT_PINNED);
    }
    if (failures.isEmpty() && result.verdict() instanceof Verdict.Holds) {
      coverageFailures(model, result).forEach(one -> failures.add(model.name() + ": " + one));
    }
    return failures;
  }

  /**
   * As {@link #failures}, for a run on several machines: it has no coverage, no depth, and its
   * counterexample is one of many, found after as many states as happened to be explored.
   */
  public static List<String> distributedFailures(Model model, ModelResult result) {
    List<String> failures = new ArrayList<>(verdictFailures(model, result));
    if (failures.isEmpty() && result.verdict() instanceof Verdict.Holds) {
      model.pinned().ifPresent(old -> sizeDrift(old, result.measured(), failures));
    }
    return failures.stream().map(failure -> model.name() + ": " + failure).toList();
  }

  /**
   * Pins what was measured, of those models whose verdict and coverage are as expected, and notes
   * how far those came that were not finished.
   *
   * @param results one for each model, in the same order
   * @return what is wrong with the others, as {@link #failures} says it
   * @throws org.scrutin.modelcheck.tlc.SpecException if the manifest is not in a source checkout
   */
  public static List<String> pin(Manifest manifest, List<Model> models, List<ModelResult> results) {
    List<String> failures = new ArrayList<>();
    Map<String, Pinned> measured = new TreeMap<>();
    Map<String, Reached> reached = new TreeMap<>();
    for (int i = 0; i < models.size(); i++) {
      if (results.get(i).verdict() instanceof Verdict.Unfinished
          && models.get(i).pinned().isEmpty()) {
        reached.put(models.get(i).name(), results.get(i).reached());
      }
      Model pinned = models.get(i).withPinned(results.get(i).measured());
      List<String> wrong = failures(pinned, results.get(i));
      failures.addAll(wrong);
      if (wrong.isEmpty()) {
        measured.put(pinned.name(), results.get(i).measured());
      }
    }
    manifest.pin(measured);
    manifest.reached(reached);
    return List.copyOf(failures);
  }

  private static List<String> verdictFailures(Model model, ModelResult result) {
    if (result.verdict() instanceof Verdict.Unusable unusable) {
      return List.of(unusable.toString());
    }
    if (result.verdict() instanceof Verdict.Unfinished unfinished) {
      return List.of("not finished: " + unfinished.reason());
    }
    if (result.verdict().meets(model.expect())) {
      return List.of();
    }
    String length = result.counterexample().map(c -> " (in " + c.length() + " states)").orElse("");
    return List.of("expected: " + model.expect() + "; found: " + result.verdict() + length);
  }

  private static List<String> coverageFailures(Model model, ModelResult result) {
    List<String> failures = new ArrayList<>();
    if (!model.coverage()) {
      return failures;
    }
    if (result.coverage().isEmpty()) {
      failures.add("coverage is asked for, but TLC reported no action");
    }
    for (ActionCoverage action : result.coverage()) {
      boolean exempt = model.neverTaken().contains(action.action());
      String name = "action " + action.action() + " (" + action.location() + ")";
      if (action.taken() == 0 && !exempt) {
        failures.add(name + " is never taken");
      } else if (action.taken() > 0 && exempt) {
        failures.add(name + " is under neverTaken, but is taken " + action.taken() + " times");
      }
    }
    for (String exempt : model.neverTaken()) {
      if (result.coverage().stream().noneMatch(action -> action.action().equals(exempt))) {
        failures.add("no action is called " + exempt + ", which is under neverTaken");
      }
    }
    return failures;
  }

  private static List<String> drift(Model model, ModelResult result) {
    if (model.pinned().isEmpty()) {
      return List.of(NOT_PINNED);
    }
    Pinned old = model.pinned().get();
    Pinned now = result.measured();
    List<String> failures = new ArrayList<>();
    sizeDrift(old, now, failures);
    compare("depth", Optional.of(old.depth()), Optional.of(now.depth()), failures);
    compare("length of the counterexample", old.length(), now.length(), failures);
    return failures;
  }

  private static void sizeDrift(Pinned old, Pinned now, List<String> failures) {
    compare("distinct states", Optional.of(old.distinct()), Optional.of(now.distinct()), failures);
    compare(
        "generated states", Optional.of(old.generated()), Optional.of(now.generated()), failures);
  }

  private static <T> void compare(
      String quantity, Optional<T> old, Optional<T> now, List<String> failures) {
    if (!old.equals(now)) {
      failures.add(quantity + ": pinned " + text(old) + ", now " + text(now));
    }
  }

  private static <T> String text(Optional<T> number) {
    return number.map(Object::toString).orElse("none");
  }
}
