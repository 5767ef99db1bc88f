package org.scrutin.linearizability;

import java.util.ArrayList;
import java.util.Arrays;
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
  private final Layout layout;

  /** What makes a difference: all but what is used. */
  private final long[] plain;

  /** For each operation, the bit that is set once it cannot be used any more. */
  private final int[] useAt;

  /** For each operation, whether it is one that can be due: it reads, or overwrites. */
  private final boolean[] canBeDue;

  /**
   * For each operation, the bit that says that it is due, or where it cannot be, that it is spent.
   */
  private final int[] doneAt;

  private final long[] row;
  private int rowTag;
  private final long[] child;
  private int childTag;
  private final long[] kept;
  private Rows work;
  private Rows next;
  private Rows spare;
  private int[] stack = new int[64];
  private int top;

  private int event;

  /** For each effect, the last expansion that used it. */
  private final long[] seen;

  private long expansion;
  private final LegalNext<S> legal;

  /** Reads and overwriting operations that were called since the last return, as if due. */
  private final long[] fresh;

  /** Overwriting operations that are open, as if due. */
  private final long[] overwriting;

  /** Where ways are kept, if they are. */
  private final Optional<Trail> trail;

  /** Whether barren configurations are left out; not where people are told which there are. */
  private boolean prunes;

  private boolean lost;

  Frontier(Problem<S> problem, Steps<S> steps, Budget budget) {
    this(problem, steps, budget, layout(problem), Optional.empty());
  }

  /** A search that can explain what it found. */
  Frontier(Problem<S> problem, Steps<S> steps, Budget budget, Trail trail) {
    this(problem, steps, budget, layout(problem), Optional.of(trail));
  }

  /** A search that has its bits where it is told, so that small histories can need many words. */
  Frontier(
      Problem<S> problem, Steps<S> steps, Budget budget, Layout layout, Optional<Trail> trail) {
    this.trail = trail;
    prunes = trail.isEmpty();
    this.problem = problem;
    this.steps = steps;
    this.budget = budget;
    this.layout = layout;
    plain = layout.before(layout.usedAt);
    int n = problem.operations.length;
    useAt = new int[n];
    doneAt = new int[n];
    canBeDue = new boolean[n];
    for (int o = 0; o < n; o++) {
      canBeDue[o] = problem.readOnly[o] || problem.overwrites[o];
      useAt[o] = problem.slot[o] + (problem.overwrites[o] ? layout.usedAt : layout.spentAt);
      doneAt[o] = problem.slot[o] + (canBeDue[o] ? layout.dueAt : layout.spentAt);
    }
    row = new long[layout.words];
    child = new long[layout.words];
    kept = new long[layout.words];
    long[] key = layout.before(layout.dueAt);
    work = new Rows(key);
    next = new Rows(key);
    spare = new Rows(key);
    seen = new long[problem.effects];
    fresh = new long[layout.words];
    overwriting = new long[layout.words];
    legal = new LegalNext<>(problem, steps, layout);
  }

  private static Layout layout(Problem<?> problem) {
    return new Layout(problem.slots, problem.operations.length - problem.completed);
  }

  /** Searches; keeps at most so many configurations after each return. */
  Outcome run(int beam) {
    Layout.state(row, steps.number(problem.model.initial()));
    next.add(row, Trail.START);
    for (event = 0; event < problem.events.length; event++) {
      int o = problem.events[event] >> 1;
      if ((problem.events[event] & 1) == 0) {
        call(o);
        continue;
      }
      swap();
      place(o, beam);
      if (next.size() == 0) {
        return lost ? new Outcome.Lost() : dead(o);
      }
      Arrays.fill(fresh, 0);
      legal.ret(o);
      Layout.remove(overwriting, layout.dueAt + problem.slot[o]);
    }
    return new Outcome.Found();
  }

  private void call(int o) {
    legal.call(o);
    if (o >= problem.completed) {
      return;
    }
    if (canBeDue[o]) {
      Layout.put(fresh, layout.dueAt + problem.slot[o]);
    }
    if (problem.overwrites[o]) {
      Layout.put(overwriting, layout.dueAt + problem.slot[o]);
    }
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
    Rows before = work;
    work = spare;
    work.clear();
    top = 0;
    // Rows that are only kept cost time as well.
    if (budget.work(before.size())) {
      look();
    }
    for (int i = 0; i < before.size(); i++) {
      before.copyTo(i, child);
      childTag = before.tag(i);
      Layout.addAll(child, fresh);
      legal.mark(child);
      put(o, true);
    }
    spare = before;
    while (top > 0) {
      if (next.size() >= beam) {
        lost = true;
        return;
      }
      expand(o);
    }
  }

  private boolean done(long[] in, int o) {
    return Layout.has(in, doneAt[o]) != canBeDue[o];
  }

  /**
   * Keeps the child: for good where {@code o} is done, for expansion where it can still be used. Of
   * those in which {@code o} is overwritten and could still be used only the one to begin with is
   * kept for good: what else was done can wait for a later return.
   */
  private void put(int o, boolean begins) {
    boolean done = done(child, o);
    boolean usable = problem.overwrites[o] && !Layout.has(child, useAt[o]);
    if (done && (!usable || begins)) {
      // Its slot is free now.
      Layout.copy(child, 0, kept, 0, kept.length);
      Layout.remove(kept, layout.spentAt + problem.slot[o]);
      Layout.remove(kept, layout.usedAt + problem.slot[o]);
      next.add(kept, childTag);
    }
    if (done && !usable) {
      return;
    }
    int at = work.add(child, childTag);
    if (at >= 0) {
      if (top == stack.length) {
        stack = Arrays.copyOf(stack, Budget.size(top, 2));
      }
      stack[top++] = at;
      if (budget.spend()) {
        look();
      }
    }
  }

  private void look() {
    long ways = trail.map(Trail::bytes).orElse(0L);
    budget.look(work.bytes() + next.bytes() + ways, steps.bytes());
  }

  private void expand(int o) {
    work.copyTo(stack[--top], row);
    rowTag = work.tag(stack[top]);
    expansion++;
    int state = Layout.state(row);
    for (int k = 0; k < legal.changers(); k++) {
      int x = legal.changer(k);
      int effect = problem.effect[x];
      if (Layout.has(row, useAt[x]) || seen[effect] == expansion) {
        continue;
      }
      seen[effect] = expansion;
      int to = steps.step(state, x);
      if (to != Steps.NONE && !barren(o, x, to)) {
        use(x, useAt[x], to);
        take(o, x);
      }
    }
    crashes(state, o);
  }

  /**
   * Whether nobody would see that {@code x} overwrote. From there one could only overwrite again,
   * which can be done without it as well.
   */
  private boolean barren(int o, int x, int to) {
    return prunes && x != o && problem.overwrites[x] && !legal.any(row, to);
  }

  /** The child is what the row becomes by {@code x}; this bit says so from now on. */
  private void use(int x, int bit, int to) {
    Layout.copy(row, 0, child, 0, child.length);
    Layout.state(child, to);
    Layout.put(child, bit);
    if (problem.overwrites[x]) {
      // Whoever is overwritten may have been there, or not.
      Layout.removeAll(child, overwriting);
    }
    childTag = rowTag;
  }

  /** Keeps the child, which used {@code x} after its parent, unless that changed nothing. */
  private void take(int o, int x) {
    if (!Layout.equal(child, row, 0, plain)) {
      int state = Layout.state(child);
      if (trail.isPresent()) {
        childTag = trail.get().add(rowTag, event, x, state);
      }
      legal.mark(child);
      put(o, false);
    }
  }

  private void crashes(int state, int o) {
    for (int c = 0; c < problem.crashClass.length - 1; c++) {
      int first = problem.crashClass[c];
      if (seen[problem.effect[first]] == expansion) {
        continue;
      }
      for (int x = first; x < first + legal.called(c); x++) {
        int bit = layout.crashedAt + problem.slot[x];
        if (Layout.has(row, bit)) {
          continue;
        }
        for (int to : steps.crashed(state, x)) {
          if (!barren(o, x, to)) {
            use(x, bit, to);
            take(o, x);
          }
        }
        break;
      }
    }
  }

  private Outcome.Dead dead(int o) {
    List<DeadEnd> ends = new ArrayList<>();
    try {
      ends(o, ends);
    } catch (LimitReached | OutOfMemoryError cut) {
      // That there is no order is known, and stays: fewer ends are told.
    }
    return new Outcome.Dead(problem.operations[o], ends);
  }

  private void ends(int o, List<DeadEnd> ends) {
    if (prunes) {
      prunes = false;
      swapBack();
      place(o, Integer.MAX_VALUE);
    }
    for (int i = 0; i < work.size() && ends.size() < Failure.MAX_DEAD; i++) {
      work.copyTo(i, row);
      List<Operation> refused = new ArrayList<>();
      for (int x : legal.open()) {
        if (!done(row, x) && steps.step(Layout.state(row), x) == Steps.NONE) {
          refused.add(problem.operations[x]);
        }
      }
      ends.add(new DeadEnd(String.valueOf(steps.state(Layout.state(row))), refused));
    }
  }

  /** Searches all ways, and tells those that went furthest. */
  Explanation explain() {
    Outcome outcome = run(Integer.MAX_VALUE);
    List<Order> orders = new ArrayList<>();
    Optional<Operation> stuck = Optional.empty();
    try {
      if (outcome instanceof Outcome.Dead dead) {
        stuck = Optional.of(dead.culprit());
        for (int i : furthest()) {
          // An order is as long as the history: each is worth a look at the clock.
          look();
          work.copyTo(i, row);
          orders.add(order(work.tag(i), event));
        }
      } else if (outcome instanceof Outcome.Found) {
        next.copyTo(0, row);
        orders.add(order(next.tag(0), problem.events.length - 1));
      }
    } catch (LimitReached reached) {
      return new Explanation(stuck, orders, Optional.of(reached.reason()));
    }
    return new Explanation(stuck, orders, Optional.empty());
  }

  /** The rows with the longest orders, which are not built for that. */
  private List<Integer> furthest() {
    Furthest furthest = new Furthest(Explanation.MAX_ORDERS);
    int[] open = legal.open();
    for (int i = 0; i < work.size(); i++) {
      if (budget.work(1)) {
        look();
      }
      work.copyTo(i, row);
      furthest.add(i, beyond(open));
    }
    return furthest.rows();
  }

  /** How many operations the row's order has besides all that returned before. */
  private int beyond(int[] open) {
    int count = Layout.count(row, layout.crashedAt);
    for (int x : open) {
      boolean used = problem.overwrites[x] ? Layout.has(row, useAt[x]) : done(row, x);
      count += used ? 1 : 0;
    }
    return count;
  }

  /** What the row stands for. */
  private Order order(int way, int until) {
    int state = Layout.state(row);
    List<Refusal> refused = new ArrayList<>();
    for (int x : legal.open()) {
      if (!done(row, x) && steps.step(state, x) == Steps.NONE) {
        Operation operation = problem.operations[x];
        refused.add(new Refusal(operation, problem.model.refusal(steps.state(state), operation)));
      }
    }
    return new Order(
        trail.orElseThrow().order(problem, steps, way, until),
        String.valueOf(steps.state(state)),
        refused);
  }
}
