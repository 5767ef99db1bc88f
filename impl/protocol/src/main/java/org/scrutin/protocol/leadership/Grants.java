package org.scrutin.protocol.leadership;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.scrutin.protocol.Action;
import org.scrutin.protocol.NodeId;
import org.scrutin.protocol.leadership.GrantsEffect.StepDown;
import org.scrutin.protocol.leadership.GrantsEffect.Tell;

/**
 * What one node promises its service: a pure function from a state and an input to a step. Its
 * methods are the actions of Grants.tla. Immutable and thread-safe.
 *
 * <p>The host does, for each input and in this order: {@link #step}; {@link #assertInvariants};
 * write the event; carry out the effects. It hands in {@link GrantsInput.Deliver} for whom {@link
 * GrantsState#owed} names, and {@link GrantsInput.Expire} when the lease may have run out: a lease
 * ends without it too, as far as answers are concerned, but listeners are told by this step.
 */
public class Grants {

  private final NodeId self;
  private final Duration lease;

  /**
   * The contract of a node.
   *
   * @param lease how long a quorum that has answered keeps from electing another, by the fastest of
   *     its clocks, counted on this node's, if that is the slowest. More than zero
   */
  public Grants(NodeId self, Duration lease) {
    if (lease.isZero() || lease.isNegative()) {
      throw new IllegalArgumentException("a lease must be longer than zero, not " + lease);
    }
    this.self = self;
    this.lease = lease;
  }

  /** Which node this is the contract of. */
  public final NodeId self() {
    return self;
  }

  /**
   * One input, one action.
   *
   * @return nothing if the input says nothing to a node in this state: no step, no trace event
   */
  public Optional<GrantsStep> step(GrantsState state, GrantsInput input) {
    if (input instanceof GrantsInput.Win win) {
      return win(state, win.epoch());
    } else if (input instanceof GrantsInput.Persist persist) {
      return persist(state, reading(state, persist.now()));
    } else if (input instanceof GrantsInput.Ready ready) {
      return ready(state, reading(state, ready.now()));
    } else if (input instanceof GrantsInput.Renew renew) {
      return renew(state, renew.since(), reading(state, renew.now()));
    } else if (input instanceof GrantsInput.Expire expire) {
      return expire(state, reading(state, expire.now()));
    } else if (input instanceof GrantsInput.Lose) {
      return lose(state);
    } else if (input instanceof GrantsInput.Resign) {
      return resign(state);
    } else if (input instanceof GrantsInput.BeginTransfer) {
      return beginTransfer(state);
    } else if (input instanceof GrantsInput.FailTransfer) {
      return failTransfer(state);
    } else if (input instanceof GrantsInput.Release) {
      return release(state);
    } else if (input instanceof GrantsInput.Ask ask) {
      return ask(state, reading(state, ask.now()));
    } else if (input instanceof GrantsInput.Deliver deliver) {
      return deliver(state, deliver.listener());
    } else if (input instanceof GrantsInput.Finish finish) {
      return finish(state, finish.listener());
    } else if (input instanceof GrantsInput.Subscribe subscribe) {
      return subscribe(state, subscribe.listener());
    } else if (input instanceof GrantsInput.Unsubscribe unsubscribe) {
      return unsubscribe(state, unsubscribe.listener());
    }
    throw new AssertionError(input);
  }

  /** The process comes back with what was on its disk. Grants.tla, Restart. */
  public final GrantsStep restart(int disk) {
    return new GrantsStep(GrantsState.starting(disk), List.of(), Action.of("Restart", self));
  }

  /** What the end of the process is called: a step of the host's. Grants.tla, Crash. */
  public final Action crash() {
    return Action.of("Crash", self);
  }

  /** An old reading counts as the latest. Grants.tla, Reads. */
  private static ClockTime reading(GrantsState state, ClockTime now) {
    return ClockTime.latest(now, state.clock());
  }

  /** Grants.tla, Win. */
  protected Optional<GrantsStep> win(GrantsState state, int epoch) {
    Draft after = new Draft(state);
    after.epoch = epoch;
    after.nothingButEpoch(GrantsRole.ELECTED);
    return when(epoch > state.epoch(), after, List.of(), "Win", epoch);
  }

  /** Grants.tla, Persist. */
  protected Optional<GrantsStep> persist(GrantsState state, ClockTime now) {
    Draft after = new Draft(state);
    after.disk = state.epoch();
    after.clock = now;
    return when(
        isElected(state) && state.disk() != state.epoch(),
        settle(after),
        List.of(),
        "Persist",
        now);
  }

  /** Grants.tla, Ready. */
  protected Optional<GrantsStep> ready(GrantsState state, ClockTime now) {
    Draft after = new Draft(state);
    after.first = true;
    after.clock = now;
    return when(isElected(state) && !state.first(), settle(after), List.of(), "Ready", now);
  }

  /** Grants.tla, Renew. */
  protected Optional<GrantsStep> renew(GrantsState state, ClockTime since, ClockTime now) {
    boolean renewable = !state.role().holds() || now.isBefore(state.lease());
    Draft after = new Draft(state);
    after.lease = ClockTime.latest(state.lease(), since.plus(lease));
    after.clock = now;
    return when(
        isElected(state) && !now.isBefore(since) && renewable,
        settle(after),
        List.of(),
        "Renew",
        since,
        now);
  }

