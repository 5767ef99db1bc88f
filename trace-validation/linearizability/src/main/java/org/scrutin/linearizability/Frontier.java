package org.scrutin.linearizability;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.scrutin.linearizability.Explanation.Order;
import org.scrutin.linearizability.Explanation.Refusal;
import org.scrutin.linearizability.Failure.DeadEnd;

/**
 * Just-in-time linearization (Lowe, "Testing for linearizability", 2017), level by level: a pass
 * over the history that keeps all configurations which explain what has returned so far. Operations
 * are put in order only when one of them returns.
 *
 * <p>A configuration is a state and three sets over the slots of open operations. <em>Spent</em>:
 * those that were put in order, of the ones that neither read nor overwrite. <em>Due</em>: reads
 * and overwriting operations that still must be put in order. <em>Used</em>: overwriting operations
 * that cannot be put in order any more. An overwriting one may always be put directly before
 * another one, where nobody sees it: so it is not due as soon as another overwrites, and can still
 * be used. A crashed operation is never due. With the same state and the same spent, fewer due,
 * fewer used and fewer crashed ones used are better: what the worse one can do, the better one can
 * do as well.
 *
 * <p>Reads are done as soon as they are legal. Of operations of equal effect the one that returns
 * first is used first; those that never return come last. Nothing overwrites where nobody would see
 * it, unless that is how the one that returns is done.
 */
final class Frontier<S> {

  private final Problem<S> problem;
  private final Steps<S> steps;
  private final Budget budget;
  private final int words;
  private final int dueAt;
  private final int usedAt;
  private final int crashedAt;
  private final int width;
  private final long[] row;
  private final long[] child;
  private Rows work;
  private Rows next;
  private Rows spare;
  private int[] stack = new int[64];
  private int top;

  /** Open completed operations, by return. */
  private int[] open = new int[64];

  private int opens;

  /** For each class of crashed operations, how many were called. */
  private final int[] called;

  private int event;

  /** For each effect, the last expansion that used it. */
  private final long[] seen;

  private long expansion;
  private final LegalNext<S> legal;

  /** Slots of reads and overwriting operations that were called since the last return. */
  private final long[] fresh;

  /** Slots of overwriting operations that are open. */
  private final long[] overwriting;

  /** Where ways are kept, if they are. */
  private final Optional<Trail> trail;

  /** Whether barren configurations are left out; not where people are told which there are. */
  private boolean prunes;

  private boolean lost;
  private Optional<String> spent = Optional.empty();

  Frontier(Problem<S> problem, Steps<S> steps, Budget budget) {
    this(problem, steps, budget, Optional.empty());
  }

  /** A search that can explain what it found. */
  Frontier(Problem<S> problem, Steps<S> steps, Budget budget, Trail trail) {
    this(problem, steps, budget, Optional.of(trail));
  }

  private Frontier(Problem<S> problem, Steps<S> steps, Budget budget, Optional<Trail> trail) {
    this.trail = trail;
    prunes = trail.isEmpty();
    this.problem = problem;
    this.steps = steps;
    this.budget = budget;
    words = Math.max(1, (problem.slots + 63) >> 6);
    dueAt = 1 + words;
    usedAt = dueAt + words;
    crashedAt = usedAt + words;
    int crashes = problem.operations.length - problem.completed;
    // The last word is the node of the trail.
    width = crashedAt + ((crashes + 63) >> 6) + 1;
    row = new long[width];
    child = new long[width];
    work = new Rows(width, dueAt);
    next = new Rows(width, dueAt);
    spare = new Rows(width, dueAt);
    called = new int[problem.crashClass.length - 1];
    seen = new long[problem.effects];
    fresh = new long[words];
    overwriting = new long[words];
    legal = new LegalNext<>(problem, steps, words, dueAt);
  }

  /** Searches; keeps at most so many configurations after each return. */
  Outcome run(int beam) {
    row[0] = steps.number(problem.model.initial());
    next.add(row);
    for (event = 0; event < problem.events.length; event++) {
      int o = problem.events[event] >> 1;
      if ((problem.events[event] & 1) == 0) {
        call(o);
        continue;
      }
      swap();
      place(o, beam);
      if (spent.isPresent()) {
        return new Outcome.Spent(spent.get());
      }
      if (next.size() == 0) {
        return lost ? new Outcome.Lost() : dead(o);
      }
      Arrays.fill(fresh, 0);
      opens--;
      System.arraycopy(open, 1, open, 0, opens);
      overwriting[problem.slot[o] >> 6] &= ~(1L << problem.slot[o]);
    }
    return new Outcome.Found();
  }

