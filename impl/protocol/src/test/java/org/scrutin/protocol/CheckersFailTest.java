package org.scrutin.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.scrutin.protocol.Story.node;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.scrutin.protocol.bully.Bully;
import org.scrutin.protocol.bully.BullyDurable;
import org.scrutin.protocol.bully.BullyMessage;
import org.scrutin.protocol.bully.BullyState;
import org.scrutin.protocol.world.Cluster;
import org.scrutin.protocol.world.Limits;
import org.scrutin.protocol.world.StateSpace;
import org.scrutin.protocol.world.SynchronousBully;

/** What the other tests check with notices a faulty core. */
class CheckersFailTest {

  private static final List<NodeId> NODES = List.of(node(1), node(2), node(3));

  private static StateSpace explore(UnaryOperator<List<Effect<BullyMessage>>> fault) {
    var cores = NODES.stream().map(node -> new Faulty(node, fault)).toList();
    var cluster = new Cluster<>(cores, new SynchronousBully(), new Limits(1, 1, 30));
    return StateSpace.explore(cluster, List.of(cluster.boot()), true);
  }

  @Test
  void aCoreWithoutFaultHasTheRightCounts() {
    assertThat(explore(effects -> effects).distinct()).isEqualTo(3_284);
  }

  @Test
  void aForgottenObjectionChangesTheCounts() {
    StateSpace space =
        explore(
            effects ->
                without(
                    effects,
                    effect ->
                        effects.size() == 1
                            && effect instanceof Effect.Send<BullyMessage> send
                            && send.message() instanceof BullyMessage.Answer));
    assertThat(space.distinct()).isNotEqualTo(3_284);
  }

  @Test
  void aForgottenTimerChangesTheCounts() {
    StateSpace space =
        explore(
            effects ->
                without(
                    effects,
                    effect ->
                        effect instanceof Effect.SetTimer<BullyMessage> set
                            && set.timer().name().equals("coordinator")));
    assertThat(space.distinct()).isNotEqualTo(3_284);
  }

  @Test
  void aTimerThatIsNotCancelledIsNoticed() {
    assertThatThrownBy(
            () -> explore(effects -> without(effects, e -> e instanceof Effect.CancelTimer)))
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void aSendBeforeItsPersistIsNoticed() {
    assertThatThrownBy(
            () ->
                explore(
                    effects -> {
                      List<Effect<BullyMessage>> reversed = new ArrayList<>(effects);
                      Collections.reverse(reversed);
                      return reversed;
                    }))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("order of effects");
  }

  @Test
  void aForgottenPersistIsNoticed() {
    assertThatThrownBy(() -> explore(effects -> without(effects, e -> e instanceof Effect.Persist)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("Persist");
  }

  private static List<Effect<BullyMessage>> without(
      List<Effect<BullyMessage>> effects, Predicate<Effect<BullyMessage>> fault) {
    return effects.stream().filter(fault.negate()).toList();
  }

  /** Bully with its effects tampered with. */
  private static final class Faulty implements Protocol<BullyState, BullyMessage, BullyDurable> {
    private final Bully bully;
    private final UnaryOperator<List<Effect<BullyMessage>>> fault;

    Faulty(NodeId self, UnaryOperator<List<Effect<BullyMessage>>> fault) {
      this.bully = new Bully(self, NODES, Cores.TIMING);
      this.fault = fault;
    }

    @Override
    public NodeId self() {
      return bully.self();
    }

    @Override
    public Boot<BullyState, BullyMessage> boot() {
      return bully.boot();
    }

    @Override
    public Step<BullyState, BullyMessage> step(
        BullyState state, Input<BullyMessage> input, Set<NodeId> suspected) {
      Step<BullyState, BullyMessage> step = bully.step(state, input, suspected);
      return new Step<>(step.state(), fault.apply(step.effects()), step.action());
    }

    @Override
    public BullyDurable durable(BullyState state) {
      return bully.durable(state);
    }

    @Override
    public Step<BullyState, BullyMessage> restart(BullyDurable durable) {
      return bully.restart(durable);
    }
  }
}
