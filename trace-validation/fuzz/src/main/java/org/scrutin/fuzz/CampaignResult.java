package org.scrutin.fuzz;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.scrutin.replay.LongSet;
import org.scrutin.replay.Stats;
import org.scrutin.simulation.RunReport;

/** The sum of a campaign's runs. Not thread-safe. */
public final class CampaignResult {

  /**
   * A run that did not conform.
   *
   * @param undecided whether it is only not known
   * @param why for people
   */
  public record Failure(Run run, boolean undecided, String why) {

    private static final Comparator<Failure> WORST_FIRST =
        Comparator.comparing(Failure::undecided).thenComparing(failure -> failure.run().seed());
  }

  private final Campaign campaign;
  private final SortedMap<String, Long> actions = new TreeMap<>();
  private final SortedMap<String, Long> faults = new TreeMap<>();
  private final SortedMap<String, LongSet> states = new TreeMap<>();
  private Optional<Failure> firstFailure = Optional.empty();
  private int conform;
  private int rejected;
  private int undecided;
  private long events;
  private long clientOperations;
  private long elections;
  private long suspicions;
  private long falseSuspicions;
  private long splitBrains;
  private int unstable;

  CampaignResult(Campaign campaign) {
    this.campaign = campaign;
  }

  void add(Run run, Run.Judged judged) {
    if (judged.conforms()) {
      conform++;
    } else {
      rejected += judged.undecided() ? 0 : 1;
      undecided += judged.undecided() ? 1 : 0;
      fail(new Failure(run, judged.undecided(), judged.why()));
    }
    clientOperations += judged.clientOperations();
    judged.replayed().ifPresent(verdict -> add(run, verdict.stats()));
    judged.report().ifPresent(this::add);
  }

  private void add(Run run, Stats stats) {
    events += stats.events();
    stats.actions().forEach((action, count) -> actions.merge(action, count, Long::sum));
    String constants = run.algorithm().header(run.ring(), run.weather(), 0).constants().toString();
    stats
        .states()
        .ifPresent(seen -> states.computeIfAbsent(constants, any -> new LongSet()).addAll(seen));
  }

  private void add(RunReport report) {
    elections += report.elections();
    suspicions += report.suspicions();
    falseSuspicions += report.falseSuspicions();
    splitBrains += report.splitBrains();
    unstable += report.stable() ? 0 : 1;
    report.faults().forEach((fault, count) -> faults.merge(fault, (long) count, Long::sum));
    faults.merge("lost message", report.lost(), Long::sum);
    faults.merge("doubled message", report.duplicated(), Long::sum);
    faults.merge("rerouted message", report.rerouted(), Long::sum);
  }

  void add(CampaignResult other) {
    conform += other.conform;
    rejected += other.rejected;
    undecided += other.undecided;
    events += other.events;
    clientOperations += other.clientOperations;
    elections += other.elections;
    suspicions += other.suspicions;
    falseSuspicions += other.falseSuspicions;
    splitBrains += other.splitBrains;
    unstable += other.unstable;
    other.actions.forEach((action, count) -> actions.merge(action, count, Long::sum));
    other.faults.forEach((fault, count) -> faults.merge(fault, count, Long::sum));
    other.states.forEach(
        (constants, seen) -> states.computeIfAbsent(constants, any -> new LongSet()).addAll(seen));
    other.firstFailure.ifPresent(this::fail);
  }

  /** Of all failures, the rejected one of the least seed is kept. */
  private void fail(Failure failure) {
    firstFailure =
        Stream.concat(firstFailure.stream(), Stream.of(failure)).min(Failure.WORST_FIRST);
  }

  public Campaign campaign() {
    return campaign;
  }

  /** Runs that conform. */
  public int conform() {
    return conform;
  }

  /**
   * Runs that were rejected: by replay, by an invariant of a core, or for what their clients saw.
   */
  public int rejected() {
    return rejected;
  }

  /** Runs of which replay, or the check of what clients saw, could not say. */
  public int undecided() {
    return undecided;
  }

  /** Runs in all. */
  public int runs() {
    return conform + rejected + undecided;
  }

  /** Events that were replayed. */
  public long events() {
    return events;
  }

  /** Operations of clients that were checked for linearizability. */
  public long clientOperations() {
    return clientOperations;
  }

  /** How often each action of the specification was taken. */
  public SortedMap<String, Long> actions() {
    return actions;
  }

  /** The actions that no run took. */
  public List<String> neverTaken() {
    return actions.entrySet().stream()
        .filter(action -> action.getValue() == 0)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Distinct states of the specification, summed over the sets of nodes and rings. */
  public long distinctStates() {
    return states.values().stream().mapToLong(LongSet::size).sum();
  }

  /** How often each kind of fault took effect. */
  public SortedMap<String, Long> faults() {
    return faults;
  }

  public long elections() {
    return elections;
  }

  public long suspicions() {
    return suspicions;
  }

  /** Suspicions of peers that were up and awake. */
  public long falseSuspicions() {
    return falseSuspicions;
  }

  /** How often two nodes or more believed themselves leader at once. */
  public long splitBrains() {
    return splitBrains;
  }

  /** Runs at whose end the live nodes did not agree on a live leader: they were cut short. */
  public int unstable() {
    return unstable;
  }

  /** The failure with the least seed; one that is only undecided where none is rejected. */
  public Optional<Failure> firstFailure() {
    return firstFailure;
  }
}
