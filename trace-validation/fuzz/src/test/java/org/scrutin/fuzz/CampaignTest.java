package org.scrutin.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.scrutin.fuzz.faults.BullyFaults;
import org.scrutin.fuzz.faults.RaftFaults;
import org.scrutin.modelcheck.tlc.SpecLibrary;
import org.scrutin.replay.Options;
import org.scrutin.replay.Validators;
import org.scrutin.simulation.Algorithm;
import org.scrutin.simulation.Algorithms;
import org.scrutin.simulation.weather.Fault;
import org.scrutin.simulation.weather.Weather;

/** A campaign notices whatever is wrong with a run, goes on, and keeps the first. */
class CampaignTest {

  private static final Weather ROUGH = Weather.rough(Fault.all());

  private static CampaignResult judged(Algorithm algorithm, int runs) throws InterruptedException {
    return new Campaign(algorithm, "all faults", ROUGH, runs, 300, 1)
        .judge(SpecLibrary.bundled(), 2, done -> {});
  }

  @Test
  void aRightCoreConforms() throws InterruptedException {
    CampaignResult result = judged(Algorithms.RAFT, 6);
    assertThat(result.conform()).isEqualTo(6);
    assertThat(result.firstFailure()).isEmpty();
  }

  @Test
  void whatReplayRejectsCounts() throws InterruptedException {
    CampaignResult result = judged(RaftFaults.votesTwice(), 20);
    assertThat(result.rejected()).isPositive();
    assertThat(result.runs()).isEqualTo(20);
    assertThat(result.firstFailure())
        .hasValueSatisfying(
            failure -> assertThat(failure.why()).contains("enabled, but it leads elsewhere"));
  }

  @Test
  void aCoreThatBreaksItsOwnInvariantCountsAsRejectedAndEndsNothing() throws InterruptedException {
    CampaignResult result = judged(BullyFaults.followsStaleCoordinatorsAndAsserts(), 40);
    assertThat(result.rejected()).isPositive();
    assertThat(result.runs()).isEqualTo(40);
    assertThat(result.firstFailure())
        .hasValueSatisfying(failure -> assertThat(failure.why()).contains("epoch went back from"));
  }

  @Test
  void whatClientsSawAndCannotCountsAsRejected() {
    Run run = seenByClients();
    CampaignResult result =
        new CampaignResult(new Campaign(run.algorithm(), "some", run.weather(), 1, run.steps(), 1));
    try (Validators validators = new Validators(SpecLibrary.bundled())) {
      result.add(run, run.judge(validators, Options.DEFAULT));
    }
    assertThat(result.rejected()).isEqualTo(1);
    assertThat(result.clientOperations()).isPositive();
    assertThat(result.firstFailure())
        .hasValueSatisfying(
            failure -> assertThat(failure.why()).contains("is not linearizable: process "));
  }

  /** The first of the runs of a faulty Raft whose clients see it. */
  private static Run seenByClients() {
    Weather weather = Weather.rough(Set.of(Fault.CRASH, Fault.LOSS, Fault.PARTITION));
    return LongStream.rangeClosed(1, 60)
        .mapToObj(
            seed ->
                new Run(
                    RaftFaults.commitsWhatMayNotMatch(),
                    Run.ring(5, 0),
                    weather,
                    Optional.empty(),
                    seed,
                    10_000))
        .filter(run -> ClientHistories.check(run.simulate().calls()).broken().isPresent())
        .findFirst()
        .orElseThrow();
  }
}
