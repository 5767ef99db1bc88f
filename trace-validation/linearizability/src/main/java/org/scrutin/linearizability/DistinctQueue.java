package org.scrutin.linearizability;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Queues whose values all differ, in O(n log n): Henzinger, Sezgin & Vafeiadis, "Aspect-oriented
 * linearizability proofs", 2013. Four things can go wrong: a value from nowhere, a value twice, a
 * value that overtook another (where the queue is first in, first out), and a dequeue that found
 * nothing though at each moment some value was there.
 *
 * <p>A crashed dequeue took any one value, or none. It must have taken a value that others overtook
 * and that nobody got, before the first of those was dequeued: so these values, by that deadline,
 * need as many crashed dequeues, by call. Other values that nobody got may have stayed.
 */
final class DistinctQueue {

  private final boolean firstInFirstOut;
  private final Map<Object, Operation> enqueues = new LinkedHashMap<>();
  private final Map<Object, Operation> dequeues = new LinkedHashMap<>();
  private final List<Operation> empty = new ArrayList<>();

  /** Those that crashed, by call. */
  private final List<Operation> crashed = new ArrayList<>();

  private DistinctQueue(boolean firstInFirstOut) {
    this.firstInFirstOut = firstInFirstOut;
  }

  private record Life(Operation enqueue, Optional<Operation> dequeue) {
    int enqueued() {
      return enqueue.ret();
    }

    int dequeueCall() {
      return dequeue.map(Operation::call).orElse(Operation.NEVER);
    }
  }

  /** A value that nobody got, and the first dequeue that it was overtaken by. */
  private record Missing(Life life, Operation overtaker) {}

  /** Empty where values repeat, or where some dequeues crashed and others found nothing. */
  static Optional<Outcome> decide(History history, boolean firstInFirstOut) {
    return new DistinctQueue(firstInFirstOut).decide(history);
  }

  private Optional<Outcome> decide(History history) {
    List<Operation> twice = new ArrayList<>();
    for (Operation o : history.operations()) {
      if (o.status() == Status.FAIL) {
        continue;
      }
      if (o.f().equals("enqueue")) {
        if (enqueues.put(o.input(), o) != null) {
          return Optional.empty();
        }
      } else if (o.crashed()) {
        crashed.add(o);
      } else if (o.output().equals(Nil.NIL)) {
        empty.add(o);
      } else if (dequeues.putIfAbsent(o.output(), o) != null) {
        twice.add(o);
      }
    }
    if (!crashed.isEmpty() && !empty.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        twice.isEmpty()
            ? judge()
            : refuted(twice.get(0), "it was dequeued before, and enqueued once"));
  }

  private Outcome judge() {
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
    Outcome overtaken = firstInFirstOut ? overtaken(lives) : new Outcome.Found();
    return overtaken instanceof Outcome.Found ? neverEmpty(lives) : overtaken;
  }

  private Outcome overtaken(List<Life> lives) {
    List<Life> byReturn = new ArrayList<>(lives);
    byReturn.sort(Comparator.comparingInt(Life::enqueued));
    Optional<Life> last = Optional.empty();
    int at = 0;
    // By call, as the history is: of all that were enqueued before, the one dequeued last.
    for (Life life : lives) {
      while (at < byReturn.size() && byReturn.get(at).enqueued() < life.enqueue().call()) {
        Life before = byReturn.get(at++);
        boolean missing = before.dequeue().isEmpty();
        if (!missing && (last.isEmpty() || before.dequeueCall() > last.get().dequeueCall())) {
          last = Optional.of(before);
        }
      }
      if (last.isPresent()
          && life.dequeue().isPresent()
          && life.dequeue().get().ret() < last.get().dequeueCall()) {
        return overtook(life.dequeue().get(), last.get());
      }
    }
    return missing(lives);
  }

  private static Outcome overtook(Operation dequeue, Life life) {
    return refuted(
        dequeue,
        "it overtook "
            + life.enqueue()
            + ", which returned before it was enqueued"
            + (life.dequeue().isPresent() ? "" : ", and which nobody can have dequeued by then"));
  }

  /** Whether each value that was overtaken, and that nobody got, can have gone to who crashed. */
  private Outcome missing(List<Life> lives) {
    List<Missing> missing = new ArrayList<>();
    // By call, as the history is: of this one and all after it, the dequeue that returned first.
    List<Optional<Operation>> first =
        new ArrayList<>(Collections.nCopies(lives.size() + 1, none()));
    for (int i = lives.size() - 1; i >= 0; i--) {
      first.set(i, earlier(lives.get(i).dequeue(), first.get(i + 1)));
    }
    int[] calls = lives.stream().mapToInt(life -> life.enqueue().call()).toArray();
    for (Life life : lives) {
      if (life.dequeue().isEmpty()) {
        // No call is at the position of a return.
        int after = -Arrays.binarySearch(calls, life.enqueued()) - 1;
        first.get(after).ifPresent(overtaker -> missing.add(new Missing(life, overtaker)));
      }
    }
    missing.sort(Comparator.comparingInt(m -> m.overtaker().ret()));
    for (int i = 0; i < missing.size(); i++) {
      Missing one = missing.get(i);
      if (i >= crashed.size() || crashed.get(i).call() > one.overtaker().ret()) {
        return overtook(one.overtaker(), one.life());
      }
    }
    return new Outcome.Found();
  }

  private static Optional<Operation> none() {
    return Optional.empty();
  }

  private static Optional<Operation> earlier(Optional<Operation> a, Optional<Operation> b) {
    return b.isEmpty() || (a.isPresent() && a.get().ret() < b.get().ret()) ? a : b;
  }

  /** Whether each dequeue that found nothing has a moment at which no value must be there. */
  private Outcome neverEmpty(List<Life> lives) {
    List<Life> byReturn = new ArrayList<>(lives);
    byReturn.removeIf(life -> life.enqueued() > life.dequeueCall());
    byReturn.sort(Comparator.comparingInt(Life::enqueued));
    int at = 0;
    // Of all that were enqueued before, the one that stays longest.
    int stays = -1;
    for (Operation dequeue : empty) {
      while (at < byReturn.size() && byReturn.get(at).enqueued() < dequeue.call()) {
        stays = Math.max(stays, byReturn.get(at++).dequeueCall());
      }
      int until = stays;
      boolean covered = until > dequeue.call();
      for (int k = at; covered && until < dequeue.ret(); k++) {
        covered = k < byReturn.size() && byReturn.get(k).enqueued() < until;
        until = covered ? Math.max(until, byReturn.get(k).dequeueCall()) : until;
      }
      if (covered) {
        return refuted(dequeue, "at each moment between its call and its return a value was there");
      }
    }
    return new Outcome.Found();
  }

  private static Outcome refuted(Operation culprit, String reason) {
    return new Outcome.Refuted(culprit, reason);
  }
}
