package org.scrutin.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.lifecycle.Lifespan;
import net.jqwik.api.lifecycle.Store;
import org.scrutin.replay.Verdict;
import org.scrutin.simulation.Algorithms;
import org.scrutin.simulation.weather.Schedule;

/** Whatever befalls a run, it is one of its specification's. */
class SchedulePropertiesTest {

  private static final int TRIES = 40;
  private static final int DEEP = 10_000;

  /** One for each property: loading a specification takes a moment, keeping it takes memory. */
  private final Store<Replays> replays =
      Store.getOrCreate("replays", Lifespan.PROPERTY, Replays::new);

  @Property(seed = "1", tries = TRIES, edgeCases = EdgeCasesMode.NONE)
  void bullyConformsWhateverBefallsIt(@ForAll("roughBully") Trial trial) {
    conforms(trial);
  }

  @Property(seed = "2", tries = TRIES, edgeCases = EdgeCasesMode.NONE)
  void ringConformsWhateverBefallsIt(@ForAll("roughRing") Trial trial) {
    conforms(trial);
  }

  @Property(seed = "3", tries = TRIES, edgeCases = EdgeCasesMode.NONE)
  void changRobertsConformsWhateverBefallsIt(@ForAll("roughChangRoberts") Trial trial) {
    conforms(trial);
  }

  @Property(seed = "4", tries = TRIES, edgeCases = EdgeCasesMode.NONE)
  void quorumBullyConformsWhateverBefallsIt(@ForAll("roughQuorumBully") Trial trial) {
    conforms(trial);
  }

  @Property(seed = "5", tries = TRIES, edgeCases = EdgeCasesMode.NONE)
  void quorumRingConformsWhateverBefallsIt(@ForAll("roughQuorumRing") Trial trial) {
    conforms(trial);
  }

  @Property(seed = "6", tries = TRIES, edgeCases = EdgeCasesMode.NONE)
  void bullyKeepsItsWholePromiseWhenNodesOnlyCrash(@ForAll("honestBully") Trial trial) {
    conforms(trial);
  }

  @Property(seed = "7", tries = TRIES, edgeCases = EdgeCasesMode.NONE)
  void ringKeepsItsWholePromiseWhenNodesOnlyCrash(@ForAll("honestRing") Trial trial) {
    conforms(trial);
  }

  @Property(seed = "8", tries = TRIES, edgeCases = EdgeCasesMode.NONE)
  void changRobertsKeepsItsWholePromiseWhenNodesOnlyCrash(
      @ForAll("honestChangRoberts") Trial trial) {
    conforms(trial);
  }

  @Property(seed = "9", tries = DEEP, edgeCases = EdgeCasesMode.NONE)
  @Tag("deep")
  void everyAlgorithmConformsWhateverBefallsIt(@ForAll("anyRough") Trial trial) {
    conforms(trial);
  }

  @Property(seed = "10", tries = DEEP, edgeCases = EdgeCasesMode.NONE)
  @Tag("deep")
  void everyTextbookAlgorithmKeepsItsWholePromiseWhenNodesOnlyCrash(
      @ForAll("anyHonest") Trial trial) {
    conforms(trial);
  }

  @Property(seed = "11", tries = 500, edgeCases = EdgeCasesMode.NONE)
  void aScheduleIsReadBackAsItWasTold(@ForAll("schedules") Schedule schedule) {
    assertThat(Schedule.parse(schedule.story())).isEqualTo(schedule);
  }

  private void conforms(Trial trial) {
    Trial.Outcome outcome;
    try {
      outcome = trial.run();
    } catch (AssertionError e) {
      throw new AssertionError(story(trial, "an invariant failed: " + e.getMessage()), e);
    }
    if (outcome.report().twoLeadersOfOneEpoch()) {
      fail(story(trial, "two nodes led one epoch"));
    }
    outcome.report().brokenPromise().ifPresent(broken -> fail(story(trial, broken)));
    Verdict verdict = replays.get().verdict(outcome.trace());
    if (verdict instanceof Verdict.Rejected rejected) {
      fail(story(trial, rejected.rejection().text()));
    } else if (verdict instanceof Verdict.Undecided undecided) {
      fail(story(trial, "undecided: " + undecided.reason()));
    }
  }

  private static String story(Trial trial, String what) {
    return trial + "\n" + what + "\nagain: " + trial.command();
  }

  @Provide
  Arbitrary<Trial> roughBully() {
    return Trials.rough(Algorithms.BULLY);
  }

  @Provide
  Arbitrary<Trial> roughRing() {
    return Trials.rough(Algorithms.RING);
  }

  @Provide
  Arbitrary<Trial> roughChangRoberts() {
    return Trials.rough(Algorithms.CHANG_ROBERTS);
  }

  @Provide
  Arbitrary<Trial> roughQuorumBully() {
    return Trials.rough(Algorithms.QUORUM_BULLY);
  }

  @Provide
  Arbitrary<Trial> roughQuorumRing() {
    return Trials.rough(Algorithms.QUORUM_RING);
  }

  @Provide
  Arbitrary<Trial> honestBully() {
    return Trials.honest(Algorithms.BULLY);
  }

  @Provide
  Arbitrary<Trial> honestRing() {
    return Trials.honest(Algorithms.RING);
  }

  @Provide
  Arbitrary<Trial> honestChangRoberts() {
    return Trials.honest(Algorithms.CHANG_ROBERTS);
  }

  @Provide
  Arbitrary<Trial> anyRough() {
    return Arbitraries.of(Algorithms.all()).flatMap(Trials::rough);
  }

  @Provide
  Arbitrary<Trial> anyHonest() {
    return Arbitraries.of(Algorithms.all())
        .filter(algorithm -> !algorithm.quorumGuarded())
        .flatMap(Trials::honest);
  }

  @Provide
  Arbitrary<Schedule> schedules() {
    return Arbitraries.of(1L, 7L, 1_000L)
        .flatMap(unit -> Arbitraries.integers().between(2, 12).flatMap(n -> told(n, unit)));
  }

  private static Arbitrary<Schedule> told(int nodes, long unit) {
    return new Schedules(nodes, unit).rough();
  }
}
