package org.scrutin.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.scrutin.protocol.RaftServer.TIMING;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scrutin.protocol.election.Delay;
import org.scrutin.protocol.raft.Raft;
import org.scrutin.protocol.raft.RaftMessage;
import org.scrutin.protocol.raft.RaftPart;
import org.scrutin.protocol.raft.RaftState;
import org.scrutin.protocol.raft.RaftTiming;

/** Who stands first when a leader is not heard any more. */
class RaftSuccessorTest {

  private static final Timer ELECTION = new Timer("election");

  private static final Duration REST = TIMING.election().max().minus(TIMING.election().min());

  private static RaftTiming timing(Duration least, Duration most) {
    return new RaftTiming(
        TIMING.election(),
        Optional.of(new Delay(least, most)),
        TIMING.heartbeat(),
        TIMING.batch(),
        TIMING.flush(),
        TIMING.lease(),
        1,
        1);
  }

  private static Effect<RaftMessage> afterDoubt(Raft core, RaftState follower) {
    return core.step(follower, new Input.TimerFired<>(ELECTION), Set.of()).effects().get(0);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 2, true",
    "1, 3, false",
    "2, 3, true",
    "2, 1, false",
    "3, 1, true",
    "3, 2, false"
  })
  void itIsTheVoterNextAfterTheLeader(int leader, int self, boolean successor) {
    RaftTiming timing = timing(Duration.ofMillis(5), Duration.ofMillis(10));
    Raft core = RaftServer.core(self, 3, timing, RaftPart.PRE_VOTE, RaftPart.CHECK_QUORUM);
    assertThat(afterDoubt(core, RaftServer.follower(1).following(leader).now()))
        .isEqualTo(
            successor
                ? new Effect.SetTimer<>(ELECTION, Duration.ofMillis(5), Duration.ofMillis(10))
                : new Effect.SetTimer<>(ELECTION, Duration.ofMillis(20), REST));
  }

  /** Standing raises its term, and a log that is too short deposes a leader for nothing. */
  @Test
  void whoeverDoesNotAskFirstWaitsAsTheOthersDo() {
    RaftTiming timing = timing(Duration.ofMillis(5), Duration.ofMillis(10));
    Raft core = RaftServer.core(2, 3, timing, RaftPart.CHECK_QUORUM);
    assertThat(afterDoubt(core, RaftServer.follower(1).following(1).now()))
        .isEqualTo(new Effect.SetTimer<>(ELECTION, Duration.ofNanos(1_000), REST));
  }

  @Test
  void theOthersMustHaveTimeToWaitLonger() {
    Duration longer = REST.dividedBy(2).plusNanos(1);
    assertThatThrownBy(() -> timing(longer, longer))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a successor waits no longer than half of " + REST);
  }
}
