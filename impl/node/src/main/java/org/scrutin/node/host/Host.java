package org.scrutin.node.host;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.scrutin.node.host.ElectionObserver.Role;
import org.scrutin.node.host.ElectionObserver.Standing;
import org.scrutin.node.transport.Transport;
import org.scrutin.protocol.Boot;
import org.scrutin.protocol.Effect;
import org.scrutin.protocol.ElectionState;
import org.scrutin.protocol.Input;
import org.scrutin.protocol.Message;
import org.scrutin.protocol.NodeId;
import org.scrutin.protocol.Protocol;
import org.scrutin.protocol.Step;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One real node: a thread of its own hosts a core and keeps the contract of the step boundary.
 * Inputs wait in a bounded queue; those that are there together make a batch, whose steps are taken
 * one after the other and whose effects are carried out together, see {@link Batch}: so one write
 * to the disk serves many. Time is {@link System#nanoTime}. Before each input the timers are looked
 * at: a node that was paused notices that first, before it serves anybody.
 *
 * <p>When the disk fails, or a step breaks an invariant, the node stops, says so, and does nothing
 * more. Thread-safe.
 */
public final class Host<S extends ElectionState, M extends Message, D extends Record>
    implements Closeable {

  /** So many inputs wait; messages beyond are lost, requests refused. */
  private static final int MAX_WAITING = 8_192;

  /** So many inputs make a batch at most, so that the first does not wait too long for the last. */
  private static final int MAX_BATCH = 512;

  /** So long a thread that is being closed may take. */
  private static final long CLOSE_MILLIS = 10_000;

  private final Logger log = LoggerFactory.getLogger(Host.class);
  private final Protocol<S, M, D> core;
  private final HostOptions<S, M, D> options;
  private final ElectionView<S> view;
  private final BlockingQueue<Waiting> inbox = new ArrayBlockingQueue<>(MAX_WAITING);
  private final Queue<Waiting> taken = new ArrayDeque<>(MAX_BATCH);
  private final Timers timers = new Timers(new Random());
  private final PeerWatch watch;
  private final Batch<S, M, D> batch;
  private final Thread thread;
  private final CompletableFuture<Void> over = new CompletableFuture<>();
  private final LongAdder overflowed = new LongAdder();
  private final LongAdder stepsTaken = new LongAdder();

  private final Access<S, M> access =
      new Access<>() {
        @Override
        public S state() {
          return state;
        }

        @Override
        public boolean give(Input<M> input) {
          InTime<Optional<Step<S, M>>> step = inTime(() -> stepIfHeeded(input));
          step.decision().ifPresent(taken -> perform(taken, 0, step.nanos()));
          return step.decision().isPresent();
        }
      };

  private S state;
  private volatile S published;
  private volatile boolean closing;
  private volatile Optional<String> failure = Optional.empty();
  private volatile boolean running = true;

  /** Takes no part in anything before {@link #start}. */
  public Host(HostOptions<S, M, D> options, ElectionView<S> view) {
    this.core = options.core();
    this.options = options;
    this.view = view;
    this.watch = new PeerWatch(options.detection());
    this.batch = new Batch<>(options, view);
    Boot<S, M> boot = core.boot();
    this.state = boot.state();
    this.published = state;
    this.thread = new Thread(this::run, core.self() + " protocol");
  }

  /** Starts the node, once: its first life, or the next one. */
  public void start() {
    thread.start();
  }

  /**
   * Lets somebody do something on the thread of the protocol, and give the core inputs there. It
   * has to be short, and not to throw. It is not done if the node goes down before.
   *
   * @return false if too many are waiting, or the node is down: then it is not done
   */
  public boolean offer(Consumer<Access<S, M>> task) {
    return running && inbox.offer(() -> task.accept(access));
  }

  /**
   * Lets somebody do something on the thread of the protocol, who must hear of it if it is not
   * done.
   *
   * @param task as above
   * @param dropped called instead of the task, by any thread, if too many are waiting, or the node
   *     is down, or goes down before it has come to it
   */
  public void offer(Consumer<Access<S, M>> task, Runnable dropped) {
    boolean waits = running && inbox.offer(new Request(() -> task.accept(access), dropped));
    if (!waits) {
      dropped.run();
    } else if (!running) {
      drop(inbox); // The node went down meanwhile, and may have looked before this was there.
    }
  }

  /** What the thread of the protocol is to do. */
  private interface Waiting {
    void run();

    /** It will not be done. */
    default void drop() {}
  }

  private record Request(Runnable task, Runnable dropped) implements Waiting {
    @Override
    public void run() {
      task.run();
    }

    @Override
    public void drop() {
      dropped.run();
    }
  }

  private void drop(Queue<Waiting> all) {
    for (Waiting one = all.poll(); one != null; one = all.poll()) {
      try {
        one.drop();
      } catch (RuntimeException e) {
        log.warn("{}: who waited could not be told that it is down", core.self(), e);
      }
    }
  }

  /** What can be done on the thread of the protocol. */
  public interface Access<S extends ElectionState, M extends Message> {

    /** The node's state. */
    S state();

    /**
     * Gives the core an input of a client or operator.
     *
     * @return false if the core does not heed it now: there is no step then
     */
    boolean give(Input<M> input);
  }

  /** The node's state after the last batch. */
  public S state() {
    return published;
  }

  /** Where it stands. */
  public Standing standing() {
    Standing standing = view.standing(published);
    return running ? standing : new Standing(Role.DOWN, standing.epoch(), Optional.empty());
  }

  /** Why it has stopped by itself, in one line, if it has. */
  public Optional<String> failure() {
    return failure;
  }

  /** What it has done. */
  public Work work() {
    return new Work(
        stepsTaken.sum(), batch.syncs(), batch.syncNanos(), overflowed.sum(), inbox.size());
  }

  /**
   * What a node has done since it came up.
   *
   * @param steps taken
   * @param syncs of its disk
   * @param syncNanos how long these took together, in nanoseconds
   * @param overflowed inputs that were thrown away since too many were waiting
   * @param waiting inputs that wait now
   */
  public record Work(long steps, long syncs, long syncNanos, long overflowed, int waiting) {}

  private void run() {
    try {
      begin();
      while (!closing) {
        turn();
      }
      end(Optional.empty());
    } catch (IOException | RuntimeException | Error e) {
      log.error("{} has failed and stops", core.self(), e);
      Throwable why = e instanceof UncheckedIOException ? e.getCause() : e;
      String what = why instanceof IOException ? "its disk: " + why.getMessage() : why.toString();
      failure = Optional.of(core.self() + " has failed and stops: " + what.replaceAll("\\R", " "));
      end(failure);
    } finally {
      over.complete(null);
    }
  }

  private void begin() throws IOException {
    var kept = options.store().state();
    if (kept.isBlank()) {
      carryOut(core.boot().effects());
      batch.live();
    } else {
      batch.crashed(kept.durable());
      Step<S, M> step = core.restart(kept.durable());
      perform(step, 0, System.nanoTime());
    }
    flush();
    options.transport().start(new Arrivals());
  }

  private void turn() throws IOException {
    Waiting first = await();
    if (first != null) {
      taken.add(first);
      inbox.drainTo(taken, MAX_BATCH - 1);
    }
    fireDue(System.nanoTime());
    while (!taken.isEmpty()) {
      fireDue(System.nanoTime());
      taken.remove().run();
    }
    flush();
  }

  private Waiting await() {
    long now = System.nanoTime();
    long next = timers.next().orElse(now + TimeUnit.SECONDS.toNanos(1));
    if (watch.nextTick().isPresent() && watch.nextTick().get() - next < 0) {
      next = watch.nextTick().get();
    }
    try {
      return inbox.poll(Math.max(0, next - now), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      closing = true; // Nobody but close() interrupts this thread.
      return null;
    }
  }

  private void fireDue(long now) {
    watch.awake(now);
    for (var due = timers.poll(now); due.isPresent(); due = timers.poll(now)) {
      stepIfHeeded(new Input.TimerFired<>(due.get()))
          .ifPresent(step -> perform(step, 0, System.nanoTime()));
    }
    if (watch.nextTick().isPresent() && watch.nextTick().get() - now <= 0) {
      watch.tick(now);
      watch.watched().forEach(options.transport()::ping);
      suspectLeader();
    }
  }

  private void suspectLeader() {
    Optional<NodeId> leader = state.leader();
    if (leader.isPresent() && watch.suspected().contains(leader.get())) {
      access.give(new Input.Suspect<>(leader.get()));
    }
  }

  private void receive(M message, long id, long clock) {
    watch.heard(message.from(), System.nanoTime());
    batch.heard(clock);
    Input<M> input = new Input.Receive<>(message);
    InTime<Step<S, M>> step = inTime(() -> core.step(state, input, watch.suspected()));
    perform(step.decision(), id, step.nanos());
  }

  private Optional<Step<S, M>> stepIfHeeded(Input<M> input) {
    return core.heeds(state, input)
        ? Optional.of(core.step(state, input, watch.suspected()))
        : Optional.empty();
  }

  private <T> InTime<T> inTime(Supplier<T> decide) {
    return InTime.decide(decide, System::nanoTime, timers, this::fireDue);
  }

  /** Step, invariants, event; the effects follow, those that others can see with the batch. */
  private void perform(Step<S, M> step, long received, long nanos) {
    if (batch.isHeldUpBy(step)) {
      try {
        batch.send();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    S before = state;
    state = step.state();
    core.assertInvariants(before, state);
    stepsTaken.increment();
    batch.stepped(before, step, received, nanos);
    carryOut(step.effects());
  }

  /** The effects that are this node's own affair. */
  private void carryOut(List<Effect<M>> effects) {
    long now = System.nanoTime();
    for (Effect<M> effect : effects) {
      if (effect instanceof Effect.SetTimer<M> set) {
        timers.set(set.timer(), set.min(), set.max(), now);
      } else if (effect instanceof Effect.CancelTimer<M> cancel) {
        timers.cancel(cancel.timer());
      } else if (effect instanceof Effect.Watch<M> watched) {
        watch.watch(watched.peers(), now);
      }
    }
  }

  private void flush() throws IOException {
    batch.flush(timers.isDue(System.nanoTime()));
    published = state;
  }

  private void end(Optional<String> failed) {
    running = false;
    timers.clear();
    Standing down = new Standing(Role.DOWN, state.epoch(), Optional.empty());
    String reason = failed.isPresent() ? "failed" : "stopped";
    tell(() -> options.observer().standingChanged(down, reason));
    tell(
        () ->
            failed.ifPresentOrElse(options.observer()::failed, () -> options.observer().stopped()));
    drop(taken);
    drop(inbox);
    release(failed.isPresent());
  }

  /** Of the end: it comes also for an observer that fails, as it may have done before. */
  private void tell(Runnable telling) {
    try {
      telling.run();
    } catch (RuntimeException | Error e) {
      log.error("{}: its observer has failed", core.self(), e);
    }
  }

  private void release(boolean failed) {
    try {
      options.transport().close();
      if (options.trace().isPresent() && failed) {
        options.trace().get().abandon();
      } else if (options.trace().isPresent()) {
        options.trace().get().close();
      }
    } catch (IOException e) {
      log.warn("{} could not be closed: {}", core.self(), e.getMessage());
    }
  }

  /**
   * Stops the node: what is under way is carried out, what waits is not. Waits for that, but not
   * for ever, and not if it is the node's own thread that calls.
   */
  @Override
  public void close() {
    if (thread.getState() == Thread.State.NEW) {
      running = false;
      drop(inbox);
      release(false);
      over.complete(null);
      return;
    }
    closing = true;
    inbox.offer(() -> {}); // Wakes it up; if there is no room, it is awake.
    if (Thread.currentThread() != thread) {
      awaitEnd();
    }
  }

  /** Also who was interrupted waits: it may want to start the node again. */
  private void awaitEnd() {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(CLOSE_MILLIS);
    boolean interrupted = false;
    boolean waits = true;
    while (waits) {
      try {
        over.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        waits = false;
      } catch (InterruptedException e) {
        interrupted = true;
      } catch (ExecutionException | TimeoutException e) {
        log.warn("{} is held up, and ends later", core.self());
        waits = false;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Comes to its end when the node does nothing more, to its disk neither. */
  public CompletionStage<Void> over() {
    return over.minimalCompletionStage();
  }

  /** What the network brings goes to the inbox; it is lost if there is no room. */
  private final class Arrivals implements Transport.Receiver<M> {

    @Override
    public void message(M message, long id, long clock, Optional<Path> file) {
      put(
          () -> {
            try {
              if (options.application().accepts(message, file)) {
                receive(message, id, clock);
              } else {
                batch.heard(clock);
                batch.lost(message, id);
              }
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    }

    /** If there is no room for it, they stay in the network of who replays. */
    @Override
    public void lost(List<Transport.Sent<M>> messages) {
      put(
          () -> {
            try {
              for (Transport.Sent<M> one : messages) {
                batch.lost(one.message(), one.id());
              }
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    }

    @Override
    public void ping(NodeId from) {
      put(() -> options.transport().pong(from));
    }

    @Override
    public void pong(NodeId from) {
      put(() -> watch.heard(from, System.nanoTime()));
    }

    private void put(Waiting input) {
      if (!inbox.offer(input)) {
        overflowed.increment();
      }
    }
  }
}
