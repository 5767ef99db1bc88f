package org.scrutin.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.scrutin.protocol.Story.node;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.scrutin.protocol.raft.Command;
import org.scrutin.protocol.raft.Raft;
import org.scrutin.protocol.raft.RaftMessage;
import org.scrutin.protocol.raft.RaftMessage.AppendEntries;
import org.scrutin.protocol.raft.RaftMessage.AppendEntriesResponse;
import org.scrutin.protocol.raft.RaftMessage.RequestVoteResponse;
import org.scrutin.protocol.raft.RaftOptions;
import org.scrutin.protocol.raft.RaftPart;
import org.scrutin.protocol.raft.RaftState;
import org.scrutin.protocol.raft.RaftTiming;

/** Server 1 of three is asked to read. */
class RaftReadStoryTest {

  private static final RaftOptions OPTIONS =
      new RaftOptions(
          new TreeSet<>(Set.of(RaftPart.NO_OP, RaftPart.READ_INDEX)),
          RaftTiming.patient(Duration.ofMillis(10)));
  private static final Raft CORE = new Raft(node(1), List.of(node(1), node(2), node(3)), OPTIONS);

  /** It leads term 1, and n2 has not confirmed its first entry yet. */
  private static RaftState elected() {
    RaftState state = after(CORE.boot().state(), new Input.TimerFired<>(new Timer("election")));
    return after(state, new Input.Receive<>(new RequestVoteResponse(node(2), node(1), 1, true)));
  }

  private static RaftState committed() {
    return after(elected(), new Input.Receive<>(answer(2, 0)));
  }

  private static RaftState after(RaftState state, Input<RaftMessage> input) {
    return CORE.step(state, input, Set.of()).state();
  }

  private static AppendEntriesResponse answer(int from, int round) {
    return new AppendEntriesResponse(node(from), node(1), 1, true, 1, round);
  }

  private static AppendEntries heartbeat(int to, int round) {
    return new AppendEntries(node(1), node(to), 1, 1, 1, List.of(), 1, round);
  }

  private static Story<RaftState, RaftMessage> story(RaftState state) {
    return new Story<>(CORE, state);
  }

  @Test
  void itDoesNotHeedAReadBeforeItHasCommittedAnEntryOfItsTerm() {
    Input<RaftMessage> read = new Input.Read<>(7);
    assertThat(CORE.heeds(CORE.boot().state(), read)).isFalse();
    assertThat(CORE.heeds(elected(), read)).isFalse();
    assertThat(CORE.heeds(committed(), read)).isTrue();
  }

  @Test
  void itAsksTheOthersAtOnceAndAnswersWhenOneOfTwoHasAnswered() {
    story(committed())
        .isAskedToRead(7)
        .as("ReadIndex", node(1), 7)
        .with("set append n2", "set append n3")
        .timesOut("append n3")
        .with(heartbeat(3, 1), "set append n3")
        .receives(answer(3, 1))
        .with("read 7 at 1");
  }

  @Test
  void anAnswerToAnEarlierMessageIsNotEnough() {
    story(committed())
        .isAskedToRead(7)
        .with("set append n2", "set append n3")
        .receives(answer(2, 0))
        .with();
  }

  @Test
  void readsThatComeBeforeTheMessageIsSentGoWithIt() {
    story(committed())
        .isAskedToRead(7)
        .with("set append n2", "set append n3")
        .isAskedToRead(8)
        .with()
        .timesOut("append n2")
        .with(heartbeat(2, 2), "set append n2")
        .receives(answer(2, 2))
        .with("read 7 at 1", "read 8 at 1");
  }

  @Test
  void aReadThatComesWhileAnotherIsUnderWayIsSentWhenThatIsAnswered() {
    story(committed())
        .isAskedToRead(7)
        .with("set append n2", "set append n3")
        .timesOut("append n2")
        .with(heartbeat(2, 1), "set append n2")
        .isAskedToRead(8)
        .with()
        .receives(answer(2, 1))
        .with("set append n2", "read 7 at 1")
        .timesOut("append n2")
        .with(heartbeat(2, 2), "set append n2");
  }

  @Test
  void whatWasCommittedSinceIsDeliveredBeforeTheRead() {
    RaftState state = after(committed(), new Input.Propose<>(new Command(5)));
    state = after(state, new Input.TimerFired<>(new Timer("append n2")));
    story(state)
        .isAskedToRead(7)
        .with("set append n2")
        .receives(new AppendEntriesResponse(node(2), node(1), 1, true, 2, 1))
        .with("deliver 2 Command[value=5]", "read 7 at 1");
  }

  @Test
  void itForgetsItsReadsWhenItNoLongerLeads() {
    RaftState state = after(committed(), new Input.Read<>(7));
    assertThat(state.reads()).hasSize(1);
    RaftState deposed =
        after(state, new Input.Receive<>(new RequestVoteResponse(node(2), node(1), 2, false)));
    assertThat(deposed.leader()).isEqualTo(Optional.empty());
    assertThat(deposed.reads()).isEmpty();
    assertThat(deposed.round()).isZero();
  }
}
