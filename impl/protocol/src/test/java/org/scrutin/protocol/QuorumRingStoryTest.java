package org.scrutin.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.scrutin.protocol.Story.node;
import static org.scrutin.protocol.Story.none;
import static org.scrutin.protocol.Story.some;
import static org.scrutin.protocol.quorumring.QuorumRingStatus.ELECTING;
import static org.scrutin.protocol.quorumring.QuorumRingStatus.IDLE;
import static org.scrutin.protocol.quorumring.QuorumRingStatus.WAITING;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.scrutin.protocol.quorumring.QuorumRing;
import org.scrutin.protocol.quorumring.QuorumRingDurable;
import org.scrutin.protocol.quorumring.QuorumRingMessage;
import org.scrutin.protocol.quorumring.QuorumRingMessage.Coordinator;
import org.scrutin.protocol.quorumring.QuorumRingMessage.Election;
import org.scrutin.protocol.quorumring.QuorumRingMessage.Refusal;
import org.scrutin.protocol.quorumring.QuorumRingState;
import org.scrutin.protocol.quorumring.QuorumRingStatus;

/** On the ring 1, 3, 2. */
class QuorumRingStoryTest {

  private static final NodeId N1 = node(1);
  private static final NodeId N2 = node(2);
  private static final NodeId N3 = node(3);

  private static QuorumRingState state(
      int epoch, Optional<NodeId> leader, Optional<NodeId> granted, QuorumRingStatus status) {
    return new QuorumRingState(epoch, leader, granted, status);
  }

  private static QuorumRing core(NodeId self) {
    return new QuorumRing(self, List.of(N1, N3, N2), Cores.TIMING);
  }

  private static Story<QuorumRingState, QuorumRingMessage> story(
      NodeId self, QuorumRingState state) {
    return new Story<>(core(self), state);
  }

  @Test
  void aClaimThatComesHomeWithAMajorityMakesTheHighestThatItPassedTheLeader() {
    Election home = new Election(N3, N1, N1, 1, List.of(N1, N3));
    story(N1, state(0, none(), none(), IDLE))
        .timesOut("startup")
        .as("StartElection", N1, N3)
        .becoming(state(1, none(), some(1), ELECTING))
        .with("persist", new Election(N1, N3, N1, 1, List.of(N1)), "cancel startup", "set retry")
        .receives(home, N2)
        .as("HandleElection", home, N3)
        .becoming(state(1, some(3), some(1), IDLE))
        .with(new Coordinator(N1, N3, N3, 1, List.of(N1)), "cancel retry");
  }

  @Test
  void aClaimWithoutAMajorityOrOfAnOldEpochComesToNothing() {
    story(N1, state(2, none(), some(1), ELECTING))
        .receives(new Election(N3, N1, N1, 1, List.of(N1, N3)))
        .with()
        .receives(new Election(N3, N1, N1, 2, List.of(N1)))
        .becoming(state(2, none(), some(1), ELECTING))
        .with();
  }

  @Test
  void anEpochIsGrantedOnceAndAgainOnlyToTheSame() {
    Election m = new Election(N1, N3, N1, 1, List.of(N1));
    story(N3, state(0, none(), none(), IDLE))
        .receives(m)
        .as("HandleElection", m, N2)
        .becoming(state(1, none(), some(1), WAITING))
        .with(
            "persist", new Election(N3, N2, N1, 1, List.of(N1, N3)), "cancel startup", "set retry")
        .receives(m, N2)
        .as("HandleElection", m, N1)
        .with(new Election(N3, N1, N1, 1, List.of(N1, N3)))
        .receives(new Election(N2, N3, N2, 1, List.of(N2)))
        .with(new Refusal(N3, N2, 1))
        .receives(new Election(N2, N3, N1, 1, List.of(N1, N3, N2)))
        .with();
  }

