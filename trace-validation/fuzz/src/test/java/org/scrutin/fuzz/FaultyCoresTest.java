package org.scrutin.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.scrutin.fuzz.faults.BullyFaults;
import org.scrutin.fuzz.faults.QuorumFaults;
import org.scrutin.fuzz.faults.RaftFaults;
import org.scrutin.fuzz.faults.RaftLeaseFaults;
import org.scrutin.fuzz.faults.RaftMembershipFaults;
import org.scrutin.fuzz.faults.RaftReadFaults;
import org.scrutin.fuzz.faults.RingFaults;
import org.scrutin.replay.Rejection;
import org.scrutin.replay.Verdict;
import org.scrutin.simulation.Algorithm;
import org.scrutin.simulation.Algorithms;
import org.scrutin.simulation.weather.Schedule;
import org.scrutin.simulation.weather.Weather;

/** What a core does wrong is found, and the same run of the real core conforms. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultyCoresTest {

  private static final int SEEDS = 200;
  private static final int STEPS = 150;

  private static final int READ_STEPS = 1_000;

  /** Enough for two elections and some proposals between them. */
  private static final int RAFT_STEPS = 400;

  private static final String LEADS_ELSEWHERE = "enabled, but it leads elsewhere";
  private static final String NOT_ENABLED = "not enabled";

  private static final Weather ROUGH = Weather.rough(Set.of());

  /** Announcements that arrive when their leader has come back with a later epoch. */
  private static final String LATE_NEWS =
      "delay #3 by 900ms; delay #4 by 900ms; delay #5 by 900ms; crash n3 at 200ms for 50ms";

  /** Two claim the same epoch, since neither hears of the other. */
  private static final String RIVALS = "cut n4->n5 at 0ms for 3s; cut n5->n4 at 0ms for 3s";

  /** A leader whom nobody hears takes proposals; then they find each other again, and elect. */
  private static final String ALL_ALONE =
      "partition n1 at 400ms for 220ms; cut n2->n3 at 400ms for 220ms;"
          + " cut n3->n2 at 400ms for 220ms";

  /** A server that leads most of the time is alone, for as long as others need to elect. */
  private static final String CUT_OFF_AGAIN_AND_AGAIN =
      IntStream.rangeClosed(1, 10)
          .mapToObj(n -> "partition n1 at " + n * 700 + "ms for 500ms")
          .collect(Collectors.joining("; "));

  /**
   * One server after the other hears nobody, and is heard by nobody, for as long as others doubt.
   */
  private static final String ASLEEP_IN_TURN =
      IntStream.rangeClosed(1, 20)
          .mapToObj(n -> "pause n" + (1 + n % 5) + " at " + n * 200 + "ms for 120ms")
          .collect(Collectors.joining("; "));

  private final Replays replays = new Replays();

  @AfterAll
  void close() {
    replays.close();
  }

  @Test
  void aBullyThatAnnouncesItselfWithoutAskingTheHigherNodesIsRejected() {
    Rejection rejection = rejected(BullyFaults.announcesWithoutAsking(), bully(ROUGH, ""));
    finds(rejection, "AnswerTimeout(", NOT_ENABLED, "Electing");
  }

  @Test
  void aBullyThatDoesNotWaitAsLongAsAnAnswerTakesIsRejectedInASynchronousNetwork() {
    Rejection rejection = rejected(BullyFaults.losesPatience(), bully(Weather.honest(), ""));
    finds(rejection, "AnswerTimeout(", NOT_ENABLED, "NoAnswerCanCome(i)` is FALSE");
  }

  @Test
  void aBullyThatFollowsACoordinatorOfAnOldEpochIsRejected() {
    Rejection rejection = rejected(BullyFaults.followsStaleCoordinators(), bully(ROUGH, LATE_NEWS));
    finds(rejection, "HandleCoordinator(", LEADS_ELSEWHERE, "epoch = ");
  }

  @Test
  void aBullyThatFollowsACoordinatorOfAnOldEpochBreaksItsOwnInvariant() {
    String message =
        broken(BullyFaults.followsStaleCoordinatorsAndAsserts(), bully(ROUGH, LATE_NEWS));
    assertThat(message).contains("epoch went back from");
  }

  @Test
  void aBullyThatForgetsItsEpochInACrashIsRejectedWhenItComesBack() {
    Rejection rejection =
        rejected(BullyFaults.forgetsItsEpoch(), bully(ROUGH, "crash n2 at 500ms for 100ms"));
    finds(
        rejection,
        "Restart(2)",
        LEADS_ELSEWHERE,
        "epoch = 3 on 2 in the specification, the trace logged 0");
  }

  @Test
  void aBullyThatDoesNotAnswerAnElectionIsRejected() {
    Rejection rejection = rejected(BullyFaults.ignoresElections(), bully(ROUGH, ""));
    finds(
        rejection,
        "HandleElection(",
        LEADS_ELSEWHERE,
        "leader = 3 on 3 in the specification, the trace logged None");
  }

  @Test
  void aBullyThatClaimsAnotherActionIsRejected() {
    Rejection rejection = rejected(BullyFaults.claimsAnotherAction(), bully(ROUGH, ""));
    finds(rejection, "CoordinatorTimeout(", NOT_ENABLED, "Waiting");
  }

  @Test
  void aBullyThatLogsAnotherStateThanItHasIsRejected() {
    Rejection rejection = rejected(BullyFaults.logsThatItIsIdle(), bully(ROUGH, ""));
    finds(rejection, "StartElection(", LEADS_ELSEWHERE, "status = ");
  }

  @Test
  void aRingThatElectsTheLowestNodeIsRejected() {
    Rejection rejection = rejected(RingFaults.electsTheLowest(), ring(ROUGH, ""));
    finds(rejection, "HandleElection(", LEADS_ELSEWHERE, "leader = ");
  }

  @Test
  void aRingThatForgetsWhomAMessageHasPassedIsRejectedWhereItArrives() {
    Rejection rejection = rejected(RingFaults.forgetsWhomTheMessageHasPassed(), ring(ROUGH, ""));
    finds(rejection, "HandleElection(", NOT_ENABLED, "m must be in Deliverable");
  }

  @Test
  void aRingThatSwallowsItsOwnElectionIsRejected() {
    Rejection rejection = rejected(RingFaults.swallowsItsOwnElection(), ring(ROUGH, ""));
    finds(
        rejection,
        "HandleElection(",
        LEADS_ELSEWHERE,
        "the trace logged no change of \"Electing\"");
  }

  @Test
  void aRingThatReroutesToTheDeadNodeIsRejected() {
    Rejection rejection =
        rejected(
            RingFaults.reroutesToTheDeadNode(), ring(Weather.honest(), "crash n3 at 0ms for 2s"));
    finds(rejection, "Reroute(", NOT_ENABLED, "m must be in");
  }

  @Test
  void aChangRobertsThatForwardsALowerNodeIsRejectedWhereTheMessageArrives() {
    Trial trial = trial(Algorithms.CHANG_ROBERTS, List.of(1, 3, 2), ROUGH, "");
    Rejection rejection = rejected(RingFaults.forwardsLowerNodes(), trial);
    finds(rejection, "HandleElection(", NOT_ENABLED, "m must be in Deliverable");
  }

  @Test
  void aQuorumBullyWhoseGrantsAreNotDurableIsRejectedWhenItComesBack() {
    Rejection rejection =
        rejected(QuorumFaults.forgetsGrantsInACrash(), quorumBully("crash n1 at 400ms for 100ms"));
    finds(
        rejection,
        "Restart(1)",
        LEADS_ELSEWHERE,
        "epoch = 1 on 1 in the specification, the trace logged 0");
  }

  @Test
  void aQuorumBullyThatLeadsWithAMinorityOfGrantsIsRejected() {
    Rejection rejection = rejected(QuorumFaults.leadsWithAMinority(), quorumBully(""));
    finds(rejection, "HandleGrant(", LEADS_ELSEWHERE, "leader = ");
  }

  @Test
  void aQuorumBullyThatGrantsAnEpochTwiceIsRejected() {
    Rejection rejection = rejected(QuorumFaults.grantsTwice(), quorumBully(RIVALS));
    finds(rejection, "HandleClaim(", LEADS_ELSEWHERE, "granted = ");
  }

  @Test
  void aQuorumBullyThatGrantsAnEpochTwiceBreaksItsOwnInvariant() {
    String message = broken(QuorumFaults.grantsTwiceAndAsserts(), quorumBully(RIVALS));
    assertThat(message).contains("a second grant in one epoch");
  }

  @Test
  void aQuorumRingThatConcludesWithoutAMajorityIsRejected() {
    Trial trial =
        trial(
            Algorithms.QUORUM_RING,
            List.of(1, 2, 3, 4, 5),
            ROUGH,
            "partition n1 n2 at 0ms for 30s");
    Rejection rejection = rejected(QuorumFaults.concludesWithoutAMajority(), trial);
    finds(rejection, "HandleElection(", LEADS_ELSEWHERE, "leader = ");
  }

  @Test
  void aRaftThatReadsWithoutAMajorityIsRejected() {
    Rejection rejection = rejected(RaftReadFaults.readsWhenOneOtherHasAnswered(), readers(""));
    finds(rejection, "HandleAppendEntriesResponse(", LEADS_ELSEWHERE, "reads = ");
  }

  @Test
  void aRaftWhoseReadJoinsAnEarlierRoundIsRejected() {
    Rejection rejection = rejected(RaftReadFaults.joinsTheRoundBefore(), readers(""));
    finds(rejection, "ReadIndex(", LEADS_ELSEWHERE, "round = ");
  }

  @Test
  void aRaftThatKeepsItsReadsWhenItNoLongerLeadsIsRejected() {
    Rejection rejection =
        rejected(RaftReadFaults.keepsItsReads(), readers("partition n1 at 600ms for 2s"));
    finds(rejection, "CheckQuorum(", LEADS_ELSEWHERE, "reads = ");
  }

  @Test
  void aRaftThatVotesForAServerWithAShorterLogIsRejected() {
    Rejection rejection = rejected(RaftFaults.votesForAnyLog(), raft(ALL_ALONE));
    finds(rejection, "HandleRequestVote(", LEADS_ELSEWHERE, "votedFor = ");
  }

  @Test
  void aRaftThatVotesTwiceInATermIsRejected() {
    Rejection rejection = rejected(RaftFaults.votesTwice(), raftOfFive(""));
    finds(rejection, "HandleRequestVote(", LEADS_ELSEWHERE, "votedFor = ");
  }

  @Test
  void aRaftThatVotesTwiceInATermBreaksItsOwnInvariant() {
    String message = broken(RaftFaults.votesTwiceAndAsserts(), raftOfFive(""));
    assertThat(message).contains("a second vote in one term");
  }

  @Test
  void aRaftWhoseVoteIsNotDurableIsRejectedWhenItComesBack() {
    Rejection rejection = rejected(RaftFaults.forgetsItsVote(), raft("crash n1 at 400ms for 50ms"));
    finds(rejection, "Restart(1)", LEADS_ELSEWHERE, "votedFor = ");
  }

  @Test
  void aRaftThatCommitsEntriesOfAnOlderTermByCountingIsRejected() {
    Trial slow =
        trial(
            RaftFaults.oneEntryAtATime(),
            List.of(1, 2, 3),
            ROUGH,
            "partition n1 at 400ms for 300ms; crash n2 at 500ms for 100ms",
            RAFT_STEPS);
    Rejection rejection = rejected(RaftFaults.commitsOldTermsByCounting(), slow);
    finds(rejection, "HandleAppendEntriesResponse(", LEADS_ELSEWHERE, "commitIndex = ");
  }

  @Test
  void aRaftThatCommitsWhatMayNotMatchIsRejected() {
    Rejection rejection = rejected(RaftFaults.commitsWhatMayNotMatch(), raft(""));
    finds(rejection, "HandleAppendEntries(", LEADS_ELSEWHERE, "commitIndex = ");
  }

  @Test
  void aRaftThatDropsWhatFollowsAnOldMessageIsRejected() {
    Rejection rejection = rejected(RaftFaults.dropsWhatFollows(), raft(""));
    finds(rejection, "HandleAppendEntries(", LEADS_ELSEWHERE, "log = ");
  }

  @Test
  void aRaftThatTakesARefusalForAMatchIsRejected() {
    Rejection rejection = rejected(RaftFaults.matchesWhatIsRefused(), raft(ALL_ALONE));
    finds(rejection, "HandleAppendEntriesResponse(", LEADS_ELSEWHERE, "matchIndex = ");
  }

  @Test
  void aRaftThatRaisesItsTermInAPreVoteIsRejected() {
    Rejection rejection = rejected(RaftFaults.raisesItsTermInAPreVote(), raft(""));
    finds(rejection, "HandleRequestPreVote(", LEADS_ELSEWHERE, "currentTerm = 0 on");
  }

  @Test
  void aRaftThatLeadsOnWithoutAMajorityIsRejected() {
    Rejection rejection =
        rejected(RaftFaults.neverStepsDown(), raft("partition n1 at 300ms for 3s"));
    finds(rejection, "CheckQuorum(", LEADS_ELSEWHERE, "state = ");
  }

  @Test
  void aRaftThatCountsWhomItHeardLongAgoIsRejected() {
    Rejection rejection = rejected(RaftFaults.countsWhomItHeardLongAgo(), raft(""));
    finds(rejection, "CheckQuorum(", LEADS_ELSEWHERE, "heard = ");
  }

  @Test
  void aRaftThatHandsOverToAServerThatIsBehindIsRejectedWhereTheMessageArrives() {
    Rejection rejection = rejected(RaftFaults.handsOverToWhoIsBehind(), raft(""));
    finds(rejection, "HandleTimeoutNow(", NOT_ENABLED, "m must be in Deliverable");
  }

  @Test
  void aRaftThatTakesProposalsWhileItHandsOverIsRejected() {
    Rejection rejection =
        rejected(RaftFaults.proposesMeanwhile(), raft("partition n1 at 300ms for 3s"));
    finds(rejection, "Propose(", NOT_ENABLED, "transferee[i] = None");
  }

  @Test
  void aRaftThatCountsItsUnflushedDiskIsRejected() {
    Rejection rejection = rejected(RaftFaults.countsItsUnflushedDisk(), raft(""));
    finds(rejection, "Propose(", LEADS_ELSEWHERE, "matchIndex = ");
  }

  @Test
  void aRaftThatAnswersBeforeItsDiskIsFlushedIsRejectedInACrash() {
    Rejection rejection =
        rejected(RaftFaults.answersBeforeItsDiskIsFlushed(), raft("crash n1 at 600ms for 100ms"));
    finds(rejection, "Crash(1, ", NOT_ENABLED, "LastIndex(disk[i].log)");
  }

  @Test
  void aRaftThatBeginsItsTermsWithoutAnEntryIsRejected() {
    Rejection rejection = rejected(RaftFaults.beginsWithoutEntry(), raft(""));
    finds(rejection, "HandleRequestVoteResponse(", LEADS_ELSEWHERE, "log = ");
  }

  @Test
  void aRaftThatSkipsTheJointConfigurationIsRejected() {
    Rejection rejection = rejected(RaftMembershipFaults.skipsTheJointConfiguration(), readers(""));
    finds(rejection, "ChangeMembership(", LEADS_ELSEWHERE, "config = ");
  }

  @Test
  void aRaftThatGoesByCommittedConfigurationsOnlyIsRejected() {
    Rejection rejection = rejected(RaftMembershipFaults.waitsForTheCommit(), readers(""));
    finds(rejection, "HandleAppendEntries(", LEADS_ELSEWHERE, "config = ");
  }

  @Test
  void aRaftThatCountsLearnersIsRejected() {
    Rejection rejection = rejected(RaftMembershipFaults.countsLearners(), readers(""));
    finds(rejection, "HandleAppendEntriesResponse(", LEADS_ELSEWHERE, "commitIndex = ");
  }

  @Test
  void aRaftWhoseSnapshotsForgetTheConfigurationIsRejected() {
    Rejection rejection =
        rejected(RaftMembershipFaults.forgetsTheConfigurationInSnapshots(), readers(""));
    finds(rejection, "Compact(", LEADS_ELSEWHERE, "log = ");
  }

  @Test
  void aRaftWhoseLeasesAreTooLongIsRejectedWhenItReads() {
    Rejection rejection =
        rejected(RaftLeaseFaults.takesLeasesThatAreTooLong(), readers(CUT_OFF_AGAIN_AND_AGAIN));
    finds(rejection, "LeaseRead(", NOT_ENABLED, "Unchallenged(i)` is FALSE");
  }

  @Test
  void aRaftThatKeepsItsLeaseWhenItHandsOverIsRejected() {
    Rejection rejection = rejected(RaftLeaseFaults.keepsItsLeaseWhenItHandsOver(), readers(""));
    finds(rejection, "TransferLeadership(", LEADS_ELSEWHERE, "lease = ");
  }

  @Test
  void aRaftThatVotesAsSoonAsItHasComeBackIsRejected() {
    Rejection rejection =
        rejected(
            RaftLeaseFaults.votesAsSoonAsItHasComeBack(),
            readers("crash n1 at 200ms for 30ms; crash n2 at 210ms for 100ms"));
    finds(rejection, "HandleRequestVote(", LEADS_ELSEWHERE, "votedFor = ");
  }

  @Test
  void aRaftThatHeedsAnswersThoughItHearsALeaderIsRejected() {
    Rejection rejection =
        rejected(RaftLeaseFaults.heedsAnswersThoughItHearsALeader(), readers(ASLEEP_IN_TURN));
    finds(rejection, "HandleRequestPreVoteResponse(", LEADS_ELSEWHERE, "currentTerm = ");
  }

  /** No fault of the code: no lease can bear this. */
  @Test
  void aRaftWhoseLeaderHasAClockThatIsTenTimesTooSlowIsRejectedWhenItReads() {
    Trial slow = readers("drift n1 by 0.1; " + CUT_OFF_AGAIN_AND_AGAIN);
    Rejection rejection = rejected(slow, readers(CUT_OFF_AGAIN_AND_AGAIN));
    finds(rejection, "LeaseRead(", NOT_ENABLED, "Unchallenged(i)` is FALSE");
  }

  private static Trial readers(String story) {
    return trial(Algorithms.RAFT, List.of(1, 2, 3, 4, 5), ROUGH, story, READ_STEPS);
  }

  private static Trial raft(String story) {
    return trial(Algorithms.RAFT, List.of(1, 2, 3), ROUGH, story, RAFT_STEPS);
  }

  private static Trial raftOfFive(String story) {
    return trial(Algorithms.RAFT, List.of(1, 2, 3, 4, 5), ROUGH, story, RAFT_STEPS);
  }

  private static Trial bully(Weather weather, String story) {
    return trial(Algorithms.BULLY, List.of(1, 2, 3), weather, story);
  }

  private static Trial ring(Weather weather, String story) {
    return trial(Algorithms.RING, List.of(1, 2, 3, 4), weather, story);
  }

  private static Trial quorumBully(String story) {
    return trial(Algorithms.QUORUM_BULLY, List.of(1, 2, 3, 4, 5), ROUGH, story);
  }

  private static Trial trial(
      Algorithm algorithm, List<Integer> ring, Weather weather, String story) {
    return trial(algorithm, ring, weather, story, STEPS);
  }

  private static Trial trial(
      Algorithm algorithm, List<Integer> ring, Weather weather, String story, int steps) {
    return new Trial(algorithm, ring, weather, Schedule.parse(story), 1, steps);
  }

  /** The first rejection among the seeds; the real core conforms with that seed. */
  private Rejection rejected(Algorithm faulty, Trial honest) {
    return rejected(honest.with(faulty), honest);
  }

  private Rejection rejected(Trial faulty, Trial honest) {
    for (int seed = 1; seed <= SEEDS; seed++) {
      if (replays.verdict(faulty.withSeed(seed)) instanceof Verdict.Rejected rejected) {
        conforms(honest.withSeed(seed));
        return rejected.rejection();
      }
    }
    throw new AssertionError("no seed up to " + SEEDS + " shows the fault");
  }

  /** What the first invariant says that breaks; the real core conforms with that seed. */
  private String broken(Algorithm faulty, Trial honest) {
    for (int seed = 1; seed <= SEEDS; seed++) {
      Trial trial = honest.withSeed(seed);
      Optional<String> message = failure(trial.with(faulty));
      if (message.isPresent()) {
        conforms(trial);
        return message.get();
      }
    }
    throw new AssertionError("no seed up to " + SEEDS + " shows the fault");
  }

  private static Optional<String> failure(Trial trial) {
    try {
      trial.run();
      return Optional.empty();
    } catch (AssertionError e) {
      return Optional.of(e.getMessage());
    }
  }

  private void conforms(Trial trial) {
    assertThat(replays.verdict(trial))
        .as("%s%nagain: %s", trial, trial.command())
        .isInstanceOf(Verdict.Conforms.class);
  }

  private static void finds(Rejection rejection, String claim, String reason, String detail) {
    assertThat(rejection.claim()).as(rejection.text()).startsWith(claim);
    assertThat(rejection.reason()).as(rejection.text()).isEqualTo(reason);
    assertThat(rejection.details())
        .as(rejection.text())
        .anySatisfy(line -> assertThat(line).contains(detail));
  }
}
