package org.scrutin.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.scrutin.protocol.RaftServer.candidate;
import static org.scrutin.protocol.RaftServer.core;
import static org.scrutin.protocol.RaftServer.entry;
import static org.scrutin.protocol.RaftServer.first;
import static org.scrutin.protocol.RaftServer.follower;
import static org.scrutin.protocol.RaftServer.leader;
import static org.scrutin.protocol.RaftServer.logOf;
import static org.scrutin.protocol.RaftServer.preCandidate;
import static org.scrutin.protocol.Story.node;
import static org.scrutin.protocol.Story.some;
import static org.scrutin.protocol.raft.RaftPart.CHECK_QUORUM;
import static org.scrutin.protocol.raft.RaftPart.NO_OP;
import static org.scrutin.protocol.raft.RaftPart.PRE_VOTE;
import static org.scrutin.protocol.raft.RaftPart.TRANSFER;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.scrutin.protocol.raft.Command;
import org.scrutin.protocol.raft.RaftDurable;
import org.scrutin.protocol.raft.RaftMessage;
import org.scrutin.protocol.raft.RaftMessage.AppendEntries;
import org.scrutin.protocol.raft.RaftMessage.AppendEntriesResponse;
import org.scrutin.protocol.raft.RaftMessage.RequestPreVote;
import org.scrutin.protocol.raft.RaftMessage.RequestPreVoteResponse;
import org.scrutin.protocol.raft.RaftMessage.RequestVote;
import org.scrutin.protocol.raft.RaftMessage.RequestVoteResponse;
import org.scrutin.protocol.raft.RaftMessage.TimeoutNow;
import org.scrutin.protocol.raft.RaftState;

/** How Raft elects, and hands over. */
class RaftStoryTest {

  private static final NodeId N1 = node(1);
  private static final NodeId N2 = node(2);
  private static final NodeId N3 = node(3);

  private static RequestVote vote(NodeId from, NodeId to, int term) {
    return new RequestVote(from, to, term, 0, 0, false);
  }

  private static AppendEntries heartbeat(NodeId from, NodeId to, int term) {
    return new AppendEntries(from, to, term, 0, 0, List.of(), 0, 0);
  }

  @Test
  void whoHearsNoLeaderStandsAndLeadsWithTheVotesOfAMajority() {
    RequestVoteResponse yes = new RequestVoteResponse(N2, N1, 1, true);
    follower(0)
        .asOneOfThree(1)
        .timesOut("election")
        .as("Timeout", N1)
        .becoming(candidate(1, 1).now())
        .with("persist", vote(N1, N2, 1), vote(N1, N3, 1), "set election")
        .receives(yes)
        .as("HandleRequestVoteResponse", yes)
        .becoming(leader(1).next(1, 1).match(0, 0, 0).now())
        .with(
            heartbeat(N1, N2, 1),
            heartbeat(N1, N3, 1),
            "cancel election",
            "set append n2",
            "set append n3",
            "lead 1")
        .timesOut("append n2")
        .as("AppendEntries", N1, N2, 0)
        .with(heartbeat(N1, N2, 1), "set append n2");
  }

  @Test
  void aFollowerVotesHearsItsLeaderAndWaitsAnew() {
    follower(0)
        .asOneOfThree(2)
        .receives(vote(N1, N2, 1))
        .as("HandleRequestVote", vote(N1, N2, 1))
        .becoming(follower(1).voted(1).now())
        .with("persist", new RequestVoteResponse(N2, N1, 1, true), "set election")
        .receives(heartbeat(N1, N2, 1))
        .as("HandleAppendEntries", heartbeat(N1, N2, 1))
        .becoming(follower(1).voted(1).following(1).now())
        .with(new AppendEntriesResponse(N2, N1, 1, true, 0, 0), "set election");
  }

  @Test
  void aSplitVoteEndsInANewTermWhereVotesOfTheOldOneDoNotCount() {
    candidate(1, 1)
        .asOneOfThree(1)
        .receives(vote(N2, N1, 1))
        .becoming(candidate(1, 1).now())
        .with(new RequestVoteResponse(N1, N2, 1, false))
        .receives(new RequestVoteResponse(N2, N1, 1, false))
        .becoming(candidate(1, 1).now())
        .with()
        .timesOut("election")
        .as("Timeout", N1)
        .becoming(candidate(2, 1).now())
        .with("persist", vote(N1, N2, 2), vote(N1, N3, 2), "set election")
        .receives(new RequestVoteResponse(N3, N1, 1, true))
        .becoming(candidate(2, 1).now())
        .with();
  }