  @Test
  void theAnnouncementMakesTheLeaderLeadAndTheOthersFollow() {
    Coordinator m = new Coordinator(N1, N3, N3, 1, List.of(N1));
    story(N3, state(1, none(), some(1), WAITING))
        .receives(m)
        .as("HandleCoordinator", m, N2)
        .becoming(state(1, some(3), some(1), IDLE))
        .with(
            new Coordinator(N3, N2, N3, 1, List.of(N1, N3)),
            "cancel retry",
            "set announce",
            "lead 1")
        .timesOut("announce")
        .as("Announce", N3, N2)
        .with(new Coordinator(N3, N2, N3, 1, List.of(N3)), "set announce")
        .receives(new Coordinator(N1, N3, N3, 1, List.of(N3, N2, N1)))
        .with();
    story(N2, state(0, none(), none(), IDLE))
        .receives(new Coordinator(N3, N2, N3, 1, List.of(N1, N3)))
        .becoming(state(1, some(3), none(), IDLE))
        .with("persist", new Coordinator(N2, N1, N3, 1, List.of(N1, N3, N2)), "cancel startup");
  }

  @Test
  void aStaleLeaderIsToldAndGivesUp() {
    Refusal refusal = new Refusal(N2, N3, 4);
    story(N2, state(4, none(), some(1), WAITING))
        .receives(new Coordinator(N3, N2, N3, 1, List.of(N3)))
        .with(new Refusal(N2, N3, 4));
    story(N3, state(1, some(3), some(1), IDLE))
        .receives(refusal)
        .as("HandleRefusal", refusal)
        .becoming(state(4, none(), none(), WAITING))
        .with("persist", "cancel announce", "set retry", "lose 1")
        .receives(refusal)
        .with();
  }

  @Test
  void whoSuspectsItsLeaderOrHasWaitedInVainClaimsTheNextEpoch() {
    story(N1, state(1, some(3), none(), IDLE))
        .suspects(3, N3)
        .as("StartElection", N1, N2)
        .becoming(state(2, none(), some(1), ELECTING))
        .with("persist", new Election(N1, N2, N1, 2, List.of(N1)), "set retry")
        .timesOut("retry", N2, N3)
        .as("StartElection", N1, N3)
        .becoming(state(3, none(), some(1), ELECTING))
        .with("persist", new Election(N1, N3, N1, 3, List.of(N1)), "set retry");
  }

  @Test
  void whoFollowsALeaderThatItSuspectsAlreadyDoesNotWaitForEver() {
    story(N2, state(1, none(), some(1), WAITING))
        .receives(new Coordinator(N1, N2, N3, 1, List.of(N1)), N3)
        .becoming(state(1, some(3), some(1), IDLE))
        .with(new Coordinator(N2, N1, N3, 1, List.of(N1, N2)))
        .timesOut("retry", N3)
        .as("StartElection", N2, N1)
        .becoming(state(2, none(), some(2), ELECTING))
        .with("persist", new Election(N2, N1, N2, 2, List.of(N2)), "set retry");
  }

  @Test
  void onlyASuspicionOfItsLeaderMovesANode() {
    QuorumRingState following = state(1, some(3), none(), IDLE);
    assertThat(core(N1).heeds(following, new Input.Suspect<>(N3))).isTrue();
    assertThat(core(N1).heeds(following, new Input.Suspect<>(N2))).isFalse();
    assertThat(core(N1).heeds(following, new Input.TimerFired<>(new Timer("retry")))).isTrue();
  }

  @Test
  void aNodeComesBackWithItsGrantAndWatchesAllOthers() {
    Step<QuorumRingState, QuorumRingMessage> step =
        core(N2).restart(new QuorumRingDurable(7, some(1)));
    assertThat(step.state()).isEqualTo(state(7, none(), some(1), IDLE));
    assertThat(step.action()).isEqualTo(Action.of("Restart", N2));
    assertThat(step.effects()).isEqualTo(core(N2).boot().effects()).hasSize(2);
  }

  @Test
  void aSecondGrantInOneEpochIsNoticed() {
    assertThatThrownBy(
            () ->
                core(N2)
                    .assertInvariants(
                        state(1, none(), some(1), WAITING), state(1, none(), some(3), WAITING)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("a second grant");
  }
}
