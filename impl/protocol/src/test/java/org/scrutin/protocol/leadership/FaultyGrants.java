package org.scrutin.protocol.leadership;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.scrutin.protocol.NodeId;

/** Cores with one fault each, as the mutants of the specification have them. */
final class FaultyGrants {

  private static final NodeId SELF = NodeId.of(1);
  private static final Duration LEASE = Duration.ofSeconds(1);

  private FaultyGrants() {}

  static List<Grants> all() {
    return List.of(
        new GrantOnWin(),
        new GrantUncommitted(),
        new GrantWithoutLease(),
        new LoseForAWhile(),
        new ReviveLease(),
        new TellTheLatest(),
        new WinForgetful(),
        new AnswerLate(),
        new LeadAfterRelease(),
        new RevokeTheNext());
  }

  private abstract static class Faulty extends Grants {
    Faulty() {
      super(SELF, LEASE);
    }

    @Override
    public String toString() {
      return getClass().getSimpleName();
    }

    static Optional<GrantsStep> altered(Optional<GrantsStep> step, GrantsState state) {
      return step.map(right -> new GrantsStep(state, right.effects(), right.action()));
    }
  }

  static GrantsState in(GrantsState state, GrantsRole role) {
    return new GrantsState(
        role,
        state.epoch(),
        state.disk(),
        state.first(),
        state.lease(),
        state.clock(),
        state.told(),
        state.busy());
  }

  static GrantsState with(GrantsState state, SortedMap<Integer, Integer> told) {
    return new GrantsState(
        state.role(),
        state.epoch(),
        state.disk(),
        state.first(),
        state.lease(),
        state.clock(),
        told,
        state.busy());
  }

  /** Leads as soon as it has won, before anything is on its disk. */
  private static final class GrantOnWin extends Faulty {
    @Override
    protected Optional<GrantsStep> win(GrantsState state, int epoch) {
      return super.win(state, epoch)
          .flatMap(step -> altered(Optional.of(step), in(step.state(), GrantsRole.LEADER)));
    }
  }

  /** Does not wait for the first entry of its epoch. */
  private static final class GrantUncommitted extends Faulty {
    @Override
    protected Optional<GrantsStep> renew(GrantsState state, ClockTime since, ClockTime now) {
      Optional<GrantsStep> right = super.renew(state, since, now);
      return right
          .filter(step -> step.state().disk() == step.state().epoch())
          .filter(step -> now.isBefore(step.state().lease()))
          .map(step -> altered(right, in(step.state(), GrantsRole.LEADER)))
          .orElse(right);
    }
  }

  /** Does not wait for a lease. */
  private static final class GrantWithoutLease extends Faulty {
    @Override
    protected Optional<GrantsStep> ready(GrantsState state, ClockTime now) {
      Optional<GrantsStep> right = super.ready(state, now);
      return right
          .filter(step -> step.state().disk() == step.state().epoch())
          .map(step -> altered(right, in(step.state(), GrantsRole.LEADER)))
          .orElse(right);
    }
  }

  /** Takes a loss for a pause. */
  private static final class LoseForAWhile extends Faulty {
    @Override
    protected Optional<GrantsStep> lose(GrantsState state) {
      return altered(super.lose(state), in(state, GrantsRole.ELECTED));
    }
  }

  /** Renews a lease that has run out. */
  private static final class ReviveLease extends Faulty {
    @Override
    protected Optional<GrantsStep> renew(GrantsState state, ClockTime since, ClockTime now) {
      if (!state.role().holds() || now.isBefore(state.lease())) {
        return super.renew(state, since, now);
      }
      return super.renew(in(state, GrantsRole.ELECTED), since, now)
          .flatMap(step -> altered(Optional.of(step), in(step.state(), state.role())));
    }
  }

  /** Tells of a new grant in place of the end of the old one. */
  private static final class TellTheLatest extends Faulty {
    @Override
    protected Optional<GrantsStep> deliver(GrantsState state, int listener) {
      Optional<GrantsStep> right = super.deliver(state, listener);
      if (right.isEmpty() || state.held().isEmpty()) {
        return right;
      }
      int token = state.held().getAsInt();
      SortedMap<Integer, Integer> told = new TreeMap<>(state.told());
      told.put(listener, token);
      return Optional.of(
          new GrantsStep(
              with(right.get().state(), told),
              List.of(new GrantsEffect.Tell(listener, new Notice.Granted(token))),
              right.get().action()));
    }
  }

  /** Forgets whom it owes the end of a grant when it wins anew. */
  private static final class WinForgetful extends Faulty {
    @Override
    protected Optional<GrantsStep> win(GrantsState state, int epoch) {
      SortedMap<Integer, Integer> told = new TreeMap<>();
      state.told().forEach((listener, token) -> told.put(listener, 0));
      Optional<GrantsStep> right = super.win(state, epoch);
      return right.flatMap(step -> altered(right, with(step.state(), told)));
    }
  }

  /** Answers without a look at its clock. */
  private static final class AnswerLate extends Faulty {
    @Override
    protected Optional<GrantsStep> ask(GrantsState state, ClockTime now) {
      return super.ask(state, state.clock());
    }
  }

  /** Goes on when it has asked its successor to stand. */
  private static final class LeadAfterRelease extends Faulty {
    @Override
    protected Optional<GrantsStep> release(GrantsState state) {
      return altered(super.release(state), in(state, GrantsRole.LEADER));
    }
  }

  /** Takes what it tells the end of for what holds now. */
  private static final class RevokeTheNext extends Faulty {
    @Override
    protected Optional<GrantsStep> deliver(GrantsState state, int listener) {
      return super.deliver(state, listener)
          .map(
              step ->
                  step.effects().get(0) instanceof GrantsEffect.Tell tell
                          && tell.notice() instanceof Notice.Revoked
                      ? new GrantsStep(
                          with(step.state(), state.told()),
                          List.of(
                              new GrantsEffect.Tell(
                                  listener, new Notice.Revoked(state.epoch() + 1))),
                          step.action())
                      : step);
    }
  }
}
