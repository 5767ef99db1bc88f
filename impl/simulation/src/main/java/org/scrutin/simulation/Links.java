package org.scrutin.simulation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.scrutin.protocol.Input;
import org.scrutin.protocol.Message;
import org.scrutin.simulation.weather.Disturbance;
import org.scrutin.simulation.weather.Fault;
import org.scrutin.simulation.weather.Weather;

/**
 * The links between the nodes, as module Network has them: reliable and FIFO in a synchronous
 * weather, a bag in any other.
 */
final class Links<M extends Message> {

  private final Simulation<?, M, ?> simulation;
  private final Weather weather;
  private final boolean returnsUndeliverable;
  private final int nodes;
  private final long[] lastArrival;
  private final int[] cuts;
  private final List<ArrayDeque<Envelope<M>>> fifo = new ArrayList<>();
  private final SortedMap<Long, List<Disturbance>> singles = new TreeMap<>();
  private final double loss;
  private final double duplication;
  private final double reordering;
  private final double lateness;
  private long sent;

  Links(Simulation<?, M, ?> simulation, int nodes, boolean returnsUndeliverable) {
    this.simulation = simulation;
    this.weather = simulation.weather();
    this.nodes = nodes;
    this.returnsUndeliverable = returnsUndeliverable;
    this.lastArrival = new long[nodes * nodes];
    this.cuts = new int[nodes * nodes];
    for (int i = 0; i < nodes * nodes; i++) {
      fifo.add(new ArrayDeque<>());
    }
    this.loss = probability(Fault.LOSS, Weather.LOSS);
    this.duplication = probability(Fault.DUPLICATE, Weather.DUPLICATION);
    this.reordering = probability(Fault.REORDER, Weather.STRAGGLERS);
    this.lateness = probability(Fault.DELAY, Weather.STRAGGLERS);
  }

  private double probability(Fault fault, double whenOn) {
    return !weather.synchronous() && weather.faults().contains(fault) ? whenOn : 0;
  }

  /** A fault that befalls the k-th message. */
  void expect(long message, Disturbance single) {
    singles.computeIfAbsent(message, any -> new ArrayList<>()).add(single);
  }

  /** Cuts the link, or mends one cut of it. */
  void cut(int from, int to, boolean cut) {
    cuts[link(from, to)] += cut ? 1 : -1;
  }

  private boolean isCut(int from, int to) {
    return cuts[link(from, to)] > 0;
  }

  private int link(int from, int to) {
    return (from - 1) * nodes + to - 1;
  }

  boolean carriesPing(int from, int to) {
    return !isCut(from, to) && !happens(loss);
  }

  Envelope<M> envelope(M message, long clock) {
    int receiver = message.to().value();
    return new Envelope<>(message, ++sent, clock, simulation.hosts().get(receiver - 1).life());
  }

  void send(Envelope<M> envelope) {
    simulation.tally().sent(envelope.message);
    if (weather.synchronous()) {
      sendReliably(envelope);
    } else {
      sendSomehow(envelope);
    }
  }

  private void sendReliably(Envelope<M> envelope) {
    if (!returnsUndeliverable && !simulation.hosts().get(envelope.to - 1).isUp()) {
      return;
    }
    int link = link(envelope.from, envelope.to);
    lastArrival[link] = Math.max(lastArrival[link], simulation.now() + delay());
    fifo.get(link).add(envelope);
    simulation.queue().add(lastArrival[link], new Arrival(envelope));
  }

  private void sendSomehow(Envelope<M> envelope) {
    boolean lose = false;
    boolean twice = false;
    long late = 0;
    if (singles.containsKey(envelope.id)) {
      for (Disturbance single : singles.get(envelope.id)) {
        simulation.tally().tookEffect(single);
        lose |= single instanceof Disturbance.Lose;
        twice |= single instanceof Disturbance.Twice;
        late += single instanceof Disturbance.Delay delay ? delay.by() : 0;
      }
    }
    boolean cut = isCut(envelope.from, envelope.to);
    if (lose || (cut && !returnsUndeliverable) || happens(loss)) {
      lose(envelope);
      return;
    }
    if (twice || happens(duplication)) {
      recordFault(envelope.from, "Duplicate", envelope);
      simulation.tally().duplicated();
      simulation
          .queue()
          .add(
              simulation.now() + delay() + delay(),
              new Arrival(new Envelope<>(envelope.message, envelope.id, envelope.clock, 0)));
    }
    long extra = late > 0 ? late : straggle();
    simulation
        .queue()
        .add(
            simulation.now() + delay() + extra, cut ? new Return(envelope) : new Arrival(envelope));
  }

