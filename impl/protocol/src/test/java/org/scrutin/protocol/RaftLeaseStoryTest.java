package org.scrutin.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.scrutin.protocol.Story.node;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.scrutin.protocol.raft.Raft;
import org.scrutin.protocol.raft.RaftDurable;
import org.scrutin.protocol.raft.RaftMessage;
import org.scrutin.protocol.raft.RaftMessage.AppendEntries;
import org.scrutin.protocol.raft.RaftMessage.AppendEntriesResponse;
import org.scrutin.protocol.raft.RaftMessage.RequestPreVote;
import org.scrutin.protocol.raft.RaftMessage.RequestPreVoteResponse;
import org.scrutin.protocol.raft.RaftMessage.RequestVote;
import org.scrutin.protocol.raft.RaftMessage.RequestVoteResponse;
import org.scrutin.protocol.raft.RaftOptions;
import org.scrutin.protocol.raft.RaftPart;
import org.scrutin.protocol.raft.RaftRole;
import org.scrutin.protocol.raft.RaftState;
import org.scrutin.protocol.raft.RaftTiming;

/** Server 1 of three reads by leases, and follows leaders that do. */
class RaftLeaseStoryTest {

  private static final Set<RaftPart> PARTS =
      EnumSet.of(
          RaftPart.CHECK_QUORUM,
          RaftPart.TRANSFER,
          RaftPart.NO_OP,
          RaftPart.READ_INDEX,
          RaftPart.LEASE_READ);
  private static final RaftTiming TIMING = RaftTiming.patient(Duration.ofMillis(10));
  private static final Raft CORE =
      new Raft(
          node(1),
          List.of(node(1), node(2), node(3)),
          new RaftOptions(new TreeSet<>(PARTS), TIMING));

  private static RaftState after(RaftState state, Input<RaftMessage> input) {
    return CORE.step(state, input, Set.of()).state();
  }

  private static RaftState timesOut(RaftState state, String timer) {
    return after(state, new Input.TimerFired<>(new Timer(timer)));
  }

  private static Input<RaftMessage> answer(int round) {
    return new Input.Receive<>(new AppendEntriesResponse(node(2), node(1), 1, true, 1, round));
  }

  /** It leads term 1, and its first entry is committed. */
  private static RaftState leads() {
    RaftState state = timesOut(CORE.boot().state(), "election");
    state = after(state, new Input.Receive<>(new RequestVoteResponse(node(2), node(1), 1, true)));
    return after(state, answer(0));
  }

  private static RaftState leased() {
    return after(timesOut(leads(), "renew"), answer(1));
  }

  private static RaftState follows(RaftState state) {
    return after(
        state, new Input.Receive<>(new AppendEntries(node(2), node(1), 1, 0, 0, List.of(), 0, 1)));
  }

  private static Story<RaftState, RaftMessage> story(RaftState state) {
    return new Story<>(CORE, state);
  }

  @Test
  void itReadsAtOnceByALease() {
    story(leased()).isAskedToRead(7).as("LeaseRead", node(1), 7).with("read 7 at 1");
  }

  @Test
  void aLeaseRunsFromWhenItIsAskedForAndIsRenewedHalfway() {
    story(leads())
        .timesOut("renew")
        .as("RenewLease", node(1))
        .with("set append n2", "set append n3", "set renew", "set lease 1")
        .isAskedToRead(7)
        .as("ReadIndex", node(1), 7);
    assertThat(timesOut(leased(), "renew").lease()).contains(new TreeSet<>(Set.of(1, 2)));
  }

  @Test
  void aLeaseThatHasRunOutIsOfNoUse() {
    story(leased())
        .timesOut("lease 1")
        .as("ExpireLease", node(1), 1)
        .with()
        .isAskedToRead(7)
        .as("ReadIndex", node(1), 7);
  }

  @Test
  void whoeverHandsOverHasNoLeaseForTheRestOfItsTerm() {
    RaftState state = after(leased(), new Input.Transfer<>(node(3)));
    assertThat(state.lease()).isEmpty();
    state = timesOut(state, "transfer");
    assertThat(state.transferee()).isEmpty();
    story(state).isAskedToRead(7).as("ReadIndex", node(1), 7);
  }

  @Test
  void whoeverHearsALeaderOverlooksAnswersThatTellOfALaterTerm() {
    RaftState state = follows(CORE.boot().state());
    List<RaftMessage> later =
        List.of(
            new RequestPreVoteResponse(node(3), node(1), 2, false),
            new RequestVoteResponse(node(3), node(1), 2, false),
            new AppendEntriesResponse(node(3), node(1), 2, false, 0, 0));
    for (RaftMessage message : later) {
      assertThat(after(state, new Input.Receive<>(message))).isEqualTo(state);
      RaftState doubts = timesOut(state, "election");
      assertThat(after(doubts, new Input.Receive<>(message)).currentTerm()).isEqualTo(2);
    }
  }

  @Test
  void whoeverComesBackTakesNoPartInElectionsForTheShortestTimeout() {
    RaftDurable disk = leads().votedFor().map(vote -> CORE.durable(leads())).orElseThrow();
    Step<RaftState, RaftMessage> restart = CORE.restart(disk);
    assertThat(restart.effects())
        .contains(
            new Effect.SetTimer<>(
                new Timer("election"), TIMING.election().min(), TIMING.election().min()));
    RaftState state = restart.state();
    assertThat(state.state()).isEqualTo(RaftRole.RECOVERING);
    story(state).receives(new RequestVote(node(3), node(1), 2, 1, 1, false)).with();
    story(state)
        .receives(new RequestPreVote(node(3), node(1), 2, 1, 1))
        .with(new RequestPreVoteResponse(node(1), node(3), 1, false));
    assertThat(follows(state).state()).isEqualTo(RaftRole.FOLLOWER);
    RaftState doubts = timesOut(state, "election");
    assertThat(doubts.state()).isEqualTo(RaftRole.FOLLOWER);
    assertThat(doubts.leader()).isEqualTo(Optional.empty());
    story(doubts)
        .receives(new RequestVote(node(3), node(1), 2, 1, 1, false))
        .with("persist", new RequestVoteResponse(node(1), node(3), 2, true), "set election");
  }

  @Test
  void leasesNeedServersThatAreLoyalToTheirLeader() {
    TreeSet<RaftPart> parts = new TreeSet<>(Set.of(RaftPart.READ_INDEX, RaftPart.LEASE_READ));
    assertThatThrownBy(() -> new RaftOptions(parts, TIMING))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("LeaseRead needs CheckQuorum");
    Duration longer = TIMING.election().min().plusNanos(1);
    assertThatThrownBy(
            () ->
                new RaftTiming(
                    TIMING.election(),
                    TIMING.successor(),
                    TIMING.heartbeat(),
                    TIMING.batch(),
                    TIMING.flush(),
                    longer,
                    1,
                    1))
        .hasMessageContaining("a lease is from more than zero to");
  }
}
