package org.scrutin.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.ListIterator;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.scrutin.protocol.Effect;
import org.scrutin.protocol.NodeId;
import org.scrutin.protocol.raft.Command;
import org.scrutin.protocol.raft.RaftMessage;
import org.scrutin.protocol.raft.RaftRole;
import org.scrutin.simulation.weather.Fault;
import org.scrutin.simulation.weather.Weather;

/** Clients with sessions ask again and again while everything goes wrong, and are judged. */
class ServicesTest {

  private static final List<NodeId> NODES = List.of(NodeId.of(1), NodeId.of(2), NodeId.of(3));
  private static final Weather ROUGH =
      Weather.rough(Set.of(Fault.CRASH, Fault.LOSS, Fault.PARTITION));
  private static final int SEEDS = 10;
  private static final long STEPS = 20_000;

  @Test
  void whateverBefallsItRaftExecutesEachRequestOnce() {
    assertThat(LongStream.rangeClosed(1, SEEDS).mapToObj(seed -> run(Algorithms.RAFT, seed)))
        .allSatisfy(report -> assertThat(report.brokenPromise()).isEmpty())
        .anySatisfy(
            report -> {
              assertThat(report.sessions().executed()).isGreaterThan(100);
              assertThat(report.sessions().repeated()).isGreaterThan(100);
              assertThat(report.sessions().refused()).isGreaterThan(10);
            });
  }

  @Test
  void aLeaderThatDeliversNotAllIsFoundOut() {
    Algorithm forgetful =
        AlteredRaft.with(
            (before, input, effects) ->
                effects.removeIf(
                    effect ->
                        effect instanceof Effect.Deliver<RaftMessage> deliver
                            && before.state() == RaftRole.LEADER
                            && deliver.index() % 8 == 0));
    assertThat(LongStream.rangeClosed(1, SEEDS))
        .anyMatch(seed -> run(forgetful, seed).brokenPromise().isPresent());
  }

  @Test
  void aNodeThatDeliversInAnotherOrderIsFoundOut() {
    Algorithm hasty = AlteredRaft.with((before, input, effects) -> swap(effects.listIterator()));
    assertThat(LongStream.rangeClosed(1, SEEDS))
        .anyMatch(seed -> run(hasty, seed).brokenPromise().isPresent());
  }

  /** The commands of the first two deliveries, if there are two. */
  private static void swap(ListIterator<Effect<RaftMessage>> effects) {
    while (effects.hasNext()) {
      if (effects.next() instanceof Effect.Deliver<RaftMessage> first && effects.hasNext()) {
        if (effects.next() instanceof Effect.Deliver<RaftMessage> second) {
          effects.set(new Effect.Deliver<>(second.index(), first.command()));
          effects.previous();
          effects.previous();
          effects.set(new Effect.Deliver<>(first.index(), second.command()));
          return;
        }
      }
    }
  }

  @Test
  void whatNobodyHasProposedIsNotDelivered() {
    Services services = new Services(1, new Random(1));
    assertThatThrownBy(() -> services.delivered(1, 1, new Command(9), true))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("n1 delivers what nobody has proposed");
  }

  private static RunReport run(Algorithm algorithm, long seed) {
    Random random = new Random(seed);
    var schedule = ROUGH.schedule(NODES.size(), 60_000_000, random);
    return Simulation.of(algorithm, NODES, ROUGH, schedule, random, Optional.empty())
        .run(STEPS, 60_000_000);
  }
}
