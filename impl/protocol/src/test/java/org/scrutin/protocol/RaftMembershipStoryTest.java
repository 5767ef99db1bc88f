package org.scrutin.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.scrutin.protocol.Story.node;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.scrutin.protocol.raft.Configuration;
import org.scrutin.protocol.raft.Raft;
import org.scrutin.protocol.raft.RaftMessage;
import org.scrutin.protocol.raft.RaftMessage.AppendEntriesResponse;
import org.scrutin.protocol.raft.RaftMessage.RequestVoteResponse;
import org.scrutin.protocol.raft.RaftOptions;
import org.scrutin.protocol.raft.RaftPart;
import org.scrutin.protocol.raft.RaftRole;
import org.scrutin.protocol.raft.RaftState;
import org.scrutin.protocol.world.HostContract;

/** How the servers of a cluster change: n1 leads, n2 votes, n3 is new. */
class RaftMembershipStoryTest {

  private static final Configuration FIRST = Configuration.of(nodes(1, 2));
  private static final Raft CORE = core(1);

  private static Raft core(int self) {
    Set<RaftPart> parts = EnumSet.of(RaftPart.NO_OP, RaftPart.CHECK_QUORUM, RaftPart.MEMBERSHIP);
    return new Raft(node(self), FIRST, new RaftOptions(new TreeSet<>(parts), RaftServer.TIMING));
  }

  private static SortedSet<NodeId> nodes(int... numbers) {
    return new TreeSet<>(Arrays.stream(numbers).mapToObj(NodeId::of).toList());
  }

  private static Step<RaftState, RaftMessage> step(RaftState state, Input<RaftMessage> input) {
    assertThat(CORE.heeds(state, input)).as("%s heeds %s", state, input).isTrue();
    Step<RaftState, RaftMessage> step = CORE.step(state, input, Set.of());
    CORE.assertInvariants(state, step.state());
    HostContract.check(CORE, state, step);
    return step;
  }

  private static RaftState after(RaftState state, Input<RaftMessage> input) {
    return step(state, input).state();
  }

  private static Input<RaftMessage> timer(String name) {
    return new Input.TimerFired<>(new Timer(name));
  }

  private static Input<RaftMessage> change(SortedSet<NodeId> voters, SortedSet<NodeId> learners) {
    return new Input.ChangeMembership<>(voters, learners);
  }

  private static Input<RaftMessage> has(int server, int index) {
    return new Input.Receive<>(new AppendEntriesResponse(node(server), node(1), 1, true, index, 0));
  }

  /** It leads, and has not committed the first entry of its term. */
  private static RaftState elected() {
    RaftState stands = after(CORE.boot().state(), timer("election"));
    return after(stands, new Input.Receive<>(new RequestVoteResponse(node(2), node(1), 1, true)));
  }

  private static RaftState committed() {
    return after(elected(), has(2, 1));
  }

  private static Configuration joint() {
    return new Configuration(nodes(1, 2), nodes(2, 3), nodes());
  }

  @Test
  void aChangeBeginsWithTheJointConfigurationAndReachesTheNewServer() {
    Step<RaftState, RaftMessage> step = step(committed(), change(nodes(2, 3), nodes()));
    assertThat(step.action())
        .isEqualTo(Action.of("ChangeMembership", node(1), nodes(2, 3), nodes()));
    assertThat(step.state().config()).isEqualTo(joint());
    assertThat(step.state().log().entryAt(2).config()).isEqualTo(Optional.of(joint()));
    assertThat(step.state().nextIndex()).containsOnlyKeys(node(2), node(3));
    assertThat(step.effects()).anyMatch(effect -> effect.toString().contains("append n3"));
  }

