package org.scrutin.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.scrutin.protocol.RaftServer.TIMING;
import static org.scrutin.protocol.RaftServer.candidate;
import static org.scrutin.protocol.RaftServer.core;
import static org.scrutin.protocol.RaftServer.entry;
import static org.scrutin.protocol.RaftServer.first;
import static org.scrutin.protocol.RaftServer.follower;
import static org.scrutin.protocol.RaftServer.leader;
import static org.scrutin.protocol.RaftServer.logOf;
import static org.scrutin.protocol.Story.node;
import static org.scrutin.protocol.raft.RaftPart.ASYNC_DISK;
import static org.scrutin.protocol.raft.RaftPart.NO_OP;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.scrutin.protocol.raft.Command;
import org.scrutin.protocol.raft.Entry;
import org.scrutin.protocol.raft.RaftDurable;
import org.scrutin.protocol.raft.RaftMessage.AppendEntries;
import org.scrutin.protocol.raft.RaftMessage.AppendEntriesResponse;
import org.scrutin.protocol.raft.RaftMessage.RequestVote;
import org.scrutin.protocol.raft.RaftMessage.RequestVoteResponse;
import org.scrutin.protocol.raft.RaftTiming;

/** How Raft replicates its log, and what it commits. */
class RaftLogStoryTest {

  private static final NodeId N1 = node(1);
  private static final NodeId N2 = node(2);
  private static final NodeId N3 = node(3);
  private static final NodeId N5 = node(5);

  /** Two entries at once, and three on their way. */
  private static final RaftTiming NARROW =
      new RaftTiming(
          TIMING.election(),
          TIMING.successor(),
          TIMING.heartbeat(),
          TIMING.batch(),
          TIMING.flush(),
          TIMING.lease(),
          2,
          3);

  private static AppendEntries append(
      NodeId to, int term, int prev, int prevTerm, int commit, Entry... entries) {
    return new AppendEntries(N1, to, term, prev, prevTerm, List.of(entries), commit, 0);
  }

  private static AppendEntriesResponse held(NodeId from, int term, int index) {
    return new AppendEntriesResponse(from, N1, term, true, index, 0);
  }

  private static AppendEntriesResponse refused(NodeId from, int term, int index) {
    return new AppendEntriesResponse(from, N1, term, false, index, 0);
  }

  private static String delivered(int index, int command) {
    return "deliver " + index + " " + new Command(command);
  }

  @Test
  void aProposalIsCommittedWhenAMajorityHasItAndTheOthersAreTold() {
    Entry seven = entry(1, 7);
    leader(1)
        .next(1, 1)
        .match(0, 0, 0)
        .asOneOfThree(1)
        .proposes(new Command(7))
        .as("Propose", N1, new Command(7))
        .becoming(leader(1).log(seven).next(1, 1).match(1, 0, 0).now())
        .with("persist", "set append n2", "set append n3")
        .timesOut("append n2")
        .as("AppendEntries", N1, N2, 1)
        .becoming(leader(1).log(seven).next(2, 1).match(1, 0, 0).now())
        .with(append(N2, 1, 0, 0, 0, seven), "set append n2")
        .receives(held(N2, 1, 1))
        .as("HandleAppendEntriesResponse", held(N2, 1, 1))
        .becoming(leader(1).log(seven).next(2, 1).match(1, 1, 0).committed(1).now())
        .with(delivered(1, 7))
        .timesOut("append n3")
        .as("AppendEntries", N1, N3, 1)
        .with(append(N3, 1, 0, 0, 1, seven), "set append n3")
        .timesOut("append n2")
        .as("AppendEntries", N1, N2, 1)
        .with(append(N2, 1, 1, 1, 1), "set append n2");
  }

  @Test
  void aFollowerAnswersWhenTheEntriesAreOnItsDiskAndDeliversWhatIsCommitted() {
    AppendEntries sent = append(N2, 1, 0, 0, 0, entry(1, 7), entry(1, 8));
    RaftServer server = follower(1).following(1).log(entry(1, 7), entry(1, 8));
    follower(1)
        .asOneOfThree(2)
        .receives(sent)
        .as("HandleAppendEntries", sent)
        .becoming(server.now())
        .with("persist", held(N2, 1, 2), "set election")
        .receives(append(N2, 1, 2, 1, 2))
        .becoming(server.committed(2).now())
        .with(held(N2, 1, 2), "set election", delivered(1, 7), delivered(2, 8));
  }

