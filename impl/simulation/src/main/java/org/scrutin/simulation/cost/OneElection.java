package org.scrutin.simulation.cost;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import org.scrutin.protocol.Effect;
import org.scrutin.protocol.ElectionState;
import org.scrutin.protocol.Input;
import org.scrutin.protocol.Message;
import org.scrutin.protocol.NodeId;
import org.scrutin.protocol.Protocol;
import org.scrutin.protocol.Step;
import org.scrutin.protocol.Timer;

/**
 * One election among nodes that are all up and know no leader: some notice, at time 0, and begin;
 * each message takes one unit of time; links are FIFO; time-outs are drawn from their ranges. It
 * ends when all nodes know one leader and no message is under way.
 */
final class OneElection<S extends ElectionState, M extends Message, D extends Record> {

  /** A unit of time, one message delay: a millisecond of the cores' timers, in microseconds. */
  static final long DELAY_MICROS = 1_000;

  /** No election takes longer; one that does never ends. */
  private static final long LIMIT_MICROS = 600_000_000;

  /**
   * @param messages how many were sent
   * @param delays how long it took, in message delays
   */
  record Cost(long messages, double delays) {}

  /** A message that arrives, or (if it has a timer) a time-out. */
  private record Event<M extends Message>(
      long time, long sequence, int node, Input<M> input, boolean isMessage) {}

  private final List<Protocol<S, M, D>> cores;
  private final List<S> states = new ArrayList<>();
  private final List<Map<Timer, Long>> timers = new ArrayList<>();
  private final PriorityQueue<Event<M>> queue =
      new PriorityQueue<>(
          Comparator.<Event<M>>comparingLong(Event::time).thenComparingLong(Event::sequence));
  private final Random random;
  private long sequence;
  private long now;
  private long sent;
  private long underWay;

  private OneElection(List<Protocol<S, M, D>> cores, Random random) {
    this.cores = cores;
    this.random = random;
  }

  /**
   * The cost of an election that these nodes, given by number, begin.
   *
   * @param atOnce whether they begin at time 0, or when their own start-up timers say so
   */
  @SuppressWarnings("unchecked") // All cores are made by one factory, and so of one type.
  static <S extends ElectionState, M extends Message, D extends Record> Cost of(
      List<Protocol<?, ?, ?>> cores, List<Integer> initiators, boolean atOnce, Random random) {
    List<Protocol<S, M, D>> same = new ArrayList<>();
    cores.forEach(core -> same.add((Protocol<S, M, D>) core));
    return new OneElection<>(same, random).run(initiators, atOnce);
  }

  private Cost run(List<Integer> initiators, boolean atOnce) {
    for (Protocol<S, M, D> core : cores) {
      states.add(core.boot().state());
      timers.add(new HashMap<>());
    }
    for (int initiator : initiators) {
      for (Effect<M> effect : cores.get(initiator - 1).boot().effects()) {
        if (effect instanceof Effect.SetTimer<M> startup) {
          begin(initiator, startup, atOnce ? 0 : drawn(startup));
        }
      }
    }
    while (underWay > 0 || !agreed()) {
      Event<M> event = queue.remove();
      now = event.time();
      if (now > LIMIT_MICROS) {
        throw new IllegalStateException("the election does not end");
      }
      if (event.isMessage()) {
        underWay--;
        step(event.node(), event.input());
      } else if (event.input() instanceof Input.TimerFired<M> fired
          && timers.get(event.node() - 1).remove(fired.timer(), event.sequence())) {
        step(event.node(), event.input());
      }
    }
    return new Cost(sent, (double) now / DELAY_MICROS);
  }

  private void begin(int node, Effect.SetTimer<M> startup, long due) {
    timers.get(node - 1).put(startup.timer(), ++sequence);
    queue.add(new Event<>(due, sequence, node, new Input.TimerFired<>(startup.timer()), false));
  }

  private void step(int node, Input<M> input) {
    Protocol<S, M, D> core = cores.get(node - 1);
    Step<S, M> step = core.step(states.get(node - 1), input, java.util.Set.of());
    states.set(node - 1, step.state());
    for (Effect<M> effect : step.effects()) {
      if (effect instanceof Effect.Send<M> send) {
        sent++;
        underWay++;
        queue.add(
            new Event<>(
                now + DELAY_MICROS,
                ++sequence,
                send.message().to().value(),
                new Input.Receive<>(send.message()),
                true));
      } else if (effect instanceof Effect.SetTimer<M> set) {
        timers.get(node - 1).put(set.timer(), ++sequence);
        long due = now + drawn(set);
        queue.add(new Event<>(due, sequence, node, new Input.TimerFired<>(set.timer()), false));
      } else if (effect instanceof Effect.CancelTimer<M> cancel) {
        timers.get(node - 1).remove(cancel.timer());
      }
    }
  }

  /** Rivals whose time-outs are always the same would hinder each other for ever. */
  private long drawn(Effect.SetTimer<M> set) {
    long least = set.min().toNanos() / 1_000;
    return least + random.nextInt(Math.toIntExact(set.max().toNanos() / 1_000 - least) + 1);
  }

  private boolean agreed() {
    S first = states.get(0);
    if (first.leader().isEmpty()) {
      return false;
    }
    NodeId leader = first.leader().get();
    return states.stream()
            .allMatch(
                state ->
                    state.leader().isPresent()
                        && state.leader().get().equals(leader)
                        && state.epoch() == first.epoch())
        && states.get(leader.value() - 1).leader().isPresent();
  }
}
