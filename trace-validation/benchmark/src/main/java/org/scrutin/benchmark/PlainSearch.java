package org.scrutin.benchmark;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.scrutin.linearizability.History;
import org.scrutin.linearizability.Model;
import org.scrutin.linearizability.Operation;
import org.scrutin.linearizability.Status;

/**
 * The search that everybody writes first, to compare with: takes the first operation that is legal
 * next, and takes it back where that leads nowhere (Wing & Gong, 1993). It remembers nothing, knows
 * nothing of reads, and supposes that crashed operations did not happen.
 */
final class PlainSearch<S> {

  private record Taken<S>(S before, int operation) {}

  private final Model<S> model;
  private final List<Operation> operations = new ArrayList<>();

  /** The operations that are left, by call: each one's neighbours; the last number is the end. */
  private final int[] next;

  private final int[] previous;
  private final int head;

  PlainSearch(Model<S> model, History history) {
    this.model = model;
    for (Operation o : history.operations()) {
      if (o.status() == Status.OK || (o.status() == Status.FAIL && model.observesFailure(o))) {
        operations.add(o);
      }
    }
    head = operations.size();
    next = new int[head + 1];
    previous = new int[head + 1];
    for (int i = 0; i <= head; i++) {
      next[i] = i == head ? 0 : i + 1;
      previous[i] = i == 0 ? head : i - 1;
    }
  }

  /** Whether it found an order in the time. */
  boolean finds(Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    Deque<Taken<S>> taken = new ArrayDeque<>();
    S state = model.initial();
    int at = next[head];
    int firstReturn = Operation.NEVER;
    int tries = 0;
    while (next[head] != head) {
      if ((++tries & 0xff) == 0 && System.nanoTime() > end) {
        return false;
      }
      if (at == head || operations.get(at).call() > firstReturn) {
        if (taken.isEmpty()) {
          return false;
        }
        Taken<S> back = taken.pop();
        state = back.before();
        join(back.operation());
        firstReturn = firstReturn(back.operation());
        at = next[back.operation()];
        continue;
      }
      Operation o = operations.get(at);
      Optional<S> after = model.step(state, o);
      if (after.isPresent()) {
        taken.push(new Taken<>(state, at));
        state = after.get();
        leave(at);
        at = next[head];
        firstReturn = Operation.NEVER;
      } else {
        firstReturn = Math.min(firstReturn, o.ret());
        at = next[at];
      }
    }
    return true;
  }

  /** Of those that are left, up to this one. */
  private int firstReturn(int until) {
    int first = operations.get(until).ret();
    for (int i = next[head]; i != until; i = next[i]) {
      first = Math.min(first, operations.get(i).ret());
    }
    return first;
  }

  private void leave(int at) {
    next[previous[at]] = next[at];
    previous[next[at]] = previous[at];
  }

  private void join(int at) {
    next[previous[at]] = at;
    previous[next[at]] = at;
  }
}