  @Test
  void theVotesOfAMinorityAreCountedEachOnce() {
    candidate(1, 1)
        .asOneOfFive(1)
        .receives(new RequestVoteResponse(N2, N1, 1, true))
        .becoming(candidate(1, 1, 2).amongFive().now())
        .with()
        .receives(new RequestVoteResponse(N2, N1, 1, true))
        .becoming(candidate(1, 1, 2).amongFive().now())
        .with();
  }

  @Test
  void aCandidateThatHearsALeaderOfItsTermFollowsItAndOneOfALaterTermToo() {
    candidate(1, 1)
        .asOneOfThree(1)
        .receives(heartbeat(N2, N1, 1))
        .becoming(follower(1).voted(1).following(2).now())
        .with(new AppendEntriesResponse(N1, N2, 1, true, 0, 0), "set election")
        .receives(heartbeat(N3, N1, 2))
        .becoming(follower(2).following(3).now())
        .with("persist", new AppendEntriesResponse(N1, N3, 2, true, 0, 0), "set election");
  }

  @Test
  void aLeaderOfAnOlderTermIsTurnedAwayAndStepsDown() {
    follower(2)
        .following(3)
        .asOneOfThree(2)
        .receives(heartbeat(N1, N2, 1))
        .becoming(follower(2).following(3).now())
        .with(new AppendEntriesResponse(N2, N1, 2, false, 0, 0));
    leader(1)
        .next(1, 1)
        .match(0, 0, 0)
        .asOneOfThree(1)
        .receives(new AppendEntriesResponse(N2, N1, 2, false, 0, 0))
        .becoming(follower(2).now())
        .with(
            "persist",
            "cancel append n2",
            "cancel append n3",
            "cancel quorum",
            "cancel transfer",
            "cancel flush",
            "set election",
            "lose 1");
  }

  @Test
  void aServerWithAnOlderOrAShorterLogIsNotVotedFor() {
    RaftServer voter = follower(2).log(entry(1, 7), entry(2, 8));
    voter
        .asOneOfThree(1)
        .receives(new RequestVote(N2, N1, 3, 5, 1, false))
        .becoming(follower(3).log(entry(1, 7), entry(2, 8)).now())
        .with("persist", new RequestVoteResponse(N1, N2, 3, false));
    voter
        .asOneOfThree(1)
        .receives(new RequestVote(N2, N1, 3, 1, 2, false))
        .with("persist", new RequestVoteResponse(N1, N2, 3, false));
    voter
        .asOneOfThree(1)
        .receives(new RequestVote(N2, N1, 3, 2, 2, false))
        .becoming(follower(3).voted(2).log(entry(1, 7), entry(2, 8)).now())
        .with("persist", new RequestVoteResponse(N1, N2, 3, true), "set election");
  }

  @Test
  void thereIsOneVoteATermAndTheSameAgainForWhomeverHasIt() {
    follower(1)
        .asOneOfThree(1)
        .receives(vote(N2, N1, 1))
        .becoming(follower(1).voted(2).now())
        .with("persist", new RequestVoteResponse(N1, N2, 1, true), "set election")
        .receives(vote(N3, N1, 1))
        .becoming(follower(1).voted(2).now())
        .with(new RequestVoteResponse(N1, N3, 1, false))
        .receives(vote(N2, N1, 1))
        .with(new RequestVoteResponse(N1, N2, 1, true), "set election")
        .receives(vote(N3, N1, 2))
        .becoming(follower(2).voted(3).now())
        .with("persist", new RequestVoteResponse(N1, N3, 2, true), "set election");
  }

  @Test
  void aVoteSurvivesARestart() {
    Step<RaftState, RaftMessage> back =
        core(1, 3, RaftServer.TIMING).restart(new RaftDurable(1, some(2), logOf(entry(1, 7))));
    RaftServer voter = follower(1).voted(2).log(entry(1, 7));
    assertThat(back.action()).isEqualTo(Action.of("Restart", N1));
    assertThat(back.state()).isEqualTo(voter.now());
    assertThat(back.effects()).isEqualTo(core(1, 3, RaftServer.TIMING).boot().effects());
    assertThat(back.effects()).hasSize(1);
    voter
        .asOneOfThree(1)
        .receives(new RequestVote(N3, N1, 1, 1, 1, false))
        .becoming(voter.now())
        .with(new RequestVoteResponse(N1, N3, 1, false));
  }

