package org.scrutin.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.scrutin.protocol.bully.Bully;
import org.scrutin.protocol.bully.BullyMessage;
import org.scrutin.protocol.changroberts.ChangRoberts;
import org.scrutin.protocol.changroberts.ChangRobertsMessage;
import org.scrutin.protocol.quorumbully.QuorumBully;
import org.scrutin.protocol.quorumbully.QuorumBullyMessage;
import org.scrutin.protocol.quorumring.QuorumRing;
import org.scrutin.protocol.quorumring.QuorumRingMessage;
import org.scrutin.protocol.ring.Ring;
import org.scrutin.protocol.ring.RingMessage;
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
    NODES.forEach(
        node -> fuzz(new Bully(node, NODES, Cores.TIMING), BullyMessage.class, true, seed));
  }

  @Property(seed = "1", tries = 100)
  void ringHandlesAnyMessage(@ForAll long seed) {
    NODES.forEach(node -> fuzz(new Ring(node, NODES, Cores.TIMING), RingMessage.class, true, seed));
  }

  @Property(seed = "1", tries = 100)
  void changRobertsHandlesAnyMessage(@ForAll long seed) {
    NODES.forEach(
        node ->
            fuzz(
                new ChangRoberts(node, NODES, Cores.TIMING),
                ChangRobertsMessage.class,
                true,
                seed));
  }

  @Property(seed = "1", tries = 100)
  void quorumBullyHandlesAnyMessage(@ForAll long seed) {
    NODES.forEach(
        node ->
            fuzz(
                new QuorumBully(node, NODES, Cores.TIMING), QuorumBullyMessage.class, false, seed));
  }

  @Property(seed = "1", tries = 100)
  void quorumRingHandlesAnyMessage(@ForAll long seed) {
    NODES.forEach(
        node ->
            fuzz(new QuorumRing(node, NODES, Cores.TIMING), QuorumRingMessage.class, false, seed));
  }

  private static <S extends ElectionState, M extends Message, D extends Record> void fuzz(
      Protocol<S, M, D> core, Class<M> messages, boolean leadersRest, long seed) {
    Random random = new Random(seed);
    S state = core.boot().state();
    Armed armed = Armed.NOTHING.after(core.boot().effects());
    for (int i = 0; i < STEPS; i++) {
      Input<M> input = input(core, messages, state, armed, random);
      if (input instanceof Input.TimerFired<M> fired) {
        armed = armed.without(fired.timer().name());
      }
      Step<S, M> step = core.step(state, input, someNodes(random));
      HostContract.check(core, state, step);
      assertThat(step.action().name()).isEqualTo(expectedAction(input, step.action()));
      state = step.state();
      armed = armed.after(step.effects());
      assertNotStuck(core.self(), state, armed, leadersRest);
    }
  }

  private static <S extends ElectionState, M extends Message> Input<M> input(
      Protocol<S, M, ?> core, Class<M> messages, S state, Armed armed, Random random) {
    List<Input<M>> inputs = new ArrayList<>();
    for (Class<?> type : messages.getPermittedSubclasses()) {
      inputs.add(new Input.Receive<>(messages.cast(message(type, core.self(), random))));
    }
    armed.timers().forEach(timer -> inputs.add(new Input.TimerFired<>(new Timer(timer))));
    armed.watched().stream()
        .map(Input.Suspect<M>::new)
        .filter(suspect -> core.heeds(state, suspect))
        .forEach(inputs::add);
    return inputs.get(random.nextInt(inputs.size()));
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

  private static Record message(Class<?> type, NodeId self, Random random) {
    RecordComponent[] components = type.getRecordComponents();
    Object[] values =
        Arrays.stream(components).map(component -> value(component, self, random)).toArray();
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      return (Record) type.getDeclaredConstructor(types).newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  private static Object value(RecordComponent component, NodeId self, Random random) {
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

  private static Set<NodeId> someNodes(Random random) {
    Set<NodeId> some = new TreeSet<>(NODES);
    some.removeIf(node -> random.nextBoolean());
    return some;
  }
}
