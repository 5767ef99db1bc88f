package org.scrutin.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.scrutin.protocol.Action;
import org.scrutin.protocol.Boot;
import org.scrutin.protocol.Effect;
import org.scrutin.protocol.ElectionState;
import org.scrutin.protocol.Input;
import org.scrutin.protocol.Message;
import org.scrutin.protocol.Protocol;
import org.scrutin.protocol.Step;
import org.scrutin.protocol.Timer;
import org.scrutin.trace.TraceWriter;

/**
 * One simulated node: hosts a core and keeps the contract of the step boundary, in this order:
 * step, assert the invariants, write the event, carry out the effects.
 */
final class Host<S extends ElectionState, M extends Message, D extends Record> {

  private final Simulation<S, M, D> simulation;
  private final Protocol<S, M, D> core;
  private final Watcher watcher;
  private final List<RunningTimer> timers = new ArrayList<>();
  private final int number;

  private S state;
  private final Disk<D> disk;
  private boolean up = true;
  private long pausedUntil;
  private double rate = 1;
  private long clock;
  private int life;

  /** The last entry that the application knows of, by a command or by a snapshot. */
  private int applied;

  Host(Simulation<S, M, D> simulation, Protocol<S, M, D> core, Disk<D> disk) {
    this.simulation = simulation;
    this.core = core;
    this.disk = disk;
    this.number = core.self().value();
    this.watcher = new Watcher(this, simulation);
  }

  int number() {
    return number;
  }

  boolean isUp() {
    return up;
  }

  boolean isPaused() {
    return pausedUntil > simulation.now();
  }

  long pausedUntil() {
    return pausedUntil;
  }

  /** Grows with each crash. */
  int life() {
    return life;
  }

  S state() {
    return state;
  }

  boolean leads() {
    return up && state.leader().isPresent() && state.leader().get().value() == number;
  }

  Disk<D> disk() {
    return disk;
  }

  Watcher watcher() {
    return watcher;
  }

  /** The clock of the node runs by this factor faster than the world's. */
  void drift(double rate) {
    this.rate = rate;
  }

  /** What the node's clock shows at a moment of the world. */
  long localTime(long worldMicros) {
    return (long) (worldMicros * rate);
  }

  /**
   * The Lamport clock of a step of the environment at this node, about a message with that clock.
   */
  long clockOf(Envelope<?> envelope) {
    clock = Math.max(clock, envelope.clock) + 1;
    return clock;
  }

  /** How long the world takes for what the node's clock takes for so many microseconds. */
  long worldTime(long localMicros) {
    return Math.max(1, (long) (localMicros / rate));
  }

  void boot() {
    Boot<S, M> boot = core.boot();
    state = boot.state();
    if (!disk.contents().equals(core.durable(state))) {
      throw new AssertionError("a blank disk has " + disk.contents() + ", not " + state);
    }
    carryOut(boot.effects(), List.of());
  }

  /**
   * Whether a client's or operator's request means something to the node now; if so, it is done.
   */
  boolean serve(Input<M> request) {
    boolean serves = up && !isPaused() && !hasDueTimer() && core.heeds(state, request);
    if (serves) {
      handle(request);
    }
    return serves;
  }

  /** A node that was paused looks at its clocks first: what it knows may rest on them. */
  private boolean hasDueTimer() {
    return timers.stream().anyMatch(timer -> timer.due <= simulation.now());
  }

  /** The application takes a snapshot of its state now, if there is anything to forget. */
  void compact() {
    if (serve(new Input.Compact<>(applied))) {
      simulation.services().compacted(number, applied);
    }
  }

  void handle(Input<M> input) {
    if (!up) {
      throw new AssertionError("n" + number + " is down and was given " + input);
    }
    if (core.heeds(state, input)) {
      perform(core.step(state, input, watcher.suspected()), 0);
    }
  }

  void receive(Envelope<M> envelope, Input<M> input) {
    clock = Math.max(clock, envelope.clock);
    perform(core.step(state, input, watcher.suspected()), envelope.id);
  }

  void pauseUntil(long time) {
    pausedUntil = Math.max(pausedUntil, time);
  }

  void crash() {
    up = false;
    life++;
    applied = 0;
    simulation.services().crashed(number);
    pausedUntil = 0;
    timers.forEach(timer -> timer.cancelled = true);
    timers.clear();
    watcher.stop();
    disk.crash(core.afterCrash(disk.contents(), state), simulation.random());
    Action crash = core.crash(disk.contents());
    simulation.recordFault(number, crash.name(), crash.arguments(), ++clock, 0);
  }

