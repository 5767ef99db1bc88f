package org.scrutin.fuzz.faults;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.scrutin.protocol.Effect;
import org.scrutin.protocol.Input;
import org.scrutin.protocol.NodeId;
import org.scrutin.protocol.Step;
import org.scrutin.protocol.changroberts.ChangRobertsDurable;
import org.scrutin.protocol.changroberts.ChangRobertsMessage;
import org.scrutin.protocol.changroberts.ChangRobertsState;
import org.scrutin.protocol.ring.RingDurable;
import org.scrutin.protocol.ring.RingMessage;
import org.scrutin.protocol.ring.RingMessage.Coordinator;
import org.scrutin.protocol.ring.RingMessage.Election;
import org.scrutin.protocol.ring.RingState;
import org.scrutin.protocol.ring.RingStatus;
import org.scrutin.simulation.Algorithm;
import org.scrutin.simulation.Algorithms;

/** Faults of Ring and ChangRoberts. */
public final class RingFaults {

  private RingFaults() {}

  private static Algorithm ring(Faulty.Fault<RingState, RingMessage, RingDurable> fault) {
    return Faults.in(Algorithms.RING, fault);
  }

  /** Lets the lowest node lead, in an epoch that is the highest's. */
  public static Algorithm electsTheLowest() {
    return ring(
        (real, before, input, honest) -> {
          Optional<Election> home =
              Faults.received(input, Election.class)
                  .filter(message -> message.nodes().contains(real.self()));
          if (home.isEmpty()) {
            return honest;
          }
          NodeId lowest = Collections.min(home.get().nodes());
          RingState after =
              new RingState(honest.state().epoch(), Optional.of(lowest), RingStatus.IDLE);
          Coordinator sent = (Coordinator) Faults.sent(honest);
          Coordinator wrong =
              new Coordinator(sent.from(), sent.to(), sent.nodes(), sent.epoch(), lowest);
          return new Step<>(
              after,
              Faults.quietly(List.of("startup", "election"), List.of(wrong)),
              honest.action());
        });
  }

  /** Sends an Election on as if it had passed nobody before. */
  public static Algorithm forgetsWhomTheMessageHasPassed() {
    return ring(
        (real, before, input, honest) -> {
          if (!Faults.claims(honest, "HandleElection")
              || !(Faults.sent(honest) instanceof Election sent)) {
            return honest;
          }
          Election wrong = new Election(sent.from(), sent.to(), List.of(real.self()), sent.epoch());
          return new Step<>(
              honest.state(), Faults.sending(honest.effects(), List.of(wrong)), honest.action());
        });
  }

  /** Takes an Election that came home and says nothing, but waits on. */
  public static Algorithm swallowsItsOwnElection() {
    return ring(
        (real, before, input, honest) ->
            Faults.received(input, Election.class)
                    .filter(message -> message.nodes().contains(real.self()))
                    .isPresent()
                ? new Step<>(before, List.of(), honest.action())
                : honest);
  }

  /** Sends a message that came back to the same dead node again. */
  public static Algorithm reroutesToTheDeadNode() {
    return ring(
        (real, before, input, honest) ->
            input instanceof Input.Undeliverable<RingMessage> returned
                ? new Step<>(
                    honest.state(), List.of(new Effect.Send<>(returned.message())), honest.action())
                : honest);
  }

  /** Sends on what it should put out: the Election of a lower node. */
  public static Algorithm forwardsLowerNodes() {
    return Faults.<ChangRobertsState, ChangRobertsMessage, ChangRobertsDurable>in(
        Algorithms.CHANG_ROBERTS,
        (real, before, input, honest) -> {
          Optional<ChangRobertsMessage.Election> lower =
              Faults.received(input, ChangRobertsMessage.Election.class)
                  .filter(message -> real.self().outranks(message.owner()));
          if (lower.isEmpty() || honest.effects().isEmpty()) {
            return honest;
          }
          ChangRobertsMessage.Election wrong =
              new ChangRobertsMessage.Election(
                  real.self(),
                  Faults.sent(honest).to(),
                  lower.get().owner(),
                  Math.max(before.epoch(), lower.get().epoch()));
          return new Step<>(
              honest.state(), Faults.sending(honest.effects(), List.of(wrong)), honest.action());
        });
  }
}
