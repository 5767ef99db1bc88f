package org.scrutin.node.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.scrutin.node.disk.Kept;
import org.scrutin.protocol.Action;
import org.scrutin.protocol.Effect;
import org.scrutin.protocol.ElectionState;
import org.scrutin.protocol.Message;
import org.scrutin.protocol.Step;
import org.scrutin.trace.TraceWriter;

/**
 * The steps of a batch, and what is owed for them. {@link #flush} pays, in this order: the events
 * go to the trace; what the last of the steps that asked for it wanted to have on disk is put
 * there, and synced; the observer is told; messages are sent; the application is told. So nobody
 * hears of a promise that is not on disk, and no message is received that is not in its sender's
 * trace.
 *
 * <p>Clocks and numbers of messages never go back over the lives of a node: the journal has a
 * number beyond which none was used. Of the thread of the protocol, but for its figures.
 */
final class Batch<S extends ElectionState, M extends Message, D extends Record> {

  /** How far beyond the last one used clocks and numbers of messages are reserved at once. */
  private static final long RESERVED = 1 << 20;

  /** A message's number is its own, times this, plus its sender's: unique in the cluster. */
  private static final long MAX_NODES = 1_024;

  private static final long MICROS_AT_START =
      System.currentTimeMillis() * 1_000 - System.nanoTime() / 1_000;

  private record Outgoing<M>(M message, long id, long clock) {}

  private final HostOptions<S, M, D> options;
  private final ElectionView<S> view;
  private final int self;
  private final List<Outgoing<M>> sends = new ArrayList<>();
  private final List<Effect<M>> tellings = new ArrayList<>();
  private final List<Runnable> observations = new ArrayList<>();
  private final LongAdder syncs = new LongAdder();
  private final LongAdder syncNanos = new LongAdder();
  private Optional<D> toPersist = Optional.empty();
  private long clock;
  private long messages;

  Batch(HostOptions<S, M, D> options, ElectionView<S> view) {
    this.options = options;
    this.view = view;
    this.self = options.core().self().value();
    this.clock = options.store().state().clock();
    this.messages = options.store().state().messages();
  }

  long syncs() {
    return syncs.sum();
  }

  long syncNanos() {
    return syncNanos.sum();
  }

  /** A message came from a step with this Lamport clock. */
  void heard(long senderClock) {
    clock = Math.max(clock, senderClock);
  }

  /** The first life begins: from now on the disk knows that there was one. */
  void live() {
    toPersist = Optional.of(options.store().state().durable());
  }

  /** A life ended without a word, and left this on the disk. It is the environment's step. */
  void crashed(D durable) throws IOException {
    clock++;
    Action crash = options.core().crash(durable);
    if (options.trace().isPresent()) {
      options
          .trace()
          .get()
          .event(
              self,
              clock,
              micros(),
              crash.name(),
              crash.arguments(),
              Optional.empty(),
              0,
              List.of());
    }
    toPersist = Optional.of(durable);
  }

  /**
   * Whether messages of earlier steps, which rest on nothing that is not on disk, would wait for
   * what this step wants to have there: a leader sends entries while its own disk writes them.
   */
  boolean isHeldUpBy(Step<S, M> step) {
    return toPersist.isEmpty()
        && !sends.isEmpty()
        && step.effects().stream().anyMatch(effect -> effect instanceof Effect.Persist<M>);
  }

  void stepped(S before, Step<S, M> step, long received, long nanos) {
    clock++;
    int first = sends.size();
    for (Effect<M> effect : step.effects()) {
      owe(effect, step.state());
    }
    record(step, received, sends.subList(first, sends.size()));
    observe(
        () -> view.stepped(before, step.state(), step.action().name(), nanos, options.observer()));
  }

  private void observe(Runnable observation) {
    observations.add(observation);
  }

  private void owe(Effect<M> effect, S state) {
    if (effect instanceof Effect.Send<M> send) {
      messages++;
      sends.add(new Outgoing<>(send.message(), messages * MAX_NODES + self, clock));
    } else if (effect instanceof Effect.Persist<M>) {
      toPersist = Optional.of(options.core().durable(state));
    } else if (effect instanceof Effect.Deliver<M>
        || effect instanceof Effect.Restore<M>
        || effect instanceof Effect.Read<M>) {
      tellings.add(effect);
    }
  }

  private void record(Step<S, M> step, long received, List<Outgoing<M>> sent) {
    if (options.trace().isEmpty()) {
      return;
    }
    List<TraceWriter.Sent> ids =
        sent.stream()
            .map(one -> new TraceWriter.Sent(one.id(), one.message().to().value()))
            .toList();
    try {
      options
          .trace()
          .get()
          .event(
              self,
              clock,
              micros(),
              step.action().name(),
              step.action().arguments(),
              Optional.of((Record) step.state()),
              received,
              ids);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long micros() {
    return MICROS_AT_START + System.nanoTime() / 1_000;
  }

  /**
   * Pays what is owed.
   *
   * @param late whether a timer has run out meanwhile: what rests on time may not be told
   */
  void flush(boolean late) throws IOException {
    send();
    for (Effect<M> effect : tellings) {
      tell(effect, late);
    }
    tellings.clear();
  }

  /** Pays all but what is owed to the application. */
  void send() throws IOException {
    persist();
    observations.forEach(Runnable::run);
    observations.clear();
    for (Outgoing<M> one : sends) {
      boolean sent =
          options
              .transport()
              .send(
                  one.message(),
                  one.id(),
                  one.clock(),
                  options.application().attachment(one.message()));
      if (!sent) {
        lost(one.message(), one.id());
      }
    }
    sends.clear();
  }

  /** The environment's step, told where it is known: what is lost need not be kept in mind. */
  void lost(M message, long id) throws IOException {
    if (options.trace().isPresent()) {
      clock++;
      options
          .trace()
          .get()
          .event(self, clock, micros(), "Lose", List.of(message), Optional.empty(), id, List.of());
    }
  }

  private void persist() throws IOException {
    Kept<D> before = options.store().state();
    boolean reserve = clock > before.clock() || messages > before.messages();
    boolean persists = toPersist.isPresent() || reserve;
    if (options.trace().isPresent()) {
      options.trace().get().flush(persists);
    }
    if (!persists) {
      return;
    }
    options
        .store()
        .write(
            new Kept<>(
                toPersist.orElse(before.durable()),
                reserve || before.isBlank() ? clock + RESERVED : before.clock(),
                reserve || before.isBlank() ? messages + RESERVED : before.messages(),
                options.trace().map(trace -> trace.bytes()).orElse(0L),
                options.trace().map(trace -> trace.events()).orElse(0L)));
    long began = System.nanoTime();
    options.store().sync();
    syncNanos.add(System.nanoTime() - began);
    syncs.increment();
    toPersist = Optional.empty();
  }

  private void tell(Effect<M> effect, boolean late) throws IOException {
    if (effect instanceof Effect.Deliver<M> deliver) {
      options.application().deliver(deliver.index(), deliver.command());
    } else if (effect instanceof Effect.Restore<M> restore) {
      options.application().restore(restore.index());
    } else if (effect instanceof Effect.Read<M> read) {
      if (late) {
        options.application().doubt(read.read());
      } else {
        options.application().answer(read.read(), read.index());
      }
    }
  }
}
