package org.scrutin.linearizability;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.scrutin.linearizability.Failure.DeadEnd;

/**
 * Just-in-time linearization (Lowe, "Testing for linearizability", 2017), level by level: a pass
 * over the history that keeps all configurations which explain what has returned so far. Operations
 * are put in order only when one of them returns.
 *
 * <p>A configuration is a state and two sets over the slots of open operations: <em>done</em>,
 * which need not be put in order any more, and <em>used</em>, which cannot be. They differ in two
 * cases. An overwriting operation may always be put directly before another one, where nobody sees
 * it: so it is done as soon as another overwrites, and can still be used. And a crashed operation
 * is done from the start. With the same state and the same done, fewer used are better.
 *
 * <p>Reads are done as soon as they are legal. Of operations of equal effect the one that returns
 * first is used first; those that never return come last.
 */
final class Frontier<S> {

  private final Problem<S> problem;
  private final Steps<S> steps;
  private final Budget budget;
  private final int doneWords;
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
  private final LegalReads<S> reads;
  private boolean lost;
  private Optional<String> spent = Optional.empty();

  Frontier(Problem<S> problem, Steps<S> steps, Budget budget) {
    this.problem = problem;
    this.steps = steps;
    this.budget = budget;
    doneWords = Math.max(1, (problem.slots + 63) >> 6);
    int crashes = problem.operations.length - problem.completed;
    width = 1 + 2 * doneWords + ((crashes + 63) >> 6);
    row = new long[width];
    child = new long[width];
    work = new Rows(width, 1 + doneWords);
    next = new Rows(width, 1 + doneWords);
    spare = new Rows(width, 1 + doneWords);
    called = new int[problem.crashClass.length - 1];
    seen = new long[problem.effects];
    reads = new LegalReads<>(problem, steps, doneWords);
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
      opens--;
      System.arraycopy(open, 1, open, 0, opens);
    }
    return new Outcome.Found();
  }

  private void call(int o) {
    if (o >= problem.completed) {
      int c = Arrays.binarySearch(problem.crashClass, o);
      called[c >= 0 ? c : -c - 2]++;
      return;
    }
    if (opens == open.length) {
      open = Arrays.copyOf(open, opens * 2);
    }
    int at = opens++;
    int ret = problem.operations[o].ret();
    while (at > 0 && problem.operations[open[at - 1]].ret() > ret) {
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

  /** From {@code work}, all ways in which {@code o} is done, to {@code next}. */
  private void place(int o, int beam) {
    reads.at(open, opens);
    Rows before = work;
    work = spare;
    work.clear();
    top = 0;
    for (int i = 0; i < before.size(); i++) {
      before.copyTo(i, child);
      reads.mark(child);
      put(o, true);
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

  /**
   * Keeps the child: for good where {@code o} is done, for expansion where it can still be used.
   * What begins with {@code o} done, and does not end with its use, can wait for a later return.
   */
  private void put(int o, boolean begins) {
    int slot = problem.slot[o];
    int word = 1 + (slot >> 6);
    long bit = 1L << slot;
    boolean done = (child[word] & bit) != 0;
    boolean usable = problem.overwrites[o] && (child[word + doneWords] & bit) == 0;
    if (done && (!usable || begins || (row[word] & bit) == 0)) {
      long usedBefore = child[word + doneWords];
      child[word] &= ~bit;
      child[word + doneWords] &= ~bit;
      next.add(child);
      child[word] |= bit;
      child[word + doneWords] = usedBefore;
    }
    if (done && !usable) {
      return;
    }
    int at = work.add(child);
    if (at >= 0) {
      if (top == stack.length) {
        stack = Arrays.copyOf(stack, top * 2);
      }
      stack[top++] = at;
      spent = budget.spend(work.bytes() + next.bytes() + steps.bytes());
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
      int slot = problem.slot[x];
      int word = 1 + (slot >> 6);
      long bit = 1L << slot;
      boolean done = (row[word] & bit) != 0;
      boolean usable = problem.overwrites[x] ? (row[word + doneWords] & bit) == 0 : !done;
      if (!usable) {
        continue;
      }
      seen[problem.effect[x]] = expansion;
      int to = steps.step(state, x);
      if (to == Steps.NONE) {
        continue;
      }
      System.arraycopy(row, 0, child, 0, width);
      child[0] = to;
      child[word] |= bit;
      if (problem.overwrites[x]) {
        child[word + doneWords] |= bit;
        overwrite();
      }
      if (changes()) {
        reads.mark(child);
        put(o, false);
      }
    }
    crashes(state, o);
  }

  private void crashes(int state, int o) {
    for (int c = 0; c < called.length; c++) {
      int first = problem.crashClass[c];
      if (seen[problem.effect[first]] == expansion) {
        continue;
      }
      for (int x = first; x < first + called[c]; x++) {
        int bitAt = problem.slot[x];
        int word = 1 + 2 * doneWords + (bitAt >> 6);
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
          if (changes()) {
            reads.mark(child);
            put(o, false);
          }
        }
        break;
      }
    }
  }

  /** Whoever is overwritten may have been there, or not. */
  private void overwrite() {
    for (int k = 0; k < opens; k++) {
      if (problem.overwrites[open[k]]) {
        int slot = problem.slot[open[k]];
        child[1 + (slot >> 6)] |= 1L << slot;
      }
    }
  }

  /** Whether the child differs from its parent in more than what is used. */
  private boolean changes() {
    return !Arrays.equals(child, 0, 1 + doneWords, row, 0, 1 + doneWords);
  }

  private Outcome.Dead dead(int o) {
    List<DeadEnd> ends = new ArrayList<>();
    for (int i = 0; i < work.size() && ends.size() < Failure.MAX_DEAD; i++) {
      work.copyTo(i, row);
      List<Operation> refused = new ArrayList<>();
      for (int k = 0; k < opens; k++) {
        int slot = problem.slot[open[k]];
        boolean done = (row[1 + (slot >> 6)] & (1L << slot)) != 0;
        if (!done && steps.step((int) row[0], open[k]) == Steps.NONE) {
          refused.add(problem.operations[open[k]]);
        }
      }
      ends.add(new DeadEnd(String.valueOf(steps.state((int) row[0])), refused));
    }
    return new Outcome.Dead(problem.operations[o], ends);
  }
}