  @Test
  void aLeaderBeginsItsTermWithAnEntryThatCommitsWhatOlderTermsLeft() {
    List<Object> sent =
        List.of(
            new AppendEntries(N1, N2, 2, 1, 1, List.of(first(2)), 0, 0),
            new AppendEntries(N1, N3, 2, 1, 1, List.of(first(2)), 0, 0));
    candidate(2, 1)
        .log(entry(1, 7))
        .asOneOfThree(1, NO_OP)
        .receives(new RequestVoteResponse(N2, N1, 2, true))
        .becoming(leader(2).log(entry(1, 7), first(2)).next(3, 3).match(2, 0, 0).now())
        .with(
            "persist",
            sent.get(0),
            sent.get(1),
            "cancel election",
            "set append n2",
            "set append n3",
            "lead 2")
        .receives(new AppendEntriesResponse(N3, N1, 2, true, 2, 0))
        .becoming(leader(2).log(entry(1, 7), first(2)).next(3, 3).match(2, 0, 2).committed(2).now())
        .with("deliver 1 " + new Command(7));
  }

  @Test
  void aPreVoteDoesNotRaiseTheTermUntilAMajorityWouldVote() {
    RequestPreVoteResponse yes = new RequestPreVoteResponse(N3, N1, 2, true);
    follower(1)
        .voted(2)
        .following(2)
        .asOneOfThree(1, PRE_VOTE)
        .timesOut("election")
        .as("Doubt", N1)
        .becoming(follower(1).voted(2).now())
        .with("set election")
        .timesOut("election")
        .as("Timeout", N1)
        .becoming(preCandidate(1).voted(2).votes(1).now())
        .with(
            new RequestPreVote(N1, N2, 2, 0, 0),
            new RequestPreVote(N1, N3, 2, 0, 0),
            "set election")
        .receives(new RequestPreVoteResponse(N2, N1, 1, false))
        .becoming(preCandidate(1).voted(2).votes(1).now())
        .with()
        .receives(yes)
        .as("HandleRequestPreVoteResponse", yes)
        .becoming(candidate(2, 1).now())
        .with("persist", vote(N1, N2, 2), vote(N1, N3, 2), "set election")
        .receives(yes)
        .becoming(candidate(2, 1).now())
        .with();
  }

  @Test
  void aPreVoteIsRefusedWhileALeaderIsHeardAndBindsNobody() {
    RequestPreVote ask = new RequestPreVote(N1, N2, 2, 0, 0);
    follower(1)
        .following(3)
        .asOneOfThree(2, PRE_VOTE)
        .receives(ask)
        .as("HandleRequestPreVote", ask)
        .becoming(follower(1).following(3).now())
        .with(new RequestPreVoteResponse(N2, N1, 1, false))
        .timesOut("election")
        .as("Doubt", N2)
        .with("set election")
        .receives(ask)
        .becoming(follower(1).now())
        .with(new RequestPreVoteResponse(N2, N1, 2, true))
        .receives(new RequestPreVote(N3, N2, 2, 0, 0))
        .becoming(follower(1).now())
        .with(new RequestPreVoteResponse(N2, N3, 2, true));
  }

  @Test
  void aPreVoteIsRefusedToAShorterLogAndWhoIsBehindLearnsTheTerm() {
    follower(3)
        .log(entry(1, 7))
        .asOneOfThree(2, PRE_VOTE)
        .receives(new RequestPreVote(N1, N2, 4, 0, 0))
        .with(new RequestPreVoteResponse(N2, N1, 3, false))
        .receives(new RequestPreVote(N1, N2, 2, 1, 1))
        .with(new RequestPreVoteResponse(N2, N1, 3, false));
    preCandidate(1)
        .votes(1)
        .asOneOfThree(1, PRE_VOTE)
        .receives(new RequestPreVoteResponse(N2, N1, 3, false))
        .becoming(follower(3).now())
        .with("persist");
  }

  @Test
  void aLeaderThatHearsOfAMajorityGoesOnAndOneThatDoesNotStepsDown() {
    leader(1)
        .next(1, 1)
        .match(0, 0, 0)
        .asOneOfThree(1, CHECK_QUORUM)
        .receives(new AppendEntriesResponse(N2, N1, 1, true, 0, 0))
        .becoming(leader(1).next(1, 1).match(0, 0, 0).heard(2).now())
        .with()
        .timesOut("quorum")
        .as("CheckQuorum", N1)
        .becoming(leader(1).next(1, 1).match(0, 0, 0).now())
        .with("set quorum")
        .timesOut("quorum")
        .as("CheckQuorum", N1)
        .becoming(follower(1).voted(1).now())
        .with(
            "cancel append n2",
            "cancel append n3",
            "cancel quorum",
            "cancel transfer",
            "cancel flush",
            "set election",
            "lose 1");
  }

