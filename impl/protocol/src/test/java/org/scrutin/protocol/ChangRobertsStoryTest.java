package org.scrutin.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.scrutin.protocol.Story.node;
import static org.scrutin.protocol.Story.none;
import static org.scrutin.protocol.Story.some;
import static org.scrutin.protocol.changroberts.ChangRobertsStatus.ELECTING;
import static org.scrutin.protocol.changroberts.ChangRobertsStatus.IDLE;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.scrutin.protocol.changroberts.ChangRoberts;
import org.scrutin.protocol.changroberts.ChangRobertsDurable;
import org.scrutin.protocol.changroberts.ChangRobertsMessage;
import org.scrutin.protocol.changroberts.ChangRobertsMessage.Coordinator;
import org.scrutin.protocol.changroberts.ChangRobertsMessage.Election;
import org.scrutin.protocol.changroberts.ChangRobertsState;
import org.scrutin.protocol.changroberts.ChangRobertsStatus;

/** On the ring 1, 3, 2: epochs 2, 5, 8 belong to 3, epochs 3, 6, 9 to 2. */
class ChangRobertsStoryTest {

  private static final NodeId N1 = node(1);
  private static final NodeId N2 = node(2);
  private static final NodeId N3 = node(3);

  private static ChangRobertsState state(
      int epoch, Optional<NodeId> leader, ChangRobertsStatus status) {
    return new ChangRobertsState(epoch, leader, status);
  }

  private static ChangRoberts core(NodeId self) {
    return new ChangRoberts(self, List.of(N1, N3, N2), Cores.TIMING);
  }

  private static Story<ChangRobertsState, ChangRobertsMessage> story(
      NodeId self, ChangRobertsState state) {
    return new Story<>(core(self), state);
  }

  @Test
  void aMessageThatComesHomeMakesItsOwnerTheLeader() {
    Election home = new Election(N1, N3, N3, 4);
    story(N3, state(0, none(), IDLE))
        .timesOut("startup")
        .as("StartElection", N3)
        .becoming(state(0, none(), ELECTING))
        .with(new Election(N3, N2, N3, 0), "cancel startup", "set election")
        .receives(home)
        .as("HandleElection", home)
        .becoming(state(5, some(3), IDLE))
        .with("persist", new Coordinator(N3, N2, N3, 5), "cancel election", "lead 5")
        .receives(new Coordinator(N1, N3, N3, 5))
        .becoming(state(5, some(3), IDLE))
        .with();
  }

  @Test
  void aHigherOwnersMessagePassesAndRaisesItsEpoch() {
    story(N2, state(3, some(2), IDLE))
        .receives(new Election(N3, N2, N3, 0))
        .becoming(state(3, none(), ELECTING))
        .with(new Election(N2, N1, N3, 3), "set election", "lose 3");
  }

  @Test
  void aLowerOwnersMessageIsReplacedOrSwallowed() {
    story(N3, state(0, none(), IDLE))
        .receives(new Election(N1, N3, N1, 7))
        .becoming(state(0, none(), ELECTING))
        .with(new Election(N3, N2, N3, 0), "cancel startup", "set election")
        .receives(new Election(N1, N3, N2, 7))
        .becoming(state(0, none(), ELECTING))
        .with();
  }

  @Test
  void anAnnouncementIsFollowedAndPassedOn() {
    Coordinator m = new Coordinator(N3, N2, N3, 5);
    story(N2, state(0, none(), ELECTING))
        .receives(m)
        .as("HandleCoordinator", m)
        .becoming(state(5, some(3), IDLE))
        .with("persist", new Coordinator(N2, N1, N3, 5), "cancel election", "watch n3")
        .receives(new Coordinator(N3, N2, N3, 2))
        .becoming(state(5, some(3), IDLE))
        .with()
        .suspects(3)
        .as("StartElection", N2)
        .becoming(state(5, none(), ELECTING))
        .with(new Election(N2, N1, N2, 5), "set election", "watch nobody");
  }

  @Test
  void aHigherNodeThatWasPassedOverElects() {
    story(N3, state(0, none(), IDLE))
        .receives(new Coordinator(N1, N3, N2, 6))
        .becoming(state(6, none(), ELECTING))
        .with("persist", new Election(N3, N2, N3, 6), "cancel startup", "set election");
  }

  @Test
  void anElectionThatCameToNothingIsBegunAnew() {
    story(N2, state(1, none(), ELECTING))
        .timesOut("election")
        .as("ElectionTimeout", N2)
        .becoming(state(1, none(), ELECTING))
        .with(new Election(N2, N1, N2, 1), "set election");
  }

  @Test
  void aMessageThatCameBackGoesToTheNodeAfterUnlessItWouldPassItsOwner() {
    Election m = new Election(N1, N3, N2, 0);
    Election orphan = new Election(N1, N3, N3, 0);
    story(N1, state(0, none(), ELECTING))
        .getsBack(m)
        .as("Reroute", m)
        .with(new Election(N1, N2, N2, 0))
        .getsBack(orphan)
        .as("Reroute", orphan)
        .with();
  }

  @Test
  void aNodeComesBackWithItsEpochAndNothingElse() {
    Step<ChangRobertsState, ChangRobertsMessage> step =
        core(N2).restart(new ChangRobertsDurable(7));
    assertThat(step.state()).isEqualTo(state(7, none(), IDLE));
    assertThat(step.action()).isEqualTo(Action.of("Restart", N2));
    assertThat(step.effects()).isEqualTo(core(N2).boot().effects()).hasSize(1);
  }
}