  private long straggle() {
    if (!happens(reordering) && !happens(lateness)) {
      return 0;
    }
    int most = Math.toIntExact(weather.maxDelay() * Weather.STRAGGLER_FACTOR);
    return simulation.random().nextInt(most);
  }

  private boolean happens(double probability) {
    return probability > 0 && simulation.random().nextDouble() < probability;
  }

  /** How long a message takes that does not straggle, in microseconds. */
  long delay() {
    int spread = Math.toIntExact(weather.maxDelay() - weather.minDelay());
    return weather.minDelay() + (spread == 0 ? 0 : simulation.random().nextInt(spread + 1));
  }

  private void lose(Envelope<M> envelope) {
    envelope.gone = true;
    recordFault(envelope.to, "Lose", envelope);
    simulation.tally().lost();
  }

  private void recordFault(int at, String action, Envelope<M> envelope) {
    long clock = simulation.hosts().get(at - 1).clockOf(envelope);
    simulation.recordFault(at, action, List.of(envelope.message), clock, envelope.id);
  }

  /** What is under way to the node comes back to its senders, before the node comes back. */
  void returnAllTo(int node) {
    if (!weather.synchronous()) {
      return;
    }
    for (int from = 1; from <= nodes; from++) {
      ArrayDeque<Envelope<M>> link = fifo.get(link(from, node));
      while (!link.isEmpty()) {
        undeliverable(link.peek());
      }
    }
  }

  /** A sender that is paused learns of it when it wakes. */
  private void bounce(Envelope<M> envelope) {
    Host<?, M, ?> sender = simulation.hosts().get(envelope.from - 1);
    if (returnsUndeliverable && sender.isPaused()) {
      simulation.queue().add(sender.pausedUntil(), new Return(envelope));
    } else {
      undeliverable(envelope);
    }
  }

  private void undeliverable(Envelope<M> envelope) {
    takeOut(envelope);
    if (!returnsUndeliverable) {
      if (!weather.synchronous()) {
        lose(envelope);
      }
      return;
    }
    Host<?, M, ?> sender = simulation.hosts().get(envelope.from - 1);
    if (sender.isUp()) {
      simulation.tally().rerouted();
      sender.receive(envelope, new Input.Undeliverable<>(envelope.message));
    } else {
      lose(envelope);
    }
  }

  private void takeOut(Envelope<M> envelope) {
    envelope.gone = true;
    if (weather.synchronous()) {
      Envelope<M> head = fifo.get(link(envelope.from, envelope.to)).poll();
      if (head != envelope) {
        throw new AssertionError("a message was overtaken on a FIFO link: " + envelope.message);
      }
    }
  }

  /** A message reaches its receiver. */
  private final class Arrival extends EventQueue.Event {
    private final Envelope<M> envelope;

    Arrival(Envelope<M> envelope) {
      this.envelope = envelope;
    }

    @Override
    void run() {
      if (envelope.gone) {
        return;
      }
      Host<?, M, ?> receiver = simulation.hosts().get(envelope.to - 1);
      if (receiver.isPaused()) {
        simulation.queue().postpone(receiver.pausedUntil(), this);
        return;
      }
      boolean broken = weather.synchronous() && envelope.receiverLife != receiver.life();
      if (!receiver.isUp() || broken) {
        bounce(envelope);
        return;
      }
      takeOut(envelope);
      receiver.receive(envelope, new Input.Receive<>(envelope.message));
    }
  }

  /** The sender learns that its message could not be delivered. */
  private final class Return extends EventQueue.Event {
    private final Envelope<M> envelope;

    Return(Envelope<M> envelope) {
      this.envelope = envelope;
    }

    @Override
    void run() {
      Host<?, M, ?> sender = simulation.hosts().get(envelope.from - 1);
      if (sender.isPaused()) {
        simulation.queue().postpone(sender.pausedUntil(), this);
      } else {
        undeliverable(envelope);
      }
    }
  }
}