  @Test
  void aHeartbeatCommitsOnlyWhatIsKnownToMatch() {
    follower(2)
        .log(entry(1, 7), entry(1, 8))
        .asOneOfThree(2)
        .receives(append(N2, 2, 1, 1, 2))
        .becoming(follower(2).following(1).log(entry(1, 7), entry(1, 8)).committed(1).now())
        .with(held(N2, 2, 1), "set election", delivered(1, 7));
    RaftServer leading = leader(2).log(entry(2, 7), entry(2, 8), entry(2, 9)).committed(3);
    new Story<>(core(1, 3, NARROW), leading.next(3, 4).match(3, 0, 3).now())
        .timesOut("append n2")
        .as("AppendEntries", N1, N2, 3)
        .with(append(N2, 2, 2, 2, 3, entry(2, 9)), "set append n2")
        .timesOut("append n2")
        .as("AppendEntries", N1, N2, 3)
        .with(append(N2, 2, 3, 2, 3), "set append n2");
    new Story<>(core(1, 3, NARROW), leading.next(1, 4).match(3, 0, 3).now())
        .timesOut("append n2")
        .as("AppendEntries", N1, N2, 2)
        .with(append(N2, 2, 0, 0, 2, entry(2, 7), entry(2, 8)), "set append n2");
  }

  /** Figure 3.7 of the thesis, figure 8 of the paper. */
  @Test
  void entriesOfAnOlderTermAreCommittedOnlyWithOneOfTheOwnTerm() {
    Entry[] log = {entry(1, 7), entry(2, 8), entry(4, 9)};
    RaftServer old = leader(4).log(log).next(4, 4, 1, 1);
    old.match(3, 2, 0, 0, 0)
        .asOneOfFive(1)
        .receives(held(N3, 4, 2))
        .becoming(old.match(3, 2, 2, 0, 0).now())
        .with()
        .receives(held(N2, 4, 3))
        .becoming(old.match(3, 3, 2, 0, 0).now())
        .with()
        .receives(held(N3, 4, 3))
        .becoming(old.match(3, 3, 3, 0, 0).committed(3).now())
        .with(delivered(1, 7), delivered(2, 8), delivered(3, 9));
  }

  /** What the rule is for: the entry of term 2 was on three of five, and n5 takes it away. */
  @Test
  void anEntryOfAnOlderTermCanBeLostThoughAMajorityHadIt() {
    RequestVote ask = new RequestVote(N5, N2, 5, 2, 3, false);
    follower(4)
        .log(entry(1, 7), entry(2, 8))
        .asOneOfFive(2)
        .receives(ask)
        .becoming(follower(5).voted(5).log(entry(1, 7), entry(2, 8)).amongFive().now())
        .with("persist", new RequestVoteResponse(N2, N5, 5, true), "set election")
        .receives(new AppendEntries(N5, N2, 5, 1, 1, List.of(entry(3, 6)), 0, 0))
        .becoming(follower(5).voted(5).following(5).log(entry(1, 7), entry(3, 6)).amongFive().now())
        .with("persist", new AppendEntriesResponse(N2, N5, 5, true, 2, 0), "set election");
  }

  @Test
  void conflictingEntriesAreReplacedWithAllThatFollowThem() {
    follower(3)
        .log(entry(1, 7), entry(2, 8), entry(2, 9))
        .asOneOfThree(2)
        .receives(append(N2, 3, 1, 1, 0, entry(3, 5)))
        .becoming(follower(3).following(1).log(entry(1, 7), entry(3, 5)).now())
        .with("persist", held(N2, 3, 2), "set election");
  }

  @Test
  void matchingEntriesAreKeptWhenAnOldMessageComesLate() {
    RaftServer server = follower(1).following(1).log(entry(1, 7), entry(1, 8), entry(1, 9));
    server
        .asOneOfThree(2)
        .receives(append(N2, 1, 0, 0, 0, entry(1, 7)))
        .becoming(server.now())
        .with(held(N2, 1, 1), "set election")
        .receives(append(N2, 1, 1, 1, 0))
        .becoming(server.now())
        .with(held(N2, 1, 1), "set election");
  }

