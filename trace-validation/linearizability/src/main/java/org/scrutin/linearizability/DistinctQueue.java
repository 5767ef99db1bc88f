package org.scrutin.linearizability;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * FIFO queues whose values all differ, in O(n log n): Henzinger, Sezgin & Vafeiadis,
 * "Aspect-oriented linearizability proofs", 2013. Without a dequeue that found nothing only three
 * things can go wrong: a value from nowhere, a value twice, a value that overtook another.
 */
final class DistinctQueue {

  private DistinctQueue() {}

  private record Life(Operation enqueue, Optional<Operation> dequeue) {
    int enqueued() {
      return enqueue.ret();
    }

    int dequeueCall() {
      return dequeue.map(Operation::call).orElse(Integer.MAX_VALUE);
    }
  }

  /** Empty where values repeat, or a dequeue crashed or found nothing. */
  static Optional<Outcome> decide(History history) {
    Map<Object, Operation> enqueues = new LinkedHashMap<>();
    Map<Object, Operation> dequeues = new LinkedHashMap<>();
    List<Operation> twice = new ArrayList<>();
    for (Operation o : history.operations()) {
      if (o.status() == Status.FAIL) {
        continue;
      }
      if (o.f().equals("enqueue")) {
        if (enqueues.put(o.input(), o) != null) {
          return Optional.empty();
        }
      } else if (o.crashed() || o.output().equals(Nil.NIL)) {
        return Optional.empty();
      } else if (dequeues.putIfAbsent(o.output(), o) != null) {
        twice.add(o);
      }
    }
    if (!twice.isEmpty()) {
      return refuted(twice.get(0), "it was dequeued before, and enqueued once");
    }
    for (Operation dequeue : dequeues.values()) {
      Operation enqueue = enqueues.get(dequeue.output());
      if (enqueue == null) {
        return refuted(dequeue, "nobody enqueued it");
      }
      if (dequeue.ret() < enqueue.call()) {
        return refuted(dequeue, "it returned before " + enqueue + " was called");
      }
    }
    List<Life> lives = new ArrayList<>();
    enqueues.forEach(
        (value, enqueue) -> lives.add(new Life(enqueue, Optional.ofNullable(dequeues.get(value)))));
    return Optional.of(overtaken(lives));
  }

  private static Outcome overtaken(List<Life> lives) {
    List<Life> byReturn = new ArrayList<>(lives);
    byReturn.sort(Comparator.comparingInt(Life::enqueued));
    Optional<Life> last = Optional.empty();
    int at = 0;
    // By call, as the history is: of all that were enqueued before, the one dequeued last.
    for (Life life : lives) {
      while (at < byReturn.size() && byReturn.get(at).enqueued() < life.enqueue().call()) {
        Life before = byReturn.get(at++);
        if (last.isEmpty() || before.dequeueCall() > last.get().dequeueCall()) {
          last = Optional.of(before);
        }
      }
      if (last.isPresent()
          && life.dequeue().isPresent()
          && life.dequeue().get().ret() < last.get().dequeueCall()) {
        return new Outcome.Refuted(
            life.dequeue().get(),
            "it overtook " + last.get().enqueue() + ", which returned before it was enqueued");
      }
    }
    return new Outcome.Found();
  }

  private static Optional<Outcome> refuted(Operation culprit, String reason) {
    return Optional.of(new Outcome.Refuted(culprit, reason));
  }
}
