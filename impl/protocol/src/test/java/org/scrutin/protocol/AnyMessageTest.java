package org.scrutin.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.scrutin.protocol.bully.Bully;
import org.scrutin.protocol.bully.BullyMessage;
import org.scrutin.protocol.bully.BullyState;
import org.scrutin.protocol.changroberts.ChangRoberts;
import org.scrutin.protocol.changroberts.ChangRobertsMessage;
import org.scrutin.protocol.changroberts.ChangRobertsState;
import org.scrutin.protocol.quorumbully.QuorumBully;
import org.scrutin.protocol.quorumbully.QuorumBullyMessage;
import org.scrutin.protocol.quorumbully.QuorumBullyState;
import org.scrutin.protocol.quorumring.QuorumRing;
import org.scrutin.protocol.quorumring.QuorumRingMessage;
import org.scrutin.protocol.quorumring.QuorumRingState;
import org.scrutin.protocol.raft.Command;
import org.scrutin.protocol.raft.Raft;
import org.scrutin.protocol.raft.RaftMessage;
import org.scrutin.protocol.raft.RaftOptions;
import org.scrutin.protocol.raft.RaftPart;
import org.scrutin.protocol.raft.RaftRole;
import org.scrutin.protocol.raft.RaftState;
import org.scrutin.protocol.raft.Snapshot;
import org.scrutin.protocol.ring.Ring;
import org.scrutin.protocol.ring.RingMessage;
import org.scrutin.protocol.ring.RingState;
import org.scrutin.protocol.world.Armed;
import org.scrutin.protocol.world.HostContract;

/**
 * One node, given messages of any type and content in any order, and whatever it waits for: each
 * message has its action, hosts may rely on the effects, and the node is never stuck.
 */
class AnyMessageTest {

  private static final List<NodeId> NODES =
      List.of(NodeId.of(2), NodeId.of(4), NodeId.of(1), NodeId.of(3));
  private static final int STEPS = 200;

  @Property(seed = "1", tries = 100)
  void bullyHandlesAnyMessage(@ForAll long seed) {
    Fuzz<BullyState, BullyMessage> fuzz = elector(BullyMessage.class, true);
    NODES.forEach(node -> fuzz.of(new Bully(node, NODES, Cores.TIMING), seed));
  }

  @Property(seed = "1", tries = 100)
  void ringHandlesAnyMessage(@ForAll long seed) {
    Fuzz<RingState, RingMessage> fuzz = elector(RingMessage.class, true);
    NODES.forEach(node -> fuzz.of(new Ring(node, NODES, Cores.TIMING), seed));
  }

  @Property(seed = "1", tries = 100)
  void changRobertsHandlesAnyMessage(@ForAll long seed) {
    Fuzz<ChangRobertsState, ChangRobertsMessage> fuzz = elector(ChangRobertsMessage.class, true);
    NODES.forEach(node -> fuzz.of(new ChangRoberts(node, NODES, Cores.TIMING), seed));
  }

  @Property(seed = "1", tries = 100)
  void quorumBullyHandlesAnyMessage(@ForAll long seed) {
    Fuzz<QuorumBullyState, QuorumBullyMessage> fuzz = elector(QuorumBullyMessage.class, false);
    NODES.forEach(node -> fuzz.of(new QuorumBully(node, NODES, Cores.TIMING), seed));
  }

  @Property(seed = "1", tries = 100)
  void quorumRingHandlesAnyMessage(@ForAll long seed) {
    Fuzz<QuorumRingState, QuorumRingMessage> fuzz = elector(QuorumRingMessage.class, false);
    NODES.forEach(node -> fuzz.of(new QuorumRing(node, NODES, Cores.TIMING), seed));
  }

  @Property(seed = "1", tries = 100)
  void wholeRaftHandlesAnyMessage(@ForAll long seed) {
    raftHandlesAnyMessage(EnumSet.allOf(RaftPart.class), seed);
  }

  @Property(seed = "1", tries = 100)
  void plainRaftHandlesAnyMessage(@ForAll long seed) {
    raftHandlesAnyMessage(Set.of(), seed);
  }