  /** Grants.tla, Expire. */
  protected Optional<GrantsStep> expire(GrantsState state, ClockTime now) {
    Draft after = new Draft(state);
    after.nothingButEpoch(GrantsRole.IDLE);
    after.clock = now;
    return when(
        state.role().holds() && !now.isBefore(state.lease()),
        after,
        List.of(new StepDown(state.epoch())),
        "Expire",
        now);
  }

  /** Grants.tla, Lose. */
  protected Optional<GrantsStep> lose(GrantsState state) {
    Draft after = new Draft(state);
    after.nothingButEpoch(GrantsRole.IDLE);
    return when(isElected(state), after, List.of(), "Lose");
  }

  /** Grants.tla, Resign. */
  protected Optional<GrantsStep> resign(GrantsState state) {
    Draft after = new Draft(state);
    after.nothingButEpoch(GrantsRole.IDLE);
    return when(isElected(state), after, List.of(new StepDown(state.epoch())), "Resign");
  }

  /** Grants.tla, BeginTransfer. */
  protected Optional<GrantsStep> beginTransfer(GrantsState state) {
    Draft after = new Draft(state);
    after.role = GrantsRole.HANDING_OVER;
    return when(state.role() == GrantsRole.LEADER, after, List.of(), "BeginTransfer");
  }

  /** Grants.tla, FailTransfer. */
  protected Optional<GrantsStep> failTransfer(GrantsState state) {
    Draft after = new Draft(state);
    after.role = GrantsRole.LEADER;
    return when(state.role() == GrantsRole.HANDING_OVER, after, List.of(), "FailTransfer");
  }

  /** Grants.tla, Release. */
  protected Optional<GrantsStep> release(GrantsState state) {
    Draft after = new Draft(state);
    after.nothingButEpoch(GrantsRole.IDLE);
    return when(
        state.role() == GrantsRole.HANDING_OVER,
        after,
        List.of(new StepDown(state.epoch())),
        "Release");
  }

  /** Grants.tla, Ask. */
  protected Optional<GrantsStep> ask(GrantsState state, ClockTime now) {
    Draft after = new Draft(state);
    after.clock = now;
    return when(true, after, List.of(), "Ask", now, state.leads(now));
  }

  /** Grants.tla, Deliver. */
  protected Optional<GrantsStep> deliver(GrantsState state, int listener) {
    if (!state.owes(listener)) {
      return Optional.empty();
    }
    Notice notice = state.notice(listener);
    Draft after = new Draft(state);
    after.told.put(listener, notice instanceof Notice.Granted ? notice.token() : 0);
    after.busy.add(listener);
    return when(true, after, List.of(new Tell(listener, notice)), "Deliver", listener, notice);
  }

  /** Grants.tla, Finish. */
  protected Optional<GrantsStep> finish(GrantsState state, int listener) {
    Draft after = new Draft(state);
    after.busy.remove(listener);
    return when(state.busy().contains(listener), after, List.of(), "Finish", listener);
  }

  /** Grants.tla, Subscribe. */
  protected Optional<GrantsStep> subscribe(GrantsState state, int listener) {
    boolean isNew = !state.told().containsKey(listener) && !state.busy().contains(listener);
    Draft after = new Draft(state);
    after.told.put(listener, 0);
    return when(isNew, after, List.of(), "Subscribe", listener);
  }

  /** Grants.tla, Unsubscribe. */
  protected Optional<GrantsStep> unsubscribe(GrantsState state, int listener) {
    Draft after = new Draft(state);
    after.told.remove(listener);
    return when(state.told().containsKey(listener), after, List.of(), "Unsubscribe", listener);
  }

  private static boolean isElected(GrantsState state) {
    return state.role() != GrantsRole.IDLE;
  }

  /** Grants.tla, Settled: who was elected leads when all that it needs has come together. */
  private static Draft settle(Draft after) {
    if (after.role == GrantsRole.ELECTED
        && after.disk == after.epoch
        && after.first
        && after.clock.isBefore(after.lease)) {
      after.role = GrantsRole.LEADER;
    }
    return after;
  }

  private Optional<GrantsStep> when(
      boolean enabled, Draft after, List<GrantsEffect> effects, String name, Object... arguments) {
    if (!enabled) {
      return Optional.empty();
    }
    List<Object> all = new ArrayList<>(List.of(arguments));
    all.add(0, self);
    return Optional.of(new GrantsStep(after.state(), effects, new Action(name, List.copyOf(all))));
  }

  /**
   * Asserts what must hold of one step of this node.
   *
   * @throws AssertionError if the step breaks the contract
   */
  public final void assertInvariants(GrantsState before, GrantsState after) {
    GrantsInvariants.check(self, before, after);
  }

  /** A state in the making. */
  private static final class Draft {
    private GrantsRole role;
    private int epoch;
    private int disk;
    private boolean first;
    private ClockTime lease;
    private ClockTime clock;
    private final SortedMap<Integer, Integer> told;
    private final SortedSet<Integer> busy;

    Draft(GrantsState state) {
      role = state.role();
      epoch = state.epoch();
      disk = state.disk();
      first = state.first();
      lease = state.lease();
      clock = state.clock();
      told = new TreeMap<>(state.told());
      busy = new TreeSet<>(state.busy());
    }

    /** Grants.tla, Nothing. */
    void nothingButEpoch(GrantsRole other) {
      role = other;
      first = false;
      lease = ClockTime.ZERO;
    }

    GrantsState state() {
      return new GrantsState(role, epoch, disk, first, lease, clock, told, busy);
    }
  }
}