  void restart() {
    up = true;
    Step<S, M> step = core.restart(disk.contents());
    state = step.state();
    perform(step, 0);
  }

  private void perform(Step<S, M> step, long received) {
    S before = state;
    state = step.state();
    core.assertInvariants(before, state);
    clock++;
    List<Envelope<M>> sent = envelopes(step.effects());
    if (simulation.recorder().isOn()) {
      record(step, received, sent);
    }
    simulation.stepped(this, before);
    carryOut(step.effects(), sent);
  }

  private void record(Step<S, M> step, long received, List<Envelope<M>> sent) {
    List<TraceWriter.Sent> ids = new ArrayList<>(sent.size());
    for (Envelope<M> envelope : sent) {
      ids.add(new TraceWriter.Sent(envelope.id, envelope.to));
    }
    simulation
        .recorder()
        .event(
            number,
            clock,
            simulation.now(),
            step.action().name(),
            step.action().arguments(),
            Optional.of((Record) state),
            received,
            ids);
  }

  private List<Envelope<M>> envelopes(List<Effect<M>> effects) {
    List<Envelope<M>> envelopes = null;
    for (int i = 0; i < effects.size(); i++) {
      if (effects.get(i) instanceof Effect.Send<M> send) {
        if (envelopes == null) {
          envelopes = new ArrayList<>();
        }
        envelopes.add(simulation.links().envelope(send.message(), clock));
      }
    }
    return envelopes == null ? List.of() : envelopes;
  }

  private void carryOut(List<Effect<M>> effects, List<Envelope<M>> sent) {
    int next = 0;
    for (int i = 0; i < effects.size(); i++) {
      Effect<M> effect = effects.get(i);
      if (effect instanceof Effect.Send<M>) {
        simulation.links().send(sent.get(next++));
      } else if (effect instanceof Effect.Persist<M>) {
        disk.flush(core.durable(state));
      } else if (effect instanceof Effect.SetTimer<M> set) {
        cancel(set.timer());
        start(set.timer(), set.min(), set.max());
      } else if (effect instanceof Effect.CancelTimer<M> cancel) {
        cancel(cancel.timer());
      } else if (effect instanceof Effect.Watch<M> watch) {
        watcher.watch(watch.peers());
      } else if (effect instanceof Effect.BecomeLeader<M>) {
        simulation.tally().elected();
      } else if (effect instanceof Effect.Restore<M> restore) {
        applied = restore.index();
        simulation.services().restored(number, applied);
      } else if (effect instanceof Effect.Deliver<M> deliver) {
        applied = deliver.index();
        simulation.tally().delivered();
        simulation.reads().delivered(applied);
        simulation.services().delivered(number, applied, deliver.command(), leads());
      } else if (effect instanceof Effect.Read<M> read) {
        simulation.reads().answered(read.read(), Math.min(read.index(), applied));
        simulation.services().read(number, read.read());
      } else if (!(effect instanceof Effect.LoseLeadership<M>)) {
        throw new AssertionError("no host for " + effect);
      }
    }
  }

  private void start(Timer timer, Duration min, Duration max) {
    long least = min.toNanos() / 1000;
    int spread = Math.toIntExact(max.toNanos() / 1000 - least);
    long local = least + (spread == 0 ? 0 : simulation.random().nextInt(spread + 1));
    long due = simulation.now() + worldTime(local);
    RunningTimer running = new RunningTimer(timer, due);
    timers.add(running);
    simulation.queue().add(due, running);
  }

  private void cancel(Timer timer) {
    for (int i = 0; i < timers.size(); i++) {
      if (timers.get(i).timer.equals(timer)) {
        timers.get(i).cancelled = true;
        timers.remove(i);
        return;
      }
    }
  }

  private final class RunningTimer extends EventQueue.Event {
    private final Timer timer;
    private final long due;
    private boolean cancelled;

    RunningTimer(Timer timer, long due) {
      this.timer = timer;
      this.due = due;
    }

    @Override
    void run() {
      if (cancelled) {
        return;
      }
      if (isPaused()) {
        simulation.queue().postpone(pausedUntil, this);
        return;
      }
      timers.remove(this);
      handle(new Input.TimerFired<>(timer));
    }
  }
}