  @Test
  void aLeaderOfFiveNeedsTwoOthersToHaveAQuorum() {
    leader(1)
        .next(1, 1, 1, 1)
        .match(0, 0, 0, 0, 0)
        .heard(2)
        .asOneOfFive(1, CHECK_QUORUM)
        .timesOut("quorum")
        .becoming(follower(1).voted(1).amongFive().now());
  }

  @Test
  void whoHearsALeaderTakesNoPartInElectionsUnlessItsLeaderWishesIt() {
    RaftServer content = follower(1).following(3);
    content
        .asOneOfThree(2, CHECK_QUORUM)
        .receives(vote(N1, N2, 7))
        .as("HandleRequestVote", vote(N1, N2, 7))
        .becoming(content.now())
        .with()
        .receives(new RequestVote(N1, N2, 2, 0, 0, true))
        .becoming(follower(2).voted(1).now())
        .with("persist", new RequestVoteResponse(N2, N1, 2, true), "set election");
  }

  @Test
  void aLeaderHandsOverWhenTheOtherHasCaughtUpAndTakesNoProposalsMeanwhile() {
    AppendEntriesResponse caughtUp = new AppendEntriesResponse(N2, N1, 1, true, 1, 0);
    RaftServer handing = leader(1).log(entry(1, 7)).next(2, 2).handingOverTo(2);
    leader(1)
        .log(entry(1, 7))
        .next(2, 2)
        .match(1, 0, 0)
        .asOneOfThree(1, TRANSFER)
        .handsOverTo(2)
        .as("TransferLeadership", N1, N2)
        .becoming(handing.match(1, 0, 0).now())
        .with("set transfer")
        .refuses(new Input.Propose<>(new Command(8)))
        .refuses(new Input.Transfer<>(N3))
        .receives(caughtUp)
        .as("HandleAppendEntriesResponse", caughtUp)
        .becoming(handing.match(1, 1, 0).committed(1).now())
        .with(new TimeoutNow(N1, N2, 1), "deliver 1 " + new Command(7))
        .receives(new RequestVote(N2, N1, 2, 1, 1, true))
        .becoming(follower(2).voted(2).log(entry(1, 7)).committed(1).now());
  }

  @Test
  void aLeaderHandsOverAtOnceToWhoHasCaughtUpAndNotToItself() {
    leader(1)
        .log(entry(1, 7))
        .next(2, 2)
        .match(1, 1, 0)
        .asOneOfThree(1, TRANSFER)
        .refuses(new Input.Transfer<>(N1))
        .handsOverTo(2)
        .with(new TimeoutNow(N1, N2, 1), "set transfer");
    leader(1).next(1, 1).match(0, 0, 0).asOneOfThree(1).refuses(new Input.Transfer<>(N2));
  }

  @Test
  void whoIsToldToStandDoesSoAtOnceWithoutAPreVoteAndOnlyInThatTerm() {
    TimeoutNow now = new TimeoutNow(N2, N1, 1);
    RequestVote ask = new RequestVote(N1, N2, 2, 0, 0, true);
    follower(1)
        .following(2)
        .asOneOfThree(1, TRANSFER, PRE_VOTE)
        .receives(now)
        .as("HandleTimeoutNow", now)
        .becoming(candidate(2, 1).now())
        .with("persist", ask, new RequestVote(N1, N3, 2, 0, 0, true), "set election")
        .receives(now)
        .becoming(candidate(2, 1).now())
        .with();
  }

  @Test
  void aHandOverOfWhichNothingComesIsGivenUp() {
    RaftServer leading = leader(1).next(1, 1).match(0, 0, 0);
    leading
        .asOneOfThree(1, TRANSFER)
        .handsOverTo(2)
        .with(new TimeoutNow(N1, N2, 1), "set transfer")
        .timesOut("transfer")
        .as("AbortTransfer", N1)
        .becoming(leading.now())
        .with("cancel transfer")
        .proposes(new Command(7))
        .as("Propose", N1, new Command(7));
  }

  @Test
  void aSecondVoteInOneTermIsNoticedAndALeaderThatNobodyElected() {
    assertThatThrownBy(
            () ->
                core(1, 3, RaftServer.TIMING)
                    .assertInvariants(follower(1).voted(2).now(), follower(1).voted(3).now()))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("a second vote in one term");
    assertThatThrownBy(
            () ->
                core(1, 3, RaftServer.TIMING).assertInvariants(follower(1).now(), leader(1).now()))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("leads unelected");
  }
}
