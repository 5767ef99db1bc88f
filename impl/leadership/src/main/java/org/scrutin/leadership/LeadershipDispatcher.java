package org.scrutin.leadership;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.scrutin.protocol.leadership.ClockTime;
import org.scrutin.protocol.leadership.Grants;
import org.scrutin.protocol.leadership.GrantsEffect;
import org.scrutin.protocol.leadership.GrantsInput;
import org.scrutin.protocol.leadership.GrantsState;
import org.scrutin.protocol.leadership.GrantsStep;
import org.scrutin.protocol.leadership.Notice;

/**
 * Owns the contract of one node: makes its steps, and runs the callbacks that they ask for, each on
 * the executor of its listener. Thread-safe. It has no thread and no clock of its own; whoever
 * hosts the election hands in what happens, with readings of one monotonic clock.
 *
 * <p>No lock is held while a callback runs or an executor is asked. An executor that runs callbacks
 * in the thread that asks for them, such as {@code Runnable::run}, runs them in the thread that
 * hands in what happens: a callback that blocks would then hold up the election.
 */
public final class LeadershipDispatcher {

  private final Grants core;
  private final Consumer<GrantsStep> journal;
  private final CallbackFailures failures;
  private final Object lock = new Object();
  private final Map<Integer, Subscription> subscriptions = new ConcurrentHashMap<>();
  private int subscribed;
  private volatile GrantsState state;

  private record Subscription(LeadershipListener listener, Executor executor) {}

  /**
   * For a process that begins.
   *
   * @param disk the last epoch that this node is known to have won, 0 if none
   * @param journal is given each step in order, before anything comes of it, as a trace wants it;
   *     called under a lock, so it must be short. What it throws is thrown by whoever made the step
   * @param failures is told of callbacks that go wrong
   */
  public LeadershipDispatcher(
      Grants core, int disk, Consumer<GrantsStep> journal, CallbackFailures failures) {
    this.core = core;
    this.journal = journal;
    this.failures = failures;
    this.state = GrantsState.starting(disk);
  }

  /**
   * A listener comes. If this node holds a token, it is told of it at once.
   *
   * @param executor runs its callbacks; one thread is enough, and they may be shared
   * @return its number, from 1
   */
  public int subscribe(LeadershipListener listener, Executor executor) {
    int number;
    synchronized (lock) {
      number = ++subscribed;
      subscriptions.put(number, new Subscription(listener, executor));
    }
    handle(new GrantsInput.Subscribe(number));
    return number;
  }

  /**
   * A listener goes. A callback that runs goes on, none begins any more; one that its executor has
   * not begun yet is dropped.
   */
  public void unsubscribe(int listener) {
    handle(new GrantsInput.Unsubscribe(listener));
    subscriptions.remove(listener);
  }

  /**
   * Something happened: the election won or lost, a round answered, a look at the clock.
   *
   * @return the epochs that the election has to be told to give up, if it does not know; mostly
   *     none
   */
  public List<GrantsEffect.StepDown> handle(GrantsInput input) {
    List<GrantsEffect> effects = new ArrayList<>();
    synchronized (lock) {
      if (make(input, effects)) {
        for (int listener : state.owed()) {
          make(new GrantsInput.Deliver(listener), effects);
        }
      }
    }
    List<GrantsEffect.StepDown> stepDowns = new ArrayList<>();
    for (GrantsEffect effect : effects) {
      if (effect instanceof GrantsEffect.Tell tell) {
        tell(tell);
      } else if (effect instanceof GrantsEffect.StepDown stepDown) {
        stepDowns.add(stepDown);
      }
    }
    return List.copyOf(stepDowns);
  }

  private boolean make(GrantsInput input, List<GrantsEffect> effects) {
    var step = core.step(state, input);
    step.ifPresent(
        made -> {
          core.assertInvariants(state, made.state());
          journal.accept(made);
          state = made.state();
          effects.addAll(made.effects());
        });
    return step.isPresent();
  }

  /**
   * Whether this node leads at this reading of the clock, and its service may act. It is no answer
   * for later: what is written afterwards needs the token.
   *
   * @param now read just before
   */
  public boolean leads(ClockTime now) {
    return state.leads(now);
  }

  /** The token to write with, if this node leads at this reading of the clock. */
  public OptionalInt token(ClockTime now) {
    GrantsState current = state;
    return current.leads(now) ? current.held() : OptionalInt.empty();
  }

  /**
   * As {@link #token}, and as a step of its own, for who wants each answer in the trace.
   *
   * @param now read just before
   */
  public OptionalInt ask(ClockTime now) {
    synchronized (lock) {
      make(new GrantsInput.Ask(now), new ArrayList<>());
      return token(state.clock());
    }
  }

  /** As of now. */
  public GrantsState state() {
    return state;
  }

  private void tell(GrantsEffect.Tell tell) {
    Subscription to = subscriptions.get(tell.listener());
    if (to == null) {
      handle(new GrantsInput.Finish(tell.listener()));
      return;
    }
    try {
      to.executor.execute(() -> call(to.listener, tell));
    } catch (RuntimeException | Error refused) { // As when no thread can be made for it.
      ended(tell, refused);
    }
  }

  private void call(LeadershipListener listener, GrantsEffect.Tell tell) {
    if (!subscriptions.containsKey(tell.listener())) {
      handle(new GrantsInput.Finish(tell.listener()));
      return;
    }
    Throwable thrown = null;
    try {
      if (tell.notice() instanceof Notice.Granted granted) {
        listener.granted(granted.token());
      } else {
        listener.revoked(tell.notice().token());
      }
    } catch (Throwable t) {
      thrown = t;
    }
    if (thrown == null) {
      handle(new GrantsInput.Finish(tell.listener()));
    } else {
      ended(tell, thrown);
    }
  }

  private void ended(GrantsEffect.Tell tell, Throwable thrown) {
    try {
      failures.failed(tell.listener(), tell.notice(), thrown);
    } finally {
      handle(new GrantsInput.Finish(tell.listener()));
    }
  }
}
