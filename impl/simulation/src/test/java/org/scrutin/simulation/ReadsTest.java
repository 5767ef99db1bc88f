package org.scrutin.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.scrutin.protocol.Effect;
import org.scrutin.protocol.Input;
import org.scrutin.protocol.NodeId;
import org.scrutin.protocol.raft.RaftMessage;
import org.scrutin.simulation.weather.Fault;
import org.scrutin.simulation.weather.Weather;

/** Clients read while everything goes wrong, and what they read is judged. */
class ReadsTest {

  private static final List<NodeId> NODES = List.of(NodeId.of(1), NodeId.of(2), NodeId.of(3));
  private static final Weather ROUGH = Weather.rough(Set.of(Fault.PARTITION, Fault.PAUSE));
  private static final int SEEDS = 20;

  /** A leader that was replaced has to be asked before it notices. */
  private static final long ENOUGH = 300;

  private static final long STEPS = 20_000;

  @Test
  void aReadThatMissesWhatWasDeliveredBeforeItIsStale() {
    Reads reads = new Reads();
    reads.delivered(3);
    reads.asked(1);
    reads.asked(2);
    reads.delivered(5);
    reads.delivered(4);
    reads.asked(3);
    reads.answered(2, 3);
    assertThat(reads.stale()).isZero();
    reads.answered(3, 4);
    assertThat(reads.stale()).isEqualTo(1);
    reads.answered(1, 2);
    assertThat(reads.stale()).isEqualTo(2);
    assertThat(reads.answered()).isEqualTo(3);
  }

  @Test
  void aReadIsAnsweredOnce() {
    Reads reads = new Reads();
    reads.asked(1);
    reads.answered(1, 0);
    assertThatThrownBy(() -> reads.answered(1, 0))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("read 1 is answered twice");
  }

  @Test
  void whateverBefallsItRaftAnswersReadsAndNoneIsStale() {
    assertThat(LongStream.rangeClosed(1, SEEDS).mapToObj(seed -> run(Algorithms.RAFT, seed)))
        .allSatisfy(report -> assertThat(report.staleReads()).isZero())
        .anySatisfy(report -> assertThat(report.reads()).isGreaterThan(20));
  }

  @Test
  void aLeaderThatReadsWithoutAskingOthersIsFoundOut() {
    assertThat(LongStream.rangeClosed(1, ENOUGH))
        .anyMatch(seed -> run(hasty(), seed).staleReads() > 0);
  }

  private static RunReport run(Algorithm algorithm, long seed) {
    Random random = new Random(seed);
    var schedule = ROUGH.schedule(NODES.size(), 60_000_000, random);
    return Simulation.of(algorithm, NODES, ROUGH, schedule, random, Optional.empty())
        .run(STEPS, 60_000_000);
  }

  /** A leader answers each read in the step in which it is asked. */
  private static Algorithm hasty() {
    return AlteredRaft.with(
        (before, input, effects) -> {
          effects.removeIf(effect -> effect instanceof Effect.Read);
          if (input instanceof Input.Read<RaftMessage> read) {
            effects.add(new Effect.Read<>(read.read(), before.commitIndex()));
          }
        });
  }
}
