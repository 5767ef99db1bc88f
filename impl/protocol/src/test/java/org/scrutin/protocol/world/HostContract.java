package org.scrutin.protocol.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.scrutin.protocol.Effect;
import org.scrutin.protocol.ElectionState;
import org.scrutin.protocol.Message;
import org.scrutin.protocol.NodeId;
import org.scrutin.protocol.Protocol;
import org.scrutin.protocol.Step;
import org.scrutin.protocol.raft.RaftRole;
import org.scrutin.protocol.raft.RaftState;

/** What a host may rely on in the effects of every step, whatever the algorithm. */
public final class HostContract {

  private HostContract() {}

  /** Checks one step. */
  public static <S extends ElectionState, M extends Message, D extends Record> void check(
      Protocol<S, M, D> core, S before, Step<S, M> step) {
    S after = step.state();
    List<Integer> ranks = step.effects().stream().map(HostContract::rank).toList();
    assertThat(ranks).as("order of effects in %s", step).isSorted();
    if (!writesLater(core.self(), before, after)) {
      assertThat(ranks.contains(0))
          .as("Persist if and only if the durable part changes, %s to %s", before, after)
          .isEqualTo(
              owesToDisk(core.self(), before) || !core.durable(before).equals(core.durable(after)));
    }
    Optional<Integer> led = led(core.self(), before);
    Optional<Integer> leads = led(core.self(), after);
    boolean goesOn = led.equals(leads);
    assertThat(step.effects().stream().filter(e -> e instanceof Effect.LoseLeadership).toList())
        .isEqualTo(
            led.isPresent() && !goesOn
                ? List.of(new Effect.LoseLeadership<>(led.get()))
                : List.of());
    assertThat(step.effects().stream().filter(e -> e instanceof Effect.BecomeLeader).toList())
        .isEqualTo(
            leads.isPresent() && !goesOn
                ? List.of(new Effect.BecomeLeader<>(leads.get()))
                : List.of());
  }

  /**
   * A leader of Raft may send entries while it still writes them, or until it has done with
   * leading; its term and vote may not wait.
   */
  private static boolean writesLater(NodeId self, ElectionState before, ElectionState after) {
    return before instanceof RaftState old
        && after instanceof RaftState next
        && (next.state() == RaftRole.LEADER || owesToDisk(self, old))
        && next.currentTerm() == old.currentTerm()
        && next.votedFor().equals(old.votedFor());
  }

  /** And writes what its disk lacks when it leads no more. */
  private static boolean owesToDisk(NodeId self, ElectionState before) {
    return before instanceof RaftState old
        && old.state() == RaftRole.LEADER
        && old.matchIndex().get(self) < old.log().lastIndex();
  }

  private static Optional<Integer> led(NodeId self, ElectionState state) {
    return state.leader().equals(Optional.of(self)) ? Optional.of(state.epoch()) : Optional.empty();
  }

  private static int rank(Effect<?> effect) {
    if (effect instanceof Effect.Persist) {
      return 0;
    }
    if (effect instanceof Effect.Send) {
      return 1;
    }
    if (effect instanceof Effect.CancelTimer
        || effect instanceof Effect.SetTimer
        || effect instanceof Effect.Watch) {
      return 2;
    }
    if (effect instanceof Effect.LoseLeadership || effect instanceof Effect.BecomeLeader) {
      return 3;
    }
    return 4;
  }
}
