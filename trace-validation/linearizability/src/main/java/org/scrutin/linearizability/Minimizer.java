package org.scrutin.linearizability;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Makes a failing history small: leaves out operations while what is left still fails (Zeller &
 * Hildebrandt, "Simplifying and isolating failure-inducing input", 2002). Where the time suffices
 * no single operation of the result can be left out. What is left makes sense as a story: where a
 * value is read that somebody wrote, one who wrote it stays; and where all is well without the
 * culprit, it stays so.
 *
 * @param <S> the states of the model
 */
public final class Minimizer<S> {

  private final Model<S> model;
  private final Limits limits;

  /**
   * A minimizer.
   *
   * @param limits for the whole search
   */
  public Minimizer(Model<S> model, Limits limits) {
    this.model = model;
    this.limits = limits;
  }

  /** A smaller history that fails too; the same, where none was found. */
  public History minimize(Failure failure) {
    Budget budget = new Budget(limits);
    Set<Object> told = told(failure.part().operations());
    List<Operation> left = new ArrayList<>(failure.part().operations());
    // What is called after the culprit's return has no part in it.
    int end = failure.culprit().ret();
    List<Operation> before = new ArrayList<>();
    for (Operation o : left) {
      if (o.call() < end) {
        before.add(o);
      }
    }
    Operation culprit = failure.culprit();
    boolean alone = guilty(before, culprit, budget);
    if (alone || (sensible(before, told) && fails(before, budget))) {
      left = before;
    }
    int chunk = Math.max(1, left.size() / 2);
    boolean again = true;
    while (again && budget.clock().isEmpty()) {
      boolean removed = false;
      for (int from = 0; from < left.size() && budget.clock().isEmpty(); ) {
        List<Operation> rest = new ArrayList<>(left.subList(0, from));
        rest.addAll(left.subList(Math.min(from + chunk, left.size()), left.size()));
        // Whoever got a value that nobody tells any more goes with it.
        Set<Object> still = told(rest);
        rest.removeIf(o -> !o.equals(culprit) && orphan(o, told, still));
        if (sensible(rest, told) && (alone ? guilty(rest, culprit, budget) : fails(rest, budget))) {
          left = rest;
          removed = true;
        } else {
          from += chunk;
        }
      }
      again = chunk > 1 || removed;
      chunk = Math.max(1, chunk / 2);
    }
    return new History(left);
  }

  /** All values that somebody brings. */
  static Set<Object> told(List<Operation> operations) {
    Set<Object> told = new HashSet<>();
    operations.forEach(o -> told.addAll(atoms(o.input())));
    return told;
  }

  /** Whether nobody gets a value that somebody told, and who told it is gone. */
  static boolean sensible(List<Operation> operations, Set<Object> told) {
    Set<Object> left = told(operations);
    return !operations.isEmpty() && operations.stream().noneMatch(o -> orphan(o, told, left));
  }

  private static boolean orphan(Operation o, Set<Object> told, Set<Object> left) {
    return !o.output().equals(o.input())
        && atoms(o.output()).stream().anyMatch(v -> told.contains(v) && !left.contains(v));
  }

  private static Collection<?> atoms(Object value) {
    return value instanceof Collection<?> all ? all : List.of(value);
  }

  /** Whether they fail, and without the culprit they do not. */
  private boolean guilty(List<Operation> operations, Operation culprit, Budget budget) {
    if (!operations.contains(culprit) || !fails(operations, budget)) {
      return false;
    }
    List<Operation> others = new ArrayList<>(operations);
    others.remove(culprit);
    return check(others, budget) instanceof Verdict.Linearizable;
  }

  private boolean fails(List<Operation> operations, Budget budget) {
    return check(operations, budget) instanceof Verdict.NotLinearizable;
  }

  private Verdict check(List<Operation> operations, Budget budget) {
    // When the time is over the answer is soon "unknown", and nothing more is left out.
    Duration rest = limits.time().minusNanos(budget.nanos());
    boolean over = rest.isNegative() || rest.isZero();
    Limits left = limits.withTime(over ? Duration.ofNanos(1) : rest);
    return new LinearizabilityChecker<>(model, left).check(new History(operations));
  }
}
