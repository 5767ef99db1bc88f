package org.scrutin.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.scrutin.protocol.Story.node;
import static org.scrutin.protocol.Story.none;
import static org.scrutin.protocol.Story.some;
import static org.scrutin.protocol.quorumbully.QuorumBullyStatus.CLAIMING;
import static org.scrutin.protocol.quorumbully.QuorumBullyStatus.ELECTING;
import static org.scrutin.protocol.quorumbully.QuorumBullyStatus.IDLE;
import static org.scrutin.protocol.quorumbully.QuorumBullyStatus.WAITING;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.scrutin.protocol.quorumbully.QuorumBully;
import org.scrutin.protocol.quorumbully.QuorumBullyDurable;
import org.scrutin.protocol.quorumbully.QuorumBullyMessage;
import org.scrutin.protocol.quorumbully.QuorumBullyMessage.Answer;
import org.scrutin.protocol.quorumbully.QuorumBullyMessage.Claim;
import org.scrutin.protocol.quorumbully.QuorumBullyMessage.Coordinator;
import org.scrutin.protocol.quorumbully.QuorumBullyMessage.Election;
import org.scrutin.protocol.quorumbully.QuorumBullyMessage.Grant;
import org.scrutin.protocol.quorumbully.QuorumBullyState;
import org.scrutin.protocol.quorumbully.QuorumBullyStatus;

class QuorumBullyStoryTest {

  private static final NodeId N1 = node(1);
  private static final NodeId N2 = node(2);
  private static final NodeId N3 = node(3);

  private static QuorumBullyState state(
      int epoch,
      Optional<NodeId> leader,
      Optional<NodeId> granted,
      QuorumBullyStatus status,
      NodeId... grants) {
    return new QuorumBullyState(epoch, leader, granted, status, new TreeSet<>(List.of(grants)));
  }

  private static QuorumBully core(NodeId self) {
    return new QuorumBully(self, List.of(N3, N1, N2), Cores.TIMING);
  }

  private static Story<QuorumBullyState, QuorumBullyMessage> story(
      NodeId self, QuorumBullyState state) {
    return new Story<>(core(self), state);
  }

  @Test
  void whenNobodyHigherAnswersANodeClaimsAndLeadsWithTheGrantsOfAMajority() {
    Grant grant = new Grant(N1, N2, 1);
    story(N2, state(0, none(), none(), IDLE))
        .timesOut("startup")
        .as("StartElection", N2)
        .becoming(state(0, none(), none(), ELECTING))
        .with(new Election(N2, N3), "cancel startup", "set answer")
        .timesOut("answer")
        .as("AnswerTimeout", N2)
        .becoming(state(1, none(), some(2), CLAIMING, N2))
        .with("persist", new Claim(N2, N1, 1), new Claim(N2, N3, 1), "cancel answer", "set retry")
        .receives(grant)
        .as("HandleGrant", grant)
        .becoming(state(1, some(2), some(2), IDLE))
        .with(
            new Coordinator(N2, N1, 1),
            new Coordinator(N2, N3, 1),
            "cancel retry",
            "set announce",
            "lead 1")
        .timesOut("announce")
        .as("Announce", N2)
        .with(new Coordinator(N2, N1, 1), new Coordinator(N2, N3, 1), "set announce");
  }

  @Test
  void aGrantOfAMinorityIsCounted() {
    List<NodeId> five = List.of(N1, N2, N3, node(4), node(5));
    new Story<>(new QuorumBully(N3, five, Cores.TIMING), state(1, none(), some(3), CLAIMING, N3))
        .receives(new Grant(N1, N3, 1))
        .becoming(state(1, none(), some(3), CLAIMING, N1, N3))
        .with()
        .receives(new Grant(N1, N3, 1))
        .becoming(state(1, none(), some(3), CLAIMING, N1, N3))
        .with();
  }

