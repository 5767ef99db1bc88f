package org.scrutin.fuzz.faults;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.scrutin.protocol.Effect;
import org.scrutin.protocol.Input;
import org.scrutin.protocol.NodeId;
import org.scrutin.protocol.Protocol;
import org.scrutin.protocol.Step;
import org.scrutin.protocol.quorumbully.QuorumBullyDurable;
import org.scrutin.protocol.quorumbully.QuorumBullyMessage;
import org.scrutin.protocol.quorumbully.QuorumBullyMessage.Claim;
import org.scrutin.protocol.quorumbully.QuorumBullyMessage.Coordinator;
import org.scrutin.protocol.quorumbully.QuorumBullyMessage.Grant;
import org.scrutin.protocol.quorumbully.QuorumBullyState;
import org.scrutin.protocol.quorumbully.QuorumBullyStatus;
import org.scrutin.protocol.quorumring.QuorumRingDurable;
import org.scrutin.protocol.quorumring.QuorumRingMessage;
import org.scrutin.protocol.quorumring.QuorumRingState;
import org.scrutin.protocol.quorumring.QuorumRingStatus;
import org.scrutin.simulation.Algorithm;
import org.scrutin.simulation.Algorithms;

/** Faults of the algorithms that need a quorum. */
public final class QuorumFaults {

  private static final List<String> TIMERS = List.of("startup", "answer", "retry", "announce");

  private QuorumFaults() {}

  private static Algorithm bully(
      Faulty.Fault<QuorumBullyState, QuorumBullyMessage, QuorumBullyDurable> fault) {
    return Faults.in(Algorithms.QUORUM_BULLY, fault);
  }

  /** Grants, but does not write the grant down. */
  public static Algorithm forgetsGrantsInACrash() {
    return bully(
        (real, before, input, honest) -> {
          List<Effect<QuorumBullyMessage>> effects =
              honest.effects().stream()
                  .filter(effect -> !(effect instanceof Effect.Persist<QuorumBullyMessage>))
                  .toList();
          return Faults.claims(honest, "HandleClaim")
              ? new Step<>(honest.state(), effects, honest.action())
              : honest;
        });
  }

  /** Takes the first grant of another node for a majority. */
  public static Algorithm leadsWithAMinority() {
    return bully(
        (real, before, input, honest) -> {
          QuorumBullyState claiming = honest.state();
          if (!Faults.claims(honest, "HandleGrant")
              || claiming.status() != QuorumBullyStatus.CLAIMING
              || claiming.equals(before)) {
            return honest;
          }
          QuorumBullyState leading =
              new QuorumBullyState(
                  claiming.epoch(),
                  Optional.of(real.self()),
                  claiming.granted(),
                  QuorumBullyStatus.IDLE,
                  Collections.emptySortedSet());
          NodeId granter = Faults.received(input, Grant.class).orElseThrow().from();
          Coordinator announced = new Coordinator(real.self(), granter, claiming.epoch());
          return new Step<>(leading, Faults.quietly(TIMERS, List.of(announced)), honest.action());
        });
  }

  /** Grants an epoch to whoever claims it last. */
  public static Algorithm grantsTwice() {
    return bully(QuorumFaults::grantAgain);
  }

  /** The same with the core's own invariants. */
  public static Algorithm grantsTwiceAndAsserts() {
    return Faults.<QuorumBullyState, QuorumBullyMessage, QuorumBullyDurable>asserting(
        Algorithms.QUORUM_BULLY, QuorumFaults::grantAgain);
  }

  private static Step<QuorumBullyState, QuorumBullyMessage> grantAgain(
      Protocol<QuorumBullyState, QuorumBullyMessage, QuorumBullyDurable> real,
      QuorumBullyState before,
      Input<QuorumBullyMessage> input,
      Step<QuorumBullyState, QuorumBullyMessage> honest) {
    Optional<Claim> rival =
        Faults.received(input, Claim.class)
            .filter(claim -> claim.epoch() == before.epoch())
            .filter(claim -> before.granted().isPresent())
            .filter(claim -> !before.granted().equals(Optional.of(claim.from())));
    if (rival.isEmpty()) {
      return honest;
    }
    NodeId claimant = rival.get().from();
    QuorumBullyState after =
        new QuorumBullyState(
            before.epoch(),
            before.leader(),
            Optional.of(claimant),
            before.status(),
            before.grants());
    Grant second = new Grant(real.self(), claimant, before.epoch());
    return new Step<>(after, Faults.sending(honest.effects(), List.of(second)), honest.action());
  }

  /** Leads when its Election has come home, however few it has passed. */
  public static Algorithm concludesWithoutAMajority() {
    return Faults.<QuorumRingState, QuorumRingMessage, QuorumRingDurable>in(
        Algorithms.QUORUM_RING,
        (real, before, input, honest) -> {
          Optional<QuorumRingMessage.Election> home =
              Faults.received(input, QuorumRingMessage.Election.class)
                  .filter(message -> message.owner().equals(real.self()))
                  .filter(message -> message.epoch() == before.epoch())
                  .filter(message -> before.status() == QuorumRingStatus.ELECTING)
                  .filter(message -> honest.state().leader().isEmpty());
          if (home.isEmpty()) {
            return honest;
          }
          NodeId leader = Collections.max(home.get().nodes());
          NodeId next = (NodeId) honest.action().arguments().get(1);
          QuorumRingMessage announced =
              new QuorumRingMessage.Coordinator(
                  real.self(), next, leader, before.epoch(), List.of(real.self()));
          return new Step<>(
              new QuorumRingState(
                  before.epoch(), Optional.of(leader), before.granted(), QuorumRingStatus.IDLE),
              Faults.quietly(TIMERS, List.of(announced)),
              honest.action());
        });
  }
}
