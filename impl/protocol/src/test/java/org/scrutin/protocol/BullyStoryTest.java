package org.scrutin.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.scrutin.protocol.Story.node;
import static org.scrutin.protocol.Story.none;
import static org.scrutin.protocol.Story.some;
import static org.scrutin.protocol.bully.BullyStatus.ELECTING;
import static org.scrutin.protocol.bully.BullyStatus.IDLE;
import static org.scrutin.protocol.bully.BullyStatus.WAITING;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.scrutin.protocol.bully.Bully;
import org.scrutin.protocol.bully.BullyDurable;
import org.scrutin.protocol.bully.BullyMessage;
import org.scrutin.protocol.bully.BullyMessage.Answer;
import org.scrutin.protocol.bully.BullyMessage.Coordinator;
import org.scrutin.protocol.bully.BullyMessage.Election;
import org.scrutin.protocol.bully.BullyState;
import org.scrutin.protocol.bully.BullyStatus;

class BullyStoryTest {

  private static final NodeId N1 = node(1);
  private static final NodeId N2 = node(2);
  private static final NodeId N3 = node(3);

  private static BullyState state(int epoch, Optional<NodeId> leader, BullyStatus status) {
    return new BullyState(epoch, leader, status);
  }

  private static Bully core(NodeId self) {
    return new Bully(self, List.of(N3, N1, N2), Cores.TIMING);
  }

  private static Story<BullyState, BullyMessage> story(NodeId self, BullyState state) {
    return new Story<>(core(self), state);
  }

  @Test
  void aNodeWithoutALeaderAsksTheHigherOnesAndLeadsWhenNobodyAnswers() {
    story(N2, state(0, none(), IDLE))
        .timesOut("startup")
        .as("StartElection", N2)
        .becoming(state(0, none(), ELECTING))
        .with(new Election(N2, N3), "cancel startup", "set answer")
        .timesOut("answer")
        .as("AnswerTimeout", N2)
        .becoming(state(2, some(2), IDLE))
        .with("persist", new Coordinator(N2, N1, 2), "cancel answer", "lead 2");
  }

  @Test
  void anAnswerMeansToWaitAndToAskAgainIfNothingComesOfIt() {
    Answer alive = new Answer(N3, N2, 5);
    story(N2, state(0, none(), ELECTING))
        .receives(alive)
        .as("HandleAnswer", alive)
        .becoming(state(5, none(), WAITING))
        .with("persist", "cancel answer", "set coordinator")
        .timesOut("coordinator")
        .as("CoordinatorTimeout", N2)
        .becoming(state(5, none(), ELECTING))
        .with(new Election(N2, N3), "cancel coordinator", "set answer");
  }

  @Test
  void aHigherNodeAnswersAndTakesTheElectionOver() {
    Election question = new Election(N1, N2);
    story(N2, state(1, none(), IDLE))
        .receives(question)
        .as("HandleElection", question)
        .becoming(state(1, none(), ELECTING))
        .with(new Answer(N2, N1, 1), new Election(N2, N3), "cancel startup", "set answer")
        .receives(question)
        .becoming(state(1, none(), ELECTING))
        .with(new Answer(N2, N1, 1));
  }

  @Test
  void theHighestNodeAnnouncesItselfAtOnceAndALeaderJustSaysSo() {
    Election question = new Election(N1, N3);
    story(N3, state(4, none(), IDLE))
        .receives(question)
        .as("HandleElection", question)
        .becoming(state(6, some(3), IDLE))
        .with(
            "persist",
            new Coordinator(N3, N1, 6),
            new Coordinator(N3, N2, 6),
            "cancel startup",
            "lead 6")
        .receives(question)
        .becoming(state(6, some(3), IDLE))
        .with(new Coordinator(N3, N1, 6));
  }

  @Test
  void aFollowerWatchesItsLeaderAndElectsWhenItSuspectsIt() {
    Coordinator announced = new Coordinator(N3, N2, 3);
    story(N2, state(0, none(), WAITING))
        .receives(announced)
        .as("HandleCoordinator", announced)
        .becoming(state(3, some(3), IDLE))
        .with("persist", "cancel coordinator", "watch n3")
        .suspects(3)
        .as("StartElection", N2)
        .becoming(state(3, none(), ELECTING))
        .with(new Election(N2, N3), "set answer", "watch nobody");
  }

  @Test
  void whoKnowsALaterEpochObjectsToAnAnnouncementAndTheLeaderGoesAboveIt() {
    Coordinator old = new Coordinator(N3, N2, 3);
    story(N2, state(5, none(), ELECTING))
        .receives(old)
        .as("HandleCoordinator", old)
        .becoming(state(5, none(), WAITING))
        .with(new Answer(N2, N3, 5), "cancel answer", "set coordinator");
    story(N3, state(3, some(3), IDLE))
        .receives(new Answer(N2, N3, 5))
        .becoming(state(6, some(3), IDLE))
        .with(
            "persist", new Coordinator(N3, N1, 6), new Coordinator(N3, N2, 6), "lose 3", "lead 6");
  }

  @Test
  void aLeaderFollowsALaterOne() {
    story(N2, state(2, some(2), IDLE))
        .receives(new Coordinator(N3, N2, 3))
        .becoming(state(3, some(3), IDLE))
        .with("persist", "watch n3", "lose 2");
  }

  @Test
  void aNodeComesBackWithItsEpochAndNothingElse() {
    Step<BullyState, BullyMessage> step = core(N2).restart(new BullyDurable(7));
    assertThat(step.state()).isEqualTo(state(7, none(), IDLE));
    assertThat(step.action()).isEqualTo(Action.of("Restart", N2));
    assertThat(step.effects()).isEqualTo(core(N2).boot().effects()).hasSize(1);
  }

  @Test
  void aStaleTimerIsAnErrorOfTheHost() {
    assertThatThrownBy(() -> story(N2, state(3, some(3), IDLE)).timesOut("answer"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("n2 in BullyState")
        .hasMessageContaining("answer");
  }

  @Test
  void aLeaderThatDoesNotOwnItsEpochIsNoticed() {
    assertThatThrownBy(
            () -> core(N2).assertInvariants(state(0, none(), IDLE), state(2, some(3), IDLE)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("does not own its epoch");
  }
}
