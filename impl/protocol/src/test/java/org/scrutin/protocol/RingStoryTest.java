package org.scrutin.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.scrutin.protocol.Story.node;
import static org.scrutin.protocol.Story.none;
import static org.scrutin.protocol.Story.some;
import static org.scrutin.protocol.ring.RingStatus.ELECTING;
import static org.scrutin.protocol.ring.RingStatus.IDLE;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.scrutin.protocol.ring.Ring;
import org.scrutin.protocol.ring.RingDurable;
import org.scrutin.protocol.ring.RingMessage;
import org.scrutin.protocol.ring.RingMessage.Coordinator;
import org.scrutin.protocol.ring.RingMessage.Election;
import org.scrutin.protocol.ring.RingState;
import org.scrutin.protocol.ring.RingStatus;

/** On the ring 1, 3, 2: epochs 1, 4, 7 belong to 1, epochs 2, 5, 8 to 3. */
class RingStoryTest {

  private static final NodeId N1 = node(1);
  private static final NodeId N2 = node(2);
  private static final NodeId N3 = node(3);

  private static RingState state(int epoch, Optional<NodeId> leader, RingStatus status) {
    return new RingState(epoch, leader, status);
  }

  private static Ring core(NodeId self) {
    return new Ring(self, List.of(N1, N3, N2), Cores.TIMING);
  }

  private static Story<RingState, RingMessage> story(NodeId self, RingState state) {
    return new Story<>(core(self), state);
  }

  @Test
  void anElectionGoesRoundAndMakesTheHighestThatItPassedTheLeader() {
    Election round = new Election(N2, N1, List.of(N1, N3, N2), 4);
    story(N1, state(0, none(), IDLE))
        .timesOut("startup")
        .as("StartElection", N1)
        .becoming(state(0, none(), ELECTING))
        .with(new Election(N1, N3, List.of(N1), 0), "cancel startup", "set election")
        .receives(round)
        .as("HandleElection", round)
        .becoming(state(5, some(3), IDLE))
        .with(
            "persist", new Coordinator(N1, N3, List.of(N1), 5, N3), "cancel election", "watch n3");
  }

  @Test
  void aNodeOnTheWayJoinsInAndRaisesTheEpochOfTheMessage() {
    Election m = new Election(N1, N3, List.of(N1), 0);
    story(N3, state(2, some(3), IDLE))
        .receives(m)
        .as("HandleElection", m)
        .becoming(state(2, none(), ELECTING))
        .with(new Election(N3, N2, List.of(N1, N3), 2), "set election", "lose 2");
  }

  @Test
  void anAnnouncementGoesRoundAndEndsWhereItHasBeen() {
    Coordinator m = new Coordinator(N1, N3, List.of(N1), 5, N3);
    story(N3, state(2, none(), ELECTING))
        .receives(m)
        .as("HandleCoordinator", m)
        .becoming(state(5, some(3), IDLE))
        .with(
            "persist", new Coordinator(N3, N2, List.of(N1, N3), 5, N3), "cancel election", "lead 5")
        .receives(new Coordinator(N2, N3, List.of(N1, N3, N2), 5, N3))
        .becoming(state(5, some(3), IDLE))
        .with();
  }

  @Test
  void aHigherNodeThatWasPassedOverElectsAboveTheAnnouncedEpoch() {
    story(N3, state(0, none(), IDLE))
        .receives(new Coordinator(N1, N3, List.of(N1), 4, N1))
        .becoming(state(4, none(), ELECTING))
        .with("persist", new Election(N3, N2, List.of(N3), 4), "cancel startup", "set election");
  }

  @Test
  void anElectionThatCameToNothingIsBegunAnew() {
    story(N2, state(1, none(), ELECTING))
        .timesOut("election")
        .as("ElectionTimeout", N2)
        .becoming(state(1, none(), ELECTING))
        .with(new Election(N2, N1, List.of(N2), 1), "set election");
  }

  @Test
  void aFollowerElectsWhenItSuspectsItsLeader() {
    story(N1, state(2, some(3), IDLE))
        .suspects(3)
        .as("StartElection", N1)
        .becoming(state(2, none(), ELECTING))
        .with(new Election(N1, N3, List.of(N1), 2), "set election", "watch nobody");
  }

  @Test
  void aMessageThatCameBackGoesToTheNodeAfter() {
    Election m = new Election(N1, N3, List.of(N1), 0);
    story(N1, state(0, none(), ELECTING))
        .getsBack(m)
        .as("Reroute", m)
        .becoming(state(0, none(), ELECTING))
        .with(new Election(N1, N2, List.of(N1), 0));
  }

  @Test
  void aNodeComesBackWithItsEpochAndNothingElse() {
    Step<RingState, RingMessage> step = core(N2).restart(new RingDurable(7));
    assertThat(step.state()).isEqualTo(state(7, none(), IDLE));
    assertThat(step.action()).isEqualTo(Action.of("Restart", N2));
    assertThat(step.effects()).isEqualTo(core(N2).boot().effects()).hasSize(1);
  }
}