  @Test
  void whatIsRefusedGoesBackByTerms() {
    RaftServer server = follower(3).following(1);
    server
        .log(entry(1, 7), entry(2, 8), entry(2, 9), entry(2, 10))
        .asOneOfThree(2)
        .receives(append(N2, 3, 4, 3, 0))
        .becoming(server.now())
        .with(refused(N2, 3, 1), "set election");
    server
        .log(entry(1, 7))
        .asOneOfThree(2)
        .receives(append(N2, 3, 4, 3, 0, entry(3, 5)))
        .with(refused(N2, 3, 1), "set election");
    server
        .log(entry(2, 7), entry(2, 8), entry(2, 9))
        .committed(1)
        .asOneOfThree(2)
        .receives(append(N2, 3, 3, 3, 1))
        .with(refused(N2, 3, 1), "set election");
  }

  @Test
  void aLeaderTriesAgainWhereItsFollowerSaysButNotBelowWhatMatches() {
    Entry[] log = {entry(1, 7), entry(1, 8), entry(3, 9), entry(3, 10)};
    RaftServer leading = leader(3).log(log).match(4, 0, 0);
    leading
        .next(5, 5)
        .asOneOfThree(1)
        .receives(refused(N2, 3, 1))
        .becoming(leading.next(2, 5).now())
        .with("set append n2")
        .timesOut("append n2")
        .as("AppendEntries", N1, N2, 4)
        .with(append(N2, 3, 1, 1, 0, log[1], log[2], log[3]), "set append n2");
    leading
        .match(4, 2, 0)
        .next(5, 5)
        .asOneOfThree(1)
        .receives(refused(N2, 3, 0))
        .becoming(leading.next(3, 5).now())
        .with("set append n2")
        .receives(held(N2, 3, 1))
        .becoming(leading.now())
        .with();
  }

  @Test
  void aLeaderWhoseDiskIsBehindDoesNotCountItself() {
    Entry seven = entry(1, 7);
    RaftServer leading = leader(1).log(seven).next(1, 1);
    leader(1)
        .next(1, 1)
        .match(0, 0, 0)
        .asOneOfThree(1, ASYNC_DISK)
        .proposes(new Command(7))
        .becoming(leading.match(0, 0, 0).now())
        .with("set append n2", "set append n3", "set flush")
        .timesOut("append n2")
        .with(append(N2, 1, 0, 0, 0, seven), "set append n2")
        .receives(held(N2, 1, 1))
        .becoming(leading.next(2, 1).match(0, 1, 0).now())
        .with()
        .timesOut("flush")
        .as("Flush", N1)
        .becoming(leading.match(1, 1, 0).committed(1).now())
        .with("persist", delivered(1, 7));
  }

  @Test
  void aMajorityOfOthersCommitsBeforeTheLeadersDiskHasIt() {
    leader(1)
        .log(entry(1, 7))
        .next(2, 2)
        .match(0, 1, 0)
        .asOneOfThree(1, ASYNC_DISK)
        .receives(held(N3, 1, 1))
        .becoming(leader(1).log(entry(1, 7)).next(2, 2).match(0, 1, 1).committed(1).now())
        .with(delivered(1, 7));
  }

  @Test
  void theFirstEntryOfATermIsSentBeforeItIsOnTheLeadersDiskTermAndVoteAreNot() {
    candidate(2, 1)
        .log(entry(1, 7))
        .asOneOfThree(1, ASYNC_DISK, NO_OP)
        .receives(new RequestVoteResponse(N2, N1, 2, true))
        .becoming(leader(2).log(entry(1, 7), first(2)).next(3, 3).match(1, 0, 0).now())
        .with(
            append(N2, 2, 1, 1, 0, first(2)),
            append(N3, 2, 1, 1, 0, first(2)),
            "cancel election",
            "set append n2",
            "set append n3",
            "set flush",
            "lead 2");
  }

