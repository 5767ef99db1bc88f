package org.scrutin.node;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import org.scrutin.leadership.LeadershipDispatcher;
import org.scrutin.leadership.LeadershipListener;
import org.scrutin.node.host.ElectionObserver;
import org.scrutin.protocol.NodeId;
import org.scrutin.protocol.leadership.ClockTime;
import org.scrutin.protocol.leadership.Grants;
import org.scrutin.protocol.leadership.GrantsEffect;
import org.scrutin.protocol.leadership.GrantsInput;
import org.scrutin.protocol.leadership.GrantsRole;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands what an election comes to over to the contract of leadership; the only place that reads the
 * clock for it. The observer's calls come by the thread of the protocol, before anything is sent:
 * so a token is over before the message leaves that lets another have a greater one. Thread-safe.
 */
final class Contract implements ElectionObserver {

  /** Stands for no lease: longer than any process lives. */
  private static final Duration FOR_EVER = Duration.ofDays(10_000);

  private static final long LOOK_MILLIS = 20;

  private final Logger log = LoggerFactory.getLogger(Contract.class);
  private final NodeId self;
  private final Optional<Duration> lease;
  private final Optional<LeadershipTrace> trace;
  private final LeadershipDispatcher dispatcher;
  private final long origin = System.nanoTime();
  private final ScheduledThreadPoolExecutor timer;
  private final AtomicBoolean watching = new AtomicBoolean();
  private final Object changes = new Object();
  private volatile IntConsumer stepDown = epoch -> {};
  private volatile Standing standing = new Standing(Role.FOLLOWER, 0, Optional.empty());
  private volatile Optional<String> ended = Optional.empty();

