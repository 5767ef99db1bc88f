package org.scrutin.fuzz.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.scrutin.protocol.Effect;
import org.scrutin.protocol.Input;
import org.scrutin.protocol.Protocol;
import org.scrutin.protocol.Step;
import org.scrutin.protocol.Timer;
import org.scrutin.protocol.bully.BullyDurable;
import org.scrutin.protocol.bully.BullyMessage;
import org.scrutin.protocol.bully.BullyMessage.Coordinator;
import org.scrutin.protocol.bully.BullyState;
import org.scrutin.protocol.bully.BullyStatus;
import org.scrutin.simulation.Algorithm;
import org.scrutin.simulation.Algorithms;

/** Faults of Bully. */
public final class BullyFaults {

  private static final Timer ANSWER = new Timer("answer");

  private BullyFaults() {}

  private static Algorithm bully(Faulty.Fault<BullyState, BullyMessage, BullyDurable> fault) {
    return Faults.in(Algorithms.BULLY, fault);
  }

  /** Announces itself when it should ask the higher nodes. */
  public static Algorithm announcesWithoutAsking() {
    return bully(
        (real, before, input, honest) ->
            Faults.claims(honest, "StartElection")
                    && honest.state().status() == BullyStatus.ELECTING
                ? real.step(honest.state(), new Input.TimerFired<>(ANSWER), Set.of())
                : honest);
  }

  /** Asks, but does not wait for as long as an answer can take. */
  public static Algorithm losesPatience() {
    return bully(
        (real, before, input, honest) -> {
          List<Effect<BullyMessage>> hasty = new ArrayList<>();
          for (Effect<BullyMessage> effect : honest.effects()) {
            Duration soon = Duration.ofMillis(1);
            boolean waits =
                effect instanceof Effect.SetTimer<BullyMessage> set && set.timer().equals(ANSWER);
            hasty.add(waits ? new Effect.SetTimer<>(ANSWER, soon, soon) : effect);
          }
          return new Step<>(honest.state(), hasty, honest.action());
        });
  }

  private static Step<BullyState, BullyMessage> followAnybody(
      BullyState before, Input<BullyMessage> input, Step<BullyState, BullyMessage> honest) {
    Optional<Coordinator> announced = Faults.received(input, Coordinator.class);
    if (announced.isEmpty() || announced.get().epoch() >= before.epoch()) {
      return honest;
    }
    return new Step<>(
        new BullyState(
            announced.get().epoch(), Optional.of(announced.get().from()), BullyStatus.IDLE),
        Faults.quietly(List.of("startup", "answer", "coordinator"), List.of()),
        honest.action());
  }

  /** Follows whoever announces itself, of whatever epoch. */
  public static Algorithm followsStaleCoordinators() {
    return bully((real, before, input, honest) -> followAnybody(before, input, honest));
  }

  /** The same with the core's own invariants. */
  public static Algorithm followsStaleCoordinatorsAndAsserts() {
    return Faults.<BullyState, BullyMessage, BullyDurable>asserting(
        Algorithms.BULLY, (real, before, input, honest) -> followAnybody(before, input, honest));
  }

  /** Comes back with epoch 0. */
  public static Algorithm forgetsItsEpoch() {
    return bully(
        new Faulty.Fault<>() {
          @Override
          public Step<BullyState, BullyMessage> spoil(
              Protocol<BullyState, BullyMessage, BullyDurable> real,
              BullyState before,
              Input<BullyMessage> input,
              Step<BullyState, BullyMessage> honest) {
            return honest;
          }

          @Override
          public BullyDurable forget(BullyDurable durable) {
            return new BullyDurable(0);
          }
        });
  }

  /** Takes an Election message and does nothing about it. */
  public static Algorithm ignoresElections() {
    return bully(
        (real, before, input, honest) ->
            Faults.claims(honest, "HandleElection")
                ? new Step<>(before, List.of(), honest.action())
                : honest);
  }

  /** Does the right thing under a wrong name. */
  public static Algorithm claimsAnotherAction() {
    return bully(
        (real, before, input, honest) ->
            Faults.claims(honest, "StartElection")
                ? Faults.renamed(honest, "CoordinatorTimeout")
                : honest);
  }

  /** Knows its state, but logs that it is idle whatever it does. */
  public static Algorithm logsThatItIsIdle() {
    return Faults.masked(
        Algorithms.BULLY,
        (BullyState truth) -> new BullyState(truth.epoch(), truth.leader(), BullyStatus.IDLE));
  }
}
