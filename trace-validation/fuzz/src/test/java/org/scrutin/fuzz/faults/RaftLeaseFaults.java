package org.scrutin.fuzz.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.scrutin.protocol.Effect;
import org.scrutin.protocol.Input;
import org.scrutin.protocol.Protocol;
import org.scrutin.protocol.Step;
import org.scrutin.protocol.raft.RaftDurable;
import org.scrutin.protocol.raft.RaftMessage;
import org.scrutin.protocol.raft.RaftMessage.RequestVote;
import org.scrutin.protocol.raft.RaftRole;
import org.scrutin.protocol.raft.RaftState;
import org.scrutin.simulation.Algorithm;
import org.scrutin.simulation.Algorithms;

/** Faults of Raft, in its leases and in the loyalty on which they rest. */
public final class RaftLeaseFaults {

  /** So many times as long as it may be. */
  private static final int TOO_LONG = 20;

  private RaftLeaseFaults() {}

  private static Algorithm raft(Faulty.Fault<RaftState, RaftMessage, RaftDurable> fault) {
    return Faults.in(Algorithms.RAFT, fault);
  }

  /** Its leases are longer than others are loyal. */
  public static Algorithm takesLeasesThatAreTooLong() {
    return raft(RaftLeaseFaults::withLongLeases);
  }

  /** Leads on without a majority, and reads by its lease meanwhile. */
  public static Algorithm readsWhileOthersLead() {
    Faulty.Fault<RaftState, RaftMessage, RaftDurable> lengthened = RaftLeaseFaults::withLongLeases;
    return Faults.in(RaftFaults.neverStepsDown(), lengthened);
  }

  private static Step<RaftState, RaftMessage> withLongLeases(
      Protocol<RaftState, RaftMessage, RaftDurable> real,
      RaftState before,
      Input<RaftMessage> input,
      Step<RaftState, RaftMessage> honest) {
    List<Effect<RaftMessage>> effects = new ArrayList<>();
    honest.effects().forEach(effect -> effects.add(lengthened(effect)));
    return new Step<>(honest.state(), effects, honest.action());
  }

  private static Effect<RaftMessage> lengthened(Effect<RaftMessage> effect) {
    if (effect instanceof Effect.SetTimer<RaftMessage> set
        && set.timer().name().startsWith("lease ")) {
      return new Effect.SetTimer<>(
          set.timer(), set.min().multipliedBy(TOO_LONG), set.max().multipliedBy(TOO_LONG));
    }
    return effect;
  }

  /** Keeps its lease when it hands over. */
  public static Algorithm keepsItsLeaseWhenItHandsOver() {
    return raft(
        (real, before, input, honest) ->
            Faults.claims(honest, "TransferLeadership")
                ? new RaftPatch(honest).lease(before.lease()).step()
                : honest);
  }

  /** Takes part in elections as soon as it has come back. */
  public static Algorithm votesAsSoonAsItHasComeBack() {
    return raft(
        new Faulty.Fault<>() {
          @Override
          public Step<RaftState, RaftMessage> spoil(
              Protocol<RaftState, RaftMessage, RaftDurable> real,
              RaftState before,
              Input<RaftMessage> input,
              Step<RaftState, RaftMessage> honest) {
            return honest;
          }

          @Override
          public RaftState shown(RaftState before, Input<RaftMessage> input) {
            return before.state() == RaftRole.RECOVERING && votes(input)
                ? RaftPatch.of(before).role(RaftRole.FOLLOWER).state()
                : before;
          }
        });
  }

  private static boolean votes(Input<RaftMessage> input) {
    return Faults.received(input, RequestVote.class).isPresent();
  }

  /** Goes to a later term of which an answer tells, though it hears a leader. */
  public static Algorithm heedsAnswersThoughItHearsALeader() {
    return raft(
        (real, before, input, honest) -> {
          boolean overlooked =
              honest.action().name().endsWith("VoteResponse")
                  && before.leader().isPresent()
                  && before.state() == RaftRole.FOLLOWER;
          if (!overlooked) {
            return honest;
          }
          RaftState doubts = RaftPatch.of(before).nobody().state();
          Step<RaftState, RaftMessage> step = real.step(doubts, input, Set.of());
          return step.state().currentTerm() > before.currentTerm()
              ? new Step<>(step.state(), step.effects(), honest.action())
              : honest;
        });
  }
}