  private void call(int o) {
    if (o >= problem.completed) {
      int c = Arrays.binarySearch(problem.crashClass, o);
      called[c >= 0 ? c : -c - 2]++;
      return;
    }
    if (canBeDue(o)) {
      fresh[problem.slot[o] >> 6] |= 1L << problem.slot[o];
    }
    if (problem.overwrites[o]) {
      overwriting[problem.slot[o] >> 6] |= 1L << problem.slot[o];
    }
    if (opens == open.length) {
      open = Arrays.copyOf(open, opens * 2);
    }
    int at = opens++;
    int ret = problem.ret[o];
    while (at > 0 && problem.ret[open[at - 1]] > ret) {
      open[at] = open[at - 1];
      at--;
    }
    open[at] = o;
  }

  private void swap() {
    Rows old = work;
    work = next;
    next = old;
    next.clear();
  }

  /** As it was before the last {@link #place}. */
  private void swapBack() {
    Rows before = spare;
    spare = work;
    work = before;
  }

  /** From {@code work}, all ways in which {@code o} is done, to {@code next}. */
  private void place(int o, int beam) {
    legal.at(open, opens, called);
    Rows before = work;
    work = spare;
    work.clear();
    top = 0;
    for (int i = 0; i < before.size(); i++) {
      before.copyTo(i, child);
      for (int w = 0; w < words; w++) {
        child[dueAt + w] |= fresh[w];
      }
      legal.mark(child);
      put(o, true, false);
    }
    spare = before;
    while (top > 0 && spent.isEmpty()) {
      if (next.size() >= beam) {
        lost = true;
        return;
      }
      expand(o);
    }
  }

  private boolean canBeDue(int o) {
    return problem.readOnly[o] || problem.overwrites[o];
  }

  private boolean done(long[] in, int o) {
    int slot = problem.slot[o];
    long bit = 1L << slot;
    int word = slot >> 6;
    return canBeDue(o) ? (in[dueAt + word] & bit) == 0 : (in[1 + word] & bit) != 0;
  }

  private boolean usable(long[] in, int o) {
    int slot = problem.slot[o];
    return problem.overwrites[o] ? (in[usedAt + (slot >> 6)] & (1L << slot)) == 0 : !done(in, o);
  }

  /**
   * Keeps the child: for good where {@code o} is done, for expansion where it can still be used.
   * What begins with {@code o} done, and does not end with its use, can wait for a later return.
   * From a barren child one can only overwrite, which its parent can do as well.
   */
  private void put(int o, boolean begins, boolean barren) {
    boolean done = done(child, o);
    boolean usable = problem.overwrites[o] && usable(child, o);
    if (done && (!usable || begins || !done(row, o))) {
      // Its slot is free now.
      int word = problem.slot[o] >> 6;
      long bit = 1L << problem.slot[o];
      long spentBefore = child[1 + word];
      long usedBefore = child[usedAt + word];
      child[1 + word] &= ~bit;
      child[usedAt + word] &= ~bit;
      next.add(child);
      child[1 + word] = spentBefore;
      child[usedAt + word] = usedBefore;
    }
    if (barren || (done && !usable)) {
      return;
    }
    int at = work.add(child);
    if (at >= 0) {
      if (top == stack.length) {
        stack = Arrays.copyOf(stack, top * 2);
      }
      stack[top++] = at;
      if (budget.spend()) {
        long ways = trail.map(Trail::bytes).orElse(0L);
        spent = budget.reached(work.bytes() + next.bytes() + steps.bytes() + ways);
      }
    }
  }

