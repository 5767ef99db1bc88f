package org.scrutin.fuzz.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.scrutin.protocol.Action;
import org.scrutin.protocol.Effect;
import org.scrutin.protocol.ElectionState;
import org.scrutin.protocol.Input;
import org.scrutin.protocol.Message;
import org.scrutin.protocol.Protocol;
import org.scrutin.protocol.Step;
import org.scrutin.protocol.Timer;
import org.scrutin.simulation.Algorithm;

/** Builds faults into algorithms. */
final class Faults {

  private Faults() {}

  /** The algorithm with the fault in each of its cores, and none of its invariants. */
  static <S extends ElectionState, M extends Message, D extends Record> Algorithm in(
      Algorithm algorithm, Faulty.Fault<S, M, D> fault) {
    return in(algorithm, fault, false);
  }

  /** The algorithm with the fault in each of its cores, and its invariants. */
  static <S extends ElectionState, M extends Message, D extends Record> Algorithm asserting(
      Algorithm algorithm, Faulty.Fault<S, M, D> fault) {
    return in(algorithm, fault, true);
  }

  private static <S extends ElectionState, M extends Message, D extends Record> Algorithm in(
      Algorithm algorithm, Faulty.Fault<S, M, D> fault, boolean asserts) {
    return with(
        algorithm,
        (self, ring, weather) -> {
          @SuppressWarnings("unchecked") // The fault is written for the cores of this algorithm.
          Protocol<S, M, D> real =
              (Protocol<S, M, D>) algorithm.cores().create(self, ring, weather);
          return new Faulty<>(real, fault, asserts);
        });
  }

  /** The algorithm whose cores show another state than they have. */
  static <S extends ElectionState, M extends Message, D extends Record> Algorithm masked(
      Algorithm algorithm, UnaryOperator<S> mask) {
    return with(
        algorithm,
        (self, ring, weather) -> {
          @SuppressWarnings("unchecked") // The mask is made for the cores of this algorithm.
          Protocol<S, M, D> real =
              (Protocol<S, M, D>) algorithm.cores().create(self, ring, weather);
          return new TwoFaced<>(real, mask);
        });
  }

  /** The algorithm with other cores. */
  static Algorithm with(Algorithm algorithm, Algorithm.CoreFactory cores) {
    return new Algorithm(
        algorithm.name(),
        algorithm.title(),
        algorithm.spec(),
        algorithm.quorumGuarded(),
        algorithm.onRing(),
        algorithm.returnsUndeliverable(),
        cores,
        algorithm.format(),
        algorithm.commands());
  }

  /** The message of the input, if it is one of that type that arrived. */
  static <T extends Message, M extends Message> Optional<T> received(
      Input<M> input, Class<T> type) {
    return input instanceof Input.Receive<M> receive && type.isInstance(receive.message())
        ? Optional.of(type.cast(receive.message()))
        : Optional.empty();
  }

  static boolean claims(Step<?, ?> step, String action) {
    return step.action().name().equals(action);
  }

  /** The step under the name of another action. */
  static <S extends ElectionState, M extends Message> Step<S, M> renamed(
      Step<S, M> step, String action) {
    return new Step<>(step.state(), step.effects(), new Action(action, step.action().arguments()));
  }

  /** The first message that an honest step sends. */
  static <M extends Message> M sent(Step<?, M> step) {
    return step.effects().stream()
        .filter(effect -> effect instanceof Effect.Send<M>)
        .map(effect -> ((Effect.Send<M>) effect).message())
        .findFirst()
        .orElseThrow();
  }

  /** The same effects with other messages in place of those that the step sends. */
  static <M extends Message> List<Effect<M>> sending(
      List<Effect<M>> effects, List<? extends M> messages) {
    List<Effect<M>> changed = new ArrayList<>();
    for (M message : messages) {
      changed.add(new Effect.Send<>(message));
    }
    for (Effect<M> effect : effects) {
      if (!(effect instanceof Effect.Send<M>)) {
        changed.add(effect);
      }
    }
    return changed;
  }

  /** Stops all timers of these names, then sends the messages. */
  static <M extends Message> List<Effect<M>> quietly(
      List<String> timers, List<? extends M> messages) {
    List<Effect<M>> effects = new ArrayList<>();
    for (String timer : timers) {
      effects.add(new Effect.CancelTimer<>(new Timer(timer)));
    }
    return sending(effects, messages);
  }
}
