package org.scrutin.render;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was shown, and what not. Verdicts of the whole and of an algorithm are not given but follow
 * from the parts, so that they cannot say more than these do.
 *
 * @param title what the certificate is about
 * @param date when, if it is to be said; equal inputs without it give equal bytes
 * @param assumptions what all results rest on, a sentence each
 * @param notShown what nobody should conclude from this, a sentence each
 */
@JsonPropertyOrder({"title", "date", "verdict", "findings"})
public record Certificate(
    String title,
    Optional<String> date,
    List<Algorithm> algorithms,
    List<String> assumptions,
    List<String> notShown,
    Versions versions) {

  public Certificate {
    algorithms = List.copyOf(algorithms);
    assumptions = List.copyOf(assumptions);
    notShown = List.copyOf(notShown);
  }

  /** How a check ended. */
  public enum Verdict {
    /** As promised, within the bounds. */
    @JsonProperty("holds")
    HOLDS,
    /** Not as promised. */
    @JsonProperty("violated")
    VIOLATED,
    /** A limit was reached, or nothing was checked. */
    @JsonProperty("undecided")
    UNDECIDED
  }

  /** Whether a model gave what was expected of it. */
  public enum Outcome {
    /** A property that should hold does, or a counterexample that should exist was found. */
    @JsonProperty("as expected")
    AS_EXPECTED,
    /** A property that should hold does not, or the other way round. */
    @JsonProperty("not as expected")
    NOT_AS_EXPECTED,
    /** The check did not come to its end. */
    @JsonProperty("undecided")
    UNDECIDED
  }

  /** Violated if any algorithm is; undecided if any is, or there is none; else it holds. */
  @JsonProperty
  public Verdict verdict() {
    return worst(algorithms.stream().map(Algorithm::verdict).toList());
  }

  /** What keeps the verdict from being better, a sentence each; empty if all holds. */
  @JsonProperty
  public List<String> findings() {
    if (algorithms.isEmpty()) {
      return List.of("No algorithm was checked.");
    }
    return algorithms.stream().flatMap(algorithm -> algorithm.findings().stream()).toList();
  }

  /** Gaps that follow from the figures, a sentence each. */
  @JsonProperty
  public List<String> gaps() {
    return algorithms.stream().flatMap(algorithm -> algorithm.gaps().stream()).toList();
  }

  /** All models; what several algorithms share is there once. */
  List<Model> allModels() {
    Map<String, Model> byName = new LinkedHashMap<>();
    algorithms.forEach(
        algorithm -> algorithm.models.forEach(model -> byName.putIfAbsent(model.name, model)));
    return List.copyOf(byName.values());
  }

  /** All mutants; what several algorithms share is there once. */
  List<Mutant> allMutants() {
    return algorithms.stream().flatMap(algorithm -> algorithm.mutants.stream()).distinct().toList();
  }

  /** Distinct states of all models together, each model once. */
  @JsonProperty
  public long statesChecked() {
    return allModels().stream().mapToLong(Model::distinctStates).sum();
  }

  private static Verdict worst(List<Verdict> verdicts) {
    if (verdicts.contains(Verdict.VIOLATED)) {
      return Verdict.VIOLATED;
    }
    return verdicts.isEmpty() || verdicts.contains(Verdict.UNDECIDED)
        ? Verdict.UNDECIDED
        : Verdict.HOLDS;
  }

  /**
   * An algorithm.
   *
   * @param promise what it promises, in words
   * @param failureModel under which failures, in words
   * @param mutants faulty variants of the specification that some property must catch
   * @param weathers simulated runs, grouped by their faults
   */
  @JsonPropertyOrder({"name", "verdict", "findings"})
  public record Algorithm(
      String name,
      String promise,
      String failureModel,
      List<Model> models,
      List<Mutant> mutants,
      List<Weather> weathers,
      Optional<Picture> picture) {

    public Algorithm {
      models = List.copyOf(models);
      mutants = List.copyOf(mutants);
      weathers = List.copyOf(weathers);
    }

    /**
     * Violated if a model did not end as expected or a run was rejected; undecided if a model or
     * run was, a mutant escaped or has changed, no state was checked or no event was replayed; else
     * it holds.
     */
    @JsonProperty
    public Verdict verdict() {
      if (models.stream().anyMatch(model -> model.outcome == Outcome.NOT_AS_EXPECTED)
          || weathers.stream().anyMatch(weather -> weather.rejected > 0)) {
        return Verdict.VIOLATED;
      }
      return findings().isEmpty() ? Verdict.HOLDS : Verdict.UNDECIDED;
    }

    /** Distinct states of all models together. */
    @JsonProperty
    public long statesChecked() {
      return models.stream().mapToLong(Model::distinctStates).sum();
    }

    /** Distinct states that the runs passed through, summed over the weathers. */
    @JsonProperty
    public long statesSeen() {
      return weathers.stream().mapToLong(Weather::distinctStates).sum();
    }

    /** Runs in all weathers. */
    @JsonProperty
    public long runs() {
      return weathers.stream().mapToLong(Weather::runs).sum();
    }

    /** Events replayed in all weathers. */
    @JsonProperty
    public long events() {
      return weathers.stream().mapToLong(Weather::events).sum();
    }

    /** What keeps the verdict from being better, a sentence each. */
    @JsonProperty
    public List<String> findings() {
      List<String> findings = new ArrayList<>();
      for (Model model : models) {
        if (model.outcome == Outcome.NOT_AS_EXPECTED) {
          findings.add(name + ": model " + model.name + " did not end as expected.");
        } else if (model.outcome == Outcome.UNDECIDED) {
          findings.add(name + ": model " + model.name + " was not checked to its end.");
        }
      }
      for (Weather weather : weathers) {
        count(findings, weather.rejected, "run", "rejected in weather " + weather.name);
        count(findings, weather.undecided, "run", "undecided in weather " + weather.name);
        long told = (long) weather.conform + weather.rejected + weather.undecided;
        count(findings, weather.runs - told, "run", "without a verdict in weather " + weather.name);
      }
      for (Mutant mutant : mutants) {
        if (mutant.caughtBy.isEmpty()) {
          findings.add(name + ": no property caught the mutant " + mutant.name + ".");
        } else if (!mutant.asPinned) {
          findings.add(name + ": the mutant " + mutant.name + " has not its pinned size.");
        }
      }
      if (statesChecked() == 0) {
        findings.add(name + ": no state of a model was checked.");
      }
      if (events() == 0) {
        findings.add(name + ": no event of a run was replayed.");
      }
      return List.copyOf(findings);
    }

    private void count(List<String> findings, long number, String noun, String what) {
      if (number > 0) {
        findings.add(name + ": " + Counted.of(number, noun) + " " + what + ".");
      }
    }

    /** Gaps that follow from the figures, a sentence each. */
    @JsonProperty
    public List<String> gaps() {
      List<String> gaps = new ArrayList<>();
      List<String> never = actionsInNoRun();
      if (!never.isEmpty()) {
        gaps.add(name + ": no run took " + String.join(", ", never) + ".");
      }
      if (mutants.isEmpty()) {
        gaps.add(name + ": no mutants were tried, so nothing says how sharp its properties are.");
      }
      return List.copyOf(gaps);
    }

    private List<String> actionsInNoRun() {
      if (weathers.isEmpty()) {
        return List.of();
      }
      return weathers.get(0).actionsNeverTaken.stream()
          .filter(
              action ->
                  weathers.stream().allMatch(weather -> weather.actionsNeverTaken.contains(action)))
          .toList();
    }
  }

  /**
   * A question to the model checker.
   *
   * @param question in words
   * @param assumptions what the answer rests on, a sentence each
   * @param bounds how large the model is, in words
   * @param expect what should come out, in words: that it holds, or which property is violated
   * @param outcome whether it came out
   * @param distinctStates at least 0
   * @param depth of the search, at least 0
   * @param seconds at least 0
   * @param counterexample the steps of the expected counterexample; empty if none is expected
   */
  public record Model(
      String name,
      String question,
      List<String> assumptions,
      String bounds,
      String expect,
      Outcome outcome,
      long distinctStates,
      int depth,
      double seconds,
      List<String> counterexample) {

    public Model {
      assumptions = List.copyOf(assumptions);
      counterexample = List.copyOf(counterexample);
    }
  }

  /**
   * A faulty variant of a specification.
   *
   * @param caughtBy the property that was violated; empty if none was
   * @param asPinned whether it had the pinned size; nothing else is said of one that escaped
   */
  public record Mutant(String name, Optional<String> caughtBy, @JsonIgnore boolean asPinned) {

    /** One of the pinned size, or that nothing caught. */
    public Mutant(String name, Optional<String> caughtBy) {
      this(name, caughtBy, true);
    }
  }

  /**
   * Simulated runs with the same kinds of faults.
   *
   * @param events events replayed
   * @param actionsTaken how many actions of the specification occurred
   * @param actionsNeverTaken names of those that did not
   * @param distinctStates distinct states of the specification that the runs passed through
   * @param faults those that took effect
   * @param clientOperations operations of clients that were checked for linearizability; 0 where
   *     there are no clients
   */
  public record Weather(
      String name,
      int runs,
      long events,
      int conform,
      int rejected,
      int undecided,
      int actionsTaken,
      List<String> actionsNeverTaken,
      long distinctStates,
      List<Fault> faults,
      long elections,
      long falseSuspicions,
      long splitBrains,
      long clientOperations) {

    public Weather {
      actionsNeverTaken = List.copyOf(actionsNeverTaken);
      faults = List.copyOf(faults);
    }
  }

  /** A kind of fault, and how often it took effect. */
  public record Fault(String name, long count) {}

  /**
   * A picture of one run.
   *
   * @param svg markup by {@link LamportDiagram#svg}; goes into the page as it is, and not into JSON
   */
  public record Picture(@JsonIgnore String svg, String caption) {}

  /** What the results were made with. */
  public record Versions(String scrutin, String tlc, String jdk) {}
}