  private static void raftHandlesAnyMessage(Set<RaftPart> parts, long seed) {
    RaftOptions options = new RaftOptions(new TreeSet<>(parts), RaftServer.TIMING);
    List<Input<RaftMessage>> requests = new ArrayList<>();
    requests.add(new Input.Propose<>(new Command(1)));
    requests.add(new Input.Read<>(1));
    IntStream.rangeClosed(1, 50).forEach(index -> requests.add(new Input.Compact<>(index)));
    NODES.forEach(node -> requests.add(new Input.Transfer<>(node)));
    SortedSet<NodeId> all = new TreeSet<>(NODES);
    requests.add(new Input.ChangeMembership<>(all, Collections.emptySortedSet()));
    for (NodeId node : NODES) {
      SortedSet<NodeId> others = new TreeSet<>(all);
      others.remove(node);
      requests.add(new Input.ChangeMembership<>(others, Collections.emptySortedSet()));
      requests.add(new Input.ChangeMembership<>(others, new TreeSet<>(Set.of(node))));
    }
    Fuzz<RaftState, RaftMessage> fuzz =
        new Fuzz<>(
            RaftMessage.class,
            AnyMessageTest::raftContents,
            requests,
            (self, state, armed) -> assertRaftWaits(parts, self, state, armed));
    NODES.forEach(node -> fuzz.of(new Raft(node, NODES, options), seed));
  }

  /** What only elects. */
  private static <S extends ElectionState, M extends Message> Fuzz<S, M> elector(
      Class<M> messages, boolean leadersRest) {
    return new Fuzz<>(
        messages,
        AnyMessageTest::contents,
        List.of(),
        (self, state, armed) -> assertNotStuck(self, state, armed, leadersRest));
  }

  /** What a component of a message may be. */
  private interface Contents<S> {
    Object any(RecordComponent component, NodeId self, S state, Random random);
  }

  /** What a node has to wait for in each state. */
  private interface Waits<S> {
    void check(NodeId self, S state, Armed armed);
  }

  /**
   * A node and all that can come to it.
   *
   * @param requests of clients and operators, if the node heeds them
   */
  private record Fuzz<S extends ElectionState, M extends Message>(
      Class<M> messages, Contents<S> contents, List<Input<M>> requests, Waits<S> waits) {

    <D extends Record> void of(Protocol<S, M, D> core, long seed) {
      Random random = new Random(seed);
      S state = core.boot().state();
      Armed armed = Armed.NOTHING.after(core.boot().effects());
      for (int i = 0; i < STEPS; i++) {
        Input<M> input = input(core, state, armed, random);
        if (input instanceof Input.TimerFired<M> fired) {
          armed = armed.without(fired.timer().name());
        }
        Step<S, M> step = core.step(state, input, someNodes(random));
        HostContract.check(core, state, step);
        assertThat(step.action().name()).isEqualTo(expectedAction(input, step.action()));
        state = step.state();
        armed = armed.after(step.effects());
        waits.check(core.self(), state, armed);
      }
    }

    private Input<M> input(Protocol<S, M, ?> core, S state, Armed armed, Random random) {
      List<Input<M>> inputs = new ArrayList<>();
      for (Class<?> type : messages.getPermittedSubclasses()) {
        Record message =
            message(type, component -> contents.any(component, core.self(), state, random));
        inputs.add(new Input.Receive<>(messages.cast(message)));
      }
      armed.timers().forEach(timer -> inputs.add(new Input.TimerFired<>(new Timer(timer))));
      Stream.concat(armed.watched().stream().map(Input.Suspect<M>::new), requests.stream())
          .filter(asked -> core.heeds(state, asked))
          .forEach(inputs::add);
      return inputs.get(random.nextInt(inputs.size()));
    }
  }

  private static <M extends Message> String expectedAction(Input<M> input, Action action) {
    return input instanceof Input.Receive<M> receive
        ? "Handle" + receive.message().getClass().getSimpleName()
        : action.name();
  }

  private static void assertNotStuck(
      NodeId self, ElectionState state, Armed armed, boolean leadersRest) {
    boolean watchesLeader =
        state.leader().isPresent() && armed.watched().contains(state.leader().get());
    boolean rests = leadersRest && state.leader().equals(Optional.of(self));
    assertThat(armed.timers().size() + (watchesLeader ? 1 : 0) + (rests ? 1 : 0))
        .as("what %s waits for with %s", state, armed)
        .isPositive();
    assertThat(armed.timers()).hasSizeLessThanOrEqualTo(1);
  }

