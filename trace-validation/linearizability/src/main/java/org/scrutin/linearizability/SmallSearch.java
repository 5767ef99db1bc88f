package org.scrutin.linearizability;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.scrutin.linearizability.Failure.DeadEnd;

/**
 * A depth-first search that tries each configuration, a state and what is done, once (Lowe,
 * "Testing for linearizability", 2017, after Wing & Gong). For few operations: where states are
 * many, such as all orders of a queue, it comes to an order long before all ways level by level fit
 * into the memory.
 */
final class SmallSearch<S> {

  /** What is done fits into one number. */
  static final int MOST = Long.SIZE;

  /** So many configurations take some seconds. */
  private static final int CONFIGURATIONS = 1 << 20;

  /** What one takes in the set, in bytes. */
  private static final int BYTES = 80;

  /** The operations that are done, as bits. */
  private record Configuration(int state, long done) {
    @Override
    public int hashCode() {
      return Long.hashCode((done + state) * 0x9E3779B97F4A7C15L);
    }
  }

  private final Problem<S> problem;
  private final Steps<S> steps;
  private final Budget budget;
  private final int all;
  private final Set<Configuration> seen = new HashSet<>();

  /** The operation whose return no way so far has come beyond, and the states before it. */
  private int furthest = -1;

  private final List<DeadEnd> ends = new ArrayList<>();

  SmallSearch(Problem<S> problem, Budget budget) {
    this.problem = problem;
    // States of its own: it may come to many that no other search does.
    steps = new Steps<>(problem, budget);
    this.budget = budget;
    all = problem.operations.length;
  }

  /** Whether there is an order; empty where that takes too many configurations. */
  Optional<Outcome> decide() {
    try {
      if (finds(steps.number(problem.model.initial()), 0)) {
        return Optional.of(new Outcome.Found());
      }
    } catch (LimitReached reached) {
      if (reached.limit() == Verdict.Limit.MEMORY) {
        // Another search may do with less.
        return Optional.empty();
      }
      throw reached;
    }
    return seen.size() >= CONFIGURATIONS
        ? Optional.empty()
        : Optional.of(new Outcome.Dead(problem.operations[furthest], ends));
  }

  private boolean finds(int state, long before) {
    long done = reads(state, before);
    int first = firstReturn(done);
    if (first < 0) {
      return true;
    }
    if (seen.size() >= CONFIGURATIONS || !seen.add(new Configuration(state, done))) {
      return false;
    }
    if (budget.spend()) {
      budget.look((long) BYTES * seen.size(), steps.bytes());
    }
    note(state, done, first);
    return completed(state, done, first) || crashed(state, done, first);
  }

  /** Of those that are not done the one that returns first; -1 where all that return are done. */
  private int firstReturn(long done) {
    int first = -1;
    for (int o = 0; o < problem.completed; o++) {
      if (!has(done, o) && (first < 0 || problem.ret[o] < problem.ret[first])) {
        first = o;
      }
    }
    return first;
  }

  private static boolean has(long done, int o) {
    return (done >> o & 1) != 0;
  }

  private boolean open(int o, long done, int first) {
    return !has(done, o) && problem.operations[o].call() < problem.ret[first];
  }

  /** Reads are done as soon as they are legal; others may be open then. */
  private long reads(int state, long before) {
    long done = before;
    long more;
    do {
      more = done;
      int first = firstReturn(done);
      for (int o = 0; o < problem.completed; o++) {
        if (problem.readOnly[o] && open(o, done, first) && steps.step(state, o) != Steps.NONE) {
          done |= 1L << o;
        }
      }
    } while (done != more);
    return done;
  }

  private boolean completed(int state, long done, int first) {
    for (int o = 0; o < problem.completed; o++) {
      if (!problem.readOnly[o] && open(o, done, first)) {
        int to = steps.step(state, o);
        if (to != Steps.NONE && finds(to, done | 1L << o)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Of those of equal effect the one that was called first is used first. */
  private boolean crashed(int state, long done, int first) {
    for (int o = problem.completed; o < all; o++) {
      boolean later =
          o > problem.completed && problem.effect[o] == problem.effect[o - 1] && !has(done, o - 1);
      if (!later && open(o, done, first)) {
        for (int to : steps.crashed(state, o)) {
          if (finds(to, done | 1L << o)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /** Where a way goes as far as any before, what it looks like there. */
  private void note(int state, long done, int first) {
    if (furthest < 0 || problem.ret[first] > problem.ret[furthest]) {
      furthest = first;
      ends.clear();
    }
    if (first == furthest && ends.size() < Failure.MAX_DEAD) {
      List<Operation> refused = new ArrayList<>();
      for (int o = 0; o < problem.completed; o++) {
        if (open(o, done, first) && steps.step(state, o) == Steps.NONE) {
          refused.add(problem.operations[o]);
        }
      }
      ends.add(new DeadEnd(String.valueOf(steps.state(state)), refused));
    }
  }
}