  /**
   * @param lease how long a lease lasts; empty if the algorithm has none: then a grant lasts until
   *     the election says that it is over
   */
  Contract(NodeId self, Optional<Duration> lease, Optional<LeadershipTrace> trace) {
    this.self = self;
    this.lease = lease;
    this.trace = trace;
    this.dispatcher =
        new LeadershipDispatcher(
            new Grants(self, lease.orElse(FOR_EVER)),
            0,
            step -> trace.ifPresent(one -> one.made(step)),
            (listener, notice, thrown) ->
                log.warn("{}: listener {} was not told {}", self, listener, notice, thrown));
    this.timer =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, self + " lease");
              thread.setDaemon(true);
              return thread;
            });
    timer.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
  }

  /** Who makes the election give an epoch up. */
  void stepDownBy(IntConsumer action) {
    stepDown = action;
  }

  int subscribe(LeadershipListener listener, Executor executor) {
    return dispatcher.subscribe(listener, executor);
  }

  void unsubscribe(int listener) {
    dispatcher.unsubscribe(listener);
  }

  ClockTime now() {
    return ClockTime.ofNanos(System.nanoTime() - origin);
  }

  OptionalInt token() {
    return trace.isPresent() ? dispatcher.ask(now()) : dispatcher.token(now());
  }

  /** As {@link #token}, for who only waits: no answer to anybody, and so no step. */
  boolean granted() {
    return dispatcher.leads(now());
  }

  boolean holds(int token) {
    return token().equals(OptionalInt.of(token));
  }

  Duration validFor(int token) {
    var state = dispatcher.state();
    ClockTime now = now();
    boolean leads = state.epoch() == token && state.leads(now);
    return leads && lease.isPresent()
        ? Duration.ofNanos(state.lease().toNanos() - now.toNanos())
        : Duration.ZERO;
  }

  /** The epoch in which this node was elected or granted leadership, if it was. */
  OptionalInt epoch() {
    var state = dispatcher.state();
    return state.role() == GrantsRole.IDLE ? OptionalInt.empty() : OptionalInt.of(state.epoch());
  }

  /** Whether no listener has a callback under way, or to come. */
  boolean allTold() {
    var state = dispatcher.state();
    return state.owed().isEmpty() && state.busy().isEmpty();
  }

  Standing standing() {
    return standing;
  }

  /** Whether this node knows who leads after this epoch. */
  boolean hasSuccessor(int epoch) {
    Standing now = standing;
    return now.epoch() > epoch && now.leader().isPresent();
  }

  /** Why it takes part no longer, if so. */
  Optional<String> ended() {
    return ended;
  }

  void hand(GrantsInput input) {
    List<GrantsEffect.StepDown> stepDowns = dispatcher.handle(input);
    stepDowns.forEach(one -> stepDown.accept(one.epoch()));
    changed();
  }

  private void changed() {
    synchronized (changes) {
      changes.notifyAll();
    }
  }

  /**
   * Waits, at most so long.
   *
   * @return whether it came to that
   */
  boolean await(BooleanSupplier condition, Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.NANOSECONDS.convert(patience);
    synchronized (changes) {
      while (!condition.getAsBoolean()) {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
          return false;
        }
        // Callbacks end without a word to this class: so look again soon.
        long millis = Math.min(TimeUnit.NANOSECONDS.toMillis(left) + 1, LOOK_MILLIS);
        changes.wait(millis);
      }
      return true;
    }
  }

  /** Does something on the timer's thread; not at all once this is closed. */
  void later(Duration delay, Runnable task) {
    var unused = timer.schedule(() -> run(task), delay.toNanos(), TimeUnit.NANOSECONDS);
  }

  private void run(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | AssertionError e) {
      log.error("{}: the contract of leadership has failed", self, e);
    }
  }

  /** One task waits for the end of the lease, wherever it moves. */
  private void watchLease() {
    if (lease.isPresent() && watching.compareAndSet(false, true)) {
      lookAgain();
    }
  }

  private void lookAgain() {
    long left = dispatcher.state().lease().toNanos() - now().toNanos();
    later(Duration.ofNanos(Math.max(left, 0)), this::look);
  }

  private void look() {
    hand(new GrantsInput.Expire(now()));
    if (dispatcher.state().held().isPresent()) {
      lookAgain();
      return;
    }
    watching.set(false);
    if (dispatcher.state().held().isPresent()) {
      watchLease();
    }
  }

  @Override
  public void standingChanged(Standing now, String reason) {
    standing = now;
    if (now.role() == Role.LEADER) {
      hand(new GrantsInput.Win(now.epoch()));
      hand(new GrantsInput.Persist(now()));
    } else {
      hand(new GrantsInput.Lose());
    }
  }

  @Override
  public void mayWrite(int epoch) {
    hand(new GrantsInput.Ready(now()));
    if (lease.isEmpty()) {
      ClockTime now = now();
      hand(new GrantsInput.Renew(now, now));
    }
    watchGrant();
  }

  private void watchGrant() {
    if (dispatcher.state().held().isPresent()) {
      watchLease();
    }
  }

  @Override
  public void leaseChanged(int epoch, Optional<Long> until) {
    if (until.isPresent() && lease.isPresent() && epoch().equals(OptionalInt.of(epoch))) {
      long since = until.get() - lease.get().toNanos() - origin;
      hand(new GrantsInput.Renew(ClockTime.ofNanos(since), now()));
      watchGrant();
    }
  }

  /** The successor may be asked to stand as soon as this returns. */
  @Override
  public void handoverBegun(int epoch, NodeId to) {
    hand(new GrantsInput.BeginTransfer());
    hand(new GrantsInput.Release());
    hand(new GrantsInput.Lose()); // One that was elected, and not granted anything yet.
  }

  /** Raft stays in its term; the token is over, so it has to go on leaving. */
  @Override
  public void handoverFailed(int epoch, NodeId to) {
    stepDown.accept(epoch);
  }

  @Override
  public void failed(String what) {
    ended = Optional.of(what);
    changed();
  }

  @Override
  public void stopped() {
    ended = Optional.of(self + " was closed");
    changed();
  }

  void close() {
    timer.shutdownNow();
  }
}