  @Test
  void whoStepsDownWritesWhatItsDiskLacks() {
    leader(1)
        .log(entry(1, 7))
        .next(2, 2)
        .match(0, 0, 0)
        .asOneOfThree(1, ASYNC_DISK)
        .receives(refused(N2, 2, 0))
        .becoming(follower(2).log(entry(1, 7)).now())
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
  void aCrashKeepsAnyPrefixOfWhatWasNotFlushed() {
    Entry[] log = {entry(1, 7), entry(1, 8), entry(1, 9)};
    var core = core(1, 3, TIMING, ASYNC_DISK);
    RaftDurable flushed = new RaftDurable(1, Story.some(1), logOf(log[0]));
    List<RaftDurable> left =
        core.afterCrash(flushed, leader(1).log(log).next(4, 4).match(1, 0, 0).now());
    assertThat(left)
        .containsExactly(
            flushed,
            new RaftDurable(1, Story.some(1), logOf(log[0], log[1])),
            new RaftDurable(1, Story.some(1), logOf(log)));
    assertThat(left.stream().map(core::crash))
        .containsExactly(
            Action.of("Crash", N1, 1), Action.of("Crash", N1, 2), Action.of("Crash", N1, 3));
    assertThat(core.restart(left.get(1)).state())
        .isEqualTo(follower(1).voted(1).log(log[0], log[1]).now());
  }

  @Test
  void aLeaderDoesNotWaitForAnswersUntilItsWindowIsFull() {
    Entry[] log = {entry(1, 1), entry(1, 2), entry(1, 3), entry(1, 4), entry(1, 5)};
    RaftServer leading = leader(1).log(log);
    new Story<>(core(1, 3, NARROW), leading.next(1, 1).match(5, 0, 0).now())
        .timesOut("append n2")
        .as("AppendEntries", N1, N2, 2)
        .becoming(leading.next(3, 1).now())
        .with(append(N2, 1, 0, 0, 0, log[0], log[1]), "set append n2")
        .timesOut("append n2")
        .as("AppendEntries", N1, N2, 4)
        .becoming(leading.next(5, 1).now())
        .with(append(N2, 1, 2, 1, 0, log[2], log[3]), "set append n2")
        .timesOut("append n2")
        .as("AppendEntries", N1, N2, 4)
        .becoming(leading.next(5, 1).now())
        .with(append(N2, 1, 4, 1, 0), "set append n2")
        .receives(held(N2, 1, 2))
        .becoming(leading.next(5, 1).match(5, 2, 0).committed(2).now())
        .with("set append n2", delivered(1, 1), delivered(2, 2))
        .timesOut("append n2")
        .as("AppendEntries", N1, N2, 5)
        .with(append(N2, 1, 4, 1, 2, log[4]), "set append n2");
  }

  @Test
  void largeEntriesGoInSeveralMessagesAndOneAloneHoweverLarge() {
    Entry[] log = {large(1, 3 << 20), large(2, 1 << 20), large(3, 1), large(4, 5 << 20)};
    RaftServer leading = leader(1).log(log);
    new Story<>(core(1, 3, TIMING), leading.next(1, 1).match(4, 0, 0).now())
        .timesOut("append n2")
        .as("AppendEntries", N1, N2, 2)
        .with(append(N2, 1, 0, 0, 0, log[0], log[1]), "set append n2")
        .timesOut("append n2")
        .as("AppendEntries", N1, N2, 3)
        .with(append(N2, 1, 2, 1, 0, log[2]), "set append n2")
        .timesOut("append n2")
        .as("AppendEntries", N1, N2, 4)
        .with(append(N2, 1, 3, 1, 0, log[3]), "set append n2");
  }

  private static Entry large(int number, int bytes) {
    return new Entry(1, Optional.of(new Command(number, Payload.of(new byte[bytes]))));
  }

  @Test
  void whatWasLostOnTheWayIsSentAgainWhenWhatComesAfterItIsRefused() {
    Entry[] log = {entry(1, 1), entry(1, 2), entry(1, 3)};
    follower(1)
        .log(log[0])
        .asOneOfThree(2)
        .receives(append(N2, 1, 2, 1, 0, log[2]))
        .becoming(follower(1).following(1).log(log[0]).now())
        .with(refused(N2, 1, 1), "set election");
    RaftServer leading = leader(1).log(log).match(3, 1, 0);
    leading
        .next(4, 1)
        .asOneOfThree(1)
        .receives(refused(N2, 1, 1))
        .becoming(leading.next(2, 1).now())
        .with("set append n2")
        .timesOut("append n2")
        .with(append(N2, 1, 1, 1, 0, log[1], log[2]), "set append n2");
  }

  @Test
  void aLeaderThatTakesEntriesAwayIsNoticedAndACommittedEntryThatIsReplaced() {
    var core = core(1, 3, TIMING);
    assertThatThrownBy(
            () -> core.assertInvariants(leader(1).log(entry(1, 7)).now(), leader(1).now()))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("a leader took entries away");
    RaftServer before = follower(2).log(entry(1, 7)).committed(1);
    assertThatThrownBy(
            () ->
                core.assertInvariants(
                    before.now(), follower(2).log(entry(2, 7)).committed(1).now()))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("a committed entry was replaced");
    assertThatThrownBy(
            () -> core.assertInvariants(before.now(), follower(2).log(entry(1, 7)).now()))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("the commit index went back");
  }
}