  @Test
  void theJointConfigurationTakesBothMajoritiesAndThenTheNewOneFollows() {
    RaftState changing = after(committed(), change(nodes(2, 3), nodes()));
    assertThat(after(changing, has(3, 2)).commitIndex()).isEqualTo(1);
    RaftState agreed = after(after(changing, has(2, 2)), has(3, 2));
    assertThat(agreed.commitIndex()).isEqualTo(2);
    Step<RaftState, RaftMessage> finish = step(agreed, timer("finish"));
    assertThat(finish.action()).isEqualTo(Action.of("FinishChange", node(1)));
    assertThat(finish.state().config()).isEqualTo(Configuration.of(nodes(2, 3)));
  }

  @Test
  void aLeaderThatLeavesIsNotCountedAndStepsDownWhenItHasLeft() {
    RaftState state = after(committed(), change(nodes(2, 3), nodes()));
    state = after(after(after(state, has(2, 2)), has(3, 2)), timer("finish"));
    state = after(state, has(2, 3));
    assertThat(state.commitIndex()).isEqualTo(2);
    assertThat(after(state, timer("quorum")).state()).isEqualTo(RaftRole.LEADER);
    RaftState left = after(state, has(3, 3));
    assertThat(left.commitIndex()).isEqualTo(3);
    RaftState deposed = after(left, timer("quorum"));
    assertThat(deposed.state()).isEqualTo(RaftRole.FOLLOWER);
    assertThat(CORE.heeds(deposed, timer("election"))).isFalse();
  }

  @Test
  void aLearnerIsSentEntriesAndNotCounted() {
    RaftState state = after(committed(), change(nodes(1, 2), nodes(3)));
    assertThat(state.config()).isEqualTo(new Configuration(nodes(1, 2), nodes(), nodes(3)));
    assertThat(state.nextIndex()).containsKey(node(3));
    assertThat(after(state, has(3, 2)).commitIndex()).isEqualTo(1);
    assertThat(after(state, has(2, 2)).commitIndex()).isEqualTo(2);
  }

  @Test
  void aServerThatHasNoVoteDoesNotStand() {
    Raft third = core(3);
    assertThat(third.heeds(third.boot().state(), timer("election"))).isFalse();
  }

  @Test
  void aChangeHasToWaitForAnEntryOfTheTermAndForTheChangeBeforeIt() {
    Input<RaftMessage> change = change(nodes(2, 3), nodes());
    assertThat(CORE.heeds(elected(), change)).isFalse();
    assertThat(CORE.heeds(committed(), change)).isTrue();
    assertThat(CORE.heeds(after(committed(), change), change(nodes(1, 3), nodes()))).isFalse();
    RaftState learns = after(committed(), change(nodes(1, 2), nodes(3)));
    assertThat(CORE.heeds(learns, change)).isFalse();
    assertThat(CORE.heeds(after(learns, has(2, 2)), change)).isTrue();
  }

  @Test
  void whatIsNoChangeOrNoClusterIsNotHeeded() {
    List<Input<RaftMessage>> none =
        List.of(
            change(nodes(1, 2), nodes()),
            change(nodes(), nodes(1, 2)),
            change(nodes(1), nodes()),
            change(nodes(1, 2), nodes(2)));
    assertThat(none).noneMatch(input -> CORE.heeds(committed(), input));
  }

  @Test
  void someAreAQuorumOfAJointConfigurationOnlyIfTheyAreOfBoth() {
    Configuration joint = new Configuration(nodes(1, 2, 3), nodes(3, 4, 5), nodes(6));
    List<SortedSet<NodeId>> quorums = List.of(nodes(1, 3, 4), nodes(2, 3, 5), nodes(1, 2, 4, 5));
    List<SortedSet<NodeId>> others = List.of(nodes(1, 2, 3), nodes(3, 6), nodes(3, 4, 5, 6));
    assertThat(quorums).allMatch(some -> joint.isQuorum(node -> some.contains(node)));
    assertThat(others).noneMatch(some -> joint.isQuorum(node -> some.contains(node)));
    assertThat(IntStream.rangeClosed(1, 6).filter(i -> joint.votes(node(i)))).hasSize(5);
    assertThat(joint.members()).hasSize(6);
  }
}