  @Test
  void anEpochIsGrantedOnceAndAgainOnlyToTheSame() {
    Claim claim = new Claim(N2, N1, 1);
    story(N1, state(0, none(), none(), IDLE))
        .receives(claim)
        .as("HandleClaim", claim)
        .becoming(state(1, none(), some(2), WAITING))
        .with("persist", new Grant(N1, N2, 1), "cancel startup", "set retry")
        .receives(claim)
        .with(new Grant(N1, N2, 1))
        .receives(new Claim(N3, N1, 1))
        .becoming(state(1, none(), some(2), WAITING))
        .with(new Answer(N1, N3, 1));
  }

  @Test
  void aLeaderThatGrantsALaterEpochLeadsNoMore() {
    story(N2, state(1, some(2), some(2), IDLE))
        .receives(new Claim(N3, N2, 2))
        .becoming(state(2, none(), some(3), WAITING))
        .with("persist", new Grant(N2, N3, 2), "cancel announce", "set retry", "lose 1");
  }

  @Test
  void aFollowerWatchesItsLeaderAndElectsWhenItSuspectsIt() {
    Coordinator m = new Coordinator(N3, N2, 2);
    story(N2, state(1, none(), some(1), WAITING))
        .receives(m)
        .as("HandleCoordinator", m)
        .becoming(state(2, some(3), none(), IDLE))
        .with("persist", "cancel retry", "watch n3")
        .receives(new Coordinator(N1, N2, 1))
        .with(new Answer(N2, N1, 2))
        .suspects(3)
        .as("StartElection", N2)
        .becoming(state(2, none(), none(), ELECTING))
        .with(new Election(N2, N3), "set answer", "watch nobody");
  }

  @Test
  void anAnswerMeansToWaitAndALaterEpochToGiveUp() {
    Answer alive = new Answer(N3, N2, 0);
    story(N2, state(1, none(), some(1), ELECTING))
        .receives(alive)
        .as("HandleAnswer", alive)
        .becoming(state(1, none(), some(1), WAITING))
        .with("cancel answer", "set retry")
        .receives(alive)
        .with();
    story(N2, state(1, some(2), some(2), IDLE))
        .receives(new Answer(N1, N2, 4))
        .becoming(state(4, none(), none(), WAITING))
        .with("persist", "cancel announce", "set retry", "lose 1");
  }

  @Test
  void anElectionIsAnsweredAndTakenOverButALeaderIsNotChallenged() {
    Election m = new Election(N1, N2);
    story(N2, state(0, none(), none(), IDLE))
        .receives(m)
        .as("HandleElection", m)
        .becoming(state(0, none(), none(), ELECTING))
        .with(new Answer(N2, N1, 0), new Election(N2, N3), "cancel startup", "set answer")
        .receives(m)
        .with(new Answer(N2, N1, 0));
    story(N2, state(1, some(2), some(2), IDLE)).receives(m).with(new Coordinator(N2, N1, 1));
    story(N3, state(1, none(), none(), IDLE))
        .receives(new Election(N1, N3))
        .becoming(state(2, none(), some(3), CLAIMING, N3))
        .with("persist", new Claim(N3, N1, 2), new Claim(N3, N2, 2), "cancel startup", "set retry");
  }

  @Test
  void whoHasWaitedInVainBeginsAgain() {
    story(N2, state(1, none(), some(1), WAITING))
        .timesOut("retry")
        .as("RetryTimeout", N2)
        .becoming(state(1, none(), some(1), ELECTING))
        .with(new Election(N2, N3), "cancel retry", "set answer");
    story(N3, state(1, none(), some(3), CLAIMING, N3))
        .timesOut("retry")
        .as("RetryTimeout", N3)
        .becoming(state(2, none(), some(3), CLAIMING, N3))
        .with("persist", new Claim(N3, N1, 2), new Claim(N3, N2, 2), "set retry");
  }

  @Test
  void aNodeComesBackWithItsGrant() {
    Step<QuorumBullyState, QuorumBullyMessage> step =
        core(N2).restart(new QuorumBullyDurable(7, some(1)));
    assertThat(step.state()).isEqualTo(state(7, none(), some(1), IDLE));
    assertThat(step.action()).isEqualTo(Action.of("Restart", N2));
    assertThat(step.effects()).isEqualTo(core(N2).boot().effects()).hasSize(1);
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