  /** The timers of Raft are told by the state, all of them. */
  private static void assertRaftWaits(
      Set<RaftPart> parts, NodeId self, RaftState state, Armed armed) {
    SortedSet<String> timers = new TreeSet<>();
    if (state.state() != RaftRole.LEADER) {
      if (state.config().votes(self) || armed.timers().contains("election")) {
        timers.add("election");
      }
    } else {
      state.nextIndex().keySet().forEach(to -> timers.add("append " + to));
      boolean committed = state.log().configIndex() <= state.commitIndex();
      if (state.config().isJoint() && committed && state.transferee().isEmpty()) {
        timers.add("finish");
      }
      state.transferee().ifPresent(to -> timers.add("transfer"));
      if (parts.contains(RaftPart.CHECK_QUORUM)) {
        timers.add("quorum");
      }
      if (state.matchIndex().get(self) < state.log().lastIndex()) {
        timers.add("flush");
      }
      state
          .lease()
          .ifPresent(
              rounds -> {
                timers.add("renew");
                rounds.forEach(round -> timers.add("lease " + round));
              });
    }
    assertThat(armed.timers()).as("what %s waits for", state).isEqualTo(timers);
  }

  private static Record message(Class<?> type, Function<RecordComponent, Object> contents) {
    RecordComponent[] components = type.getRecordComponents();
    Object[] values = Arrays.stream(components).map(contents).toArray();
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      return (Record) type.getDeclaredConstructor(types).newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  private static Object contents(
      RecordComponent component, NodeId self, ElectionState state, Random random) {
    if (component.getName().equals("to")) {
      return self;
    }
    if (component.getName().equals("from")) {
      return NODES.stream().filter(node -> !node.equals(self)).toList().get(random.nextInt(3));
    }
    if (component.getType().equals(int.class)) {
      return random.nextInt(1, 60);
    }
    if (component.getType().equals(List.class)) {
      List<NodeId> nodes = new ArrayList<>(NODES);
      Collections.shuffle(nodes, random);
      return nodes.subList(0, 1 + random.nextInt(NODES.size()));
    }
    return NODES.get(random.nextInt(NODES.size()));
  }

  /**
   * Terms and indexes about those of the server, so that each branch is taken. The index of an
   * answer is one of the entries that the server has: nobody has others from it. And nobody
   * contradicts what is committed.
   */
  private static Object raftContents(
      RecordComponent component, NodeId self, RaftState state, Random random) {
    int last = state.log().lastIndex();
    return switch (component.getName()) {
      case "term" -> Math.max(1, state.currentTerm() + termsAhead(component, state, random));
      case "lastLogTerm", "prevLogTerm" -> random.nextInt(state.currentTerm() + 1);
      case "index" -> random.nextInt(last + 1);
      case "lastLogIndex", "leaderCommit" -> random.nextInt(last + 3);
      case "prevLogIndex" -> state.commitIndex() + random.nextInt(last - state.commitIndex() + 3);
      case "voteGranted", "success", "transfer" -> random.nextInt(4) > 0;
      case "entries" ->
          Stream.generate(() -> RaftServer.entry(1 + random.nextInt(state.currentTerm() + 1), 1))
              .limit(random.nextInt(3))
              .toList();
      case "snapshot" ->
          new Snapshot(
              state.commitIndex() + 1 + random.nextInt(3),
              1 + random.nextInt(state.currentTerm() + 1),
              0);
      case "round" -> random.nextInt(state.round() + 1);
      default -> contents(component, self, state, random);
    };
  }

  /** Mostly none, so that elections are won; those who lead are seldom told that others do. */
  private static int termsAhead(RecordComponent component, RaftState state, Random random) {
    int surprise = random.nextInt(16) == 0 ? random.nextInt(-1, 3) : 0;
    Class<?> type = component.getDeclaringRecord();
    if (type.equals(RaftMessage.RequestPreVoteResponse.class)) {
      return surprise + 1;
    }
    boolean contested = state.state() != RaftRole.FOLLOWER;
    return type.equals(RaftMessage.AppendEntries.class) && contested ? surprise - 1 : surprise;
  }

  private static Set<NodeId> someNodes(Random random) {
    Set<NodeId> some = new TreeSet<>(NODES);
    some.removeIf(node -> random.nextBoolean());
    return some;
  }
}