  private void expand(int o) {
    work.copyTo(stack[--top], row);
    expansion++;
    int state = (int) row[0];
    for (int k = 0; k < opens; k++) {
      int x = open[k];
      if (problem.readOnly[x] || seen[problem.effect[x]] == expansion) {
        continue;
      }
      if (!usable(row, x)) {
        continue;
      }
      seen[problem.effect[x]] = expansion;
      int to = steps.step(state, x);
      if (to == Steps.NONE) {
        continue;
      }
      System.arraycopy(row, 0, child, 0, width);
      child[0] = to;
      int word = problem.slot[x] >> 6;
      long bit = 1L << problem.slot[x];
      if (problem.overwrites[x]) {
        child[usedAt + word] |= bit;
        overwrite();
      } else {
        child[1 + word] |= bit;
      }
      take(o, x);
    }
    crashes(state, o);
  }

  /** Keeps the child, which used {@code x} after its parent, unless that changed nothing. */
  private void take(int o, int x) {
    // Whether it differs from its parent in more than what is used.
    if (differs(usedAt)) {
      if (trail.isPresent()) {
        child[width - 1] = trail.get().add((int) row[width - 1], event, x, (int) child[0]);
      }
      boolean seen = legal.mark(child);
      boolean barren = prunes && problem.overwrites[x] && !seen;
      put(o, false, barren && !legal.others((int) child[0]));
    }
  }

  private boolean differs(int until) {
    for (int w = 0; w < until; w++) {
      if (child[w] != row[w]) {
        return true;
      }
    }
    return false;
  }

  private void crashes(int state, int o) {
    for (int c = 0; c < called.length; c++) {
      int first = problem.crashClass[c];
      if (seen[problem.effect[first]] == expansion) {
        continue;
      }
      for (int x = first; x < first + called[c]; x++) {
        int bitAt = problem.slot[x];
        int word = crashedAt + (bitAt >> 6);
        if ((row[word] & (1L << bitAt)) != 0) {
          continue;
        }
        for (int to : steps.crashed(state, x)) {
          System.arraycopy(row, 0, child, 0, width);
          child[0] = to;
          child[word] |= 1L << bitAt;
          if (problem.overwrites[x]) {
            overwrite();
          }
          take(o, x);
        }
        break;
      }
    }
  }

  /** Whoever is overwritten may have been there, or not. */
  private void overwrite() {
    for (int w = 0; w < words; w++) {
      child[dueAt + w] &= ~overwriting[w];
    }
  }

  private Outcome.Dead dead(int o) {
    if (prunes) {
      prunes = false;
      swapBack();
      place(o, Integer.MAX_VALUE);
    }
    List<DeadEnd> ends = new ArrayList<>();
    for (int i = 0; i < work.size() && ends.size() < Failure.MAX_DEAD; i++) {
      work.copyTo(i, row);
      List<Operation> refused = new ArrayList<>();
      for (int k = 0; k < opens; k++) {
        if (!done(row, open[k]) && steps.step((int) row[0], open[k]) == Steps.NONE) {
          refused.add(problem.operations[open[k]]);
        }
      }
      ends.add(new DeadEnd(String.valueOf(steps.state((int) row[0])), refused));
    }
    return new Outcome.Dead(problem.operations[o], ends);
  }

  /** Searches all ways, and tells those that went furthest. */
  Explanation explain() {
    Outcome outcome = run(Integer.MAX_VALUE);
    List<Order> orders = new ArrayList<>();
    if (outcome instanceof Outcome.Dead dead) {
      for (int i = 0; i < work.size(); i++) {
        work.copyTo(i, row);
        orders.add(order(event));
      }
      orders.sort(Comparator.comparing((Order order) -> -order.operations().size()));
      return new Explanation(
          Optional.of(dead.culprit()),
          orders.subList(0, Math.min(Explanation.MAX_ORDERS, orders.size())));
    }
    if (outcome instanceof Outcome.Found) {
      next.copyTo(0, row);
      orders.add(order(problem.events.length - 1));
    }
    return new Explanation(Optional.empty(), orders);
  }

  /** What the row stands for. */
  private Order order(int until) {
    int state = (int) row[0];
    List<Refusal> refused = new ArrayList<>();
    for (int k = 0; k < opens; k++) {
      Operation x = problem.operations[open[k]];
      if (!done(row, open[k]) && steps.step(state, open[k]) == Steps.NONE) {
        refused.add(new Refusal(x, problem.model.refusal(steps.state(state), x)));
      }
    }
    return new Order(
        trail.orElseThrow().order(problem, steps, (int) row[width - 1], until),
        String.valueOf(steps.state(state)),
        refused);
  }
}
