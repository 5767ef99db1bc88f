package org.scrutin.linearizability;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes a failing history small: leaves out operations while what is left still fails (Zeller &
 * Hildebrandt, "Simplifying and isolating failure-inducing input", 2002). What is left makes sense
 * as a story: where a value is read that somebody wrote, one who wrote it stays; and where all is
 * well without the culprit, it stays so. Where the time suffices no single operation of the result
 * can be left out without one of the two being lost, which does not mean that no others are fewer.
 *
 * @param <S> the states of the model
 */
public final class Minimizer<S> {

  /** For an order of the model, at most. */
  private static final Duration ORDERING = Duration.ofMillis(500);

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
    List<Operation> part = failure.part().operations();
    Operation culprit = failure.culprit();
    // What is called after the culprit's return has no part in it, nor when another returns later.
    List<Operation> before =
        part.stream().filter(o -> o.call() < culprit.ret()).map(o -> pending(o, culprit)).toList();
    boolean alone = guilty(before, culprit, budget);
    List<Operation> left =
        alone ? smaller(inOrder(before, budget), true, part, culprit, budget) : part;
    if (alone) {
      Set<Integer> calls = new HashSet<>();
      left.forEach(o -> calls.add(o.call()));
      left = part.stream().filter(o -> calls.contains(o.call())).toList();
    }
    // As they were: later returns say more, and again something may go.
    return new History(smaller(left, guilty(left, culprit, budget), part, culprit, budget));
  }

  /**
   * In an order of the model, as far as there is one: what stands together there can go together,
   * such as an acquire of a lock with its release.
   */
  private List<Operation> inOrder(List<Operation> operations, Budget budget) {
    List<Explanation.Order> orders =
        Explanation.of(model, new History(operations), ordering(budget)).orders();
    if (orders.isEmpty()) {
      // Who brings a value and who gets it, side by side.
      Map<Object, List<Operation>> byValue = new LinkedHashMap<>();
      for (Operation o : operations) {
        Object value = o.output().equals(Nil.NIL) ? o.input() : o.output();
        byValue.computeIfAbsent(value, k -> new ArrayList<>()).add(o);
      }
      return byValue.values().stream().flatMap(List::stream).toList();
    }
    Set<Operation> ordered = new LinkedHashSet<>();
    orders.get(0).operations().forEach(l -> ordered.add(l.operation()));
    ordered.addAll(operations);
    return List.copyOf(ordered);
  }

  /**
   * An order is a help, and not worth much of the time: a long queue may have none in all of it.
   */
  private Limits ordering(Budget budget) {
    Limits rest = rest(budget);
    return rest.time().compareTo(ORDERING) < 0 ? rest : rest.withTime(ORDERING);
  }

  private static Operation pending(Operation o, Operation culprit) {
    return o.ret() <= culprit.ret()
        ? o
        : new Operation(
            o.process(),
            o.f(),
            o.input(),
            Nil.NIL,
            Status.INFO,
            o.call(),
            Operation.NEVER,
            o.line(),
            o.returnLine());
  }

  /** Fewer of them that fail too; with {@code alone}, and only with the culprit. */
  private List<Operation> smaller(
      List<Operation> operations,
      boolean alone,
      List<Operation> part,
      Operation culprit,
      Budget budget) {
    Set<Object> told = told(part);
    List<Operation> left = operations;
    // Even as long as it can be: operations that undo each other come in pairs.
    int chunk = Math.max(1, Integer.highestOneBit(left.size()) / 2);
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
    return left;
  }

  /** All values that somebody brings, and does not fail to. */
  static Set<Object> told(List<Operation> operations) {
    Set<Object> told = new HashSet<>();
    for (Operation o : operations) {
      if (o.status() != Status.FAIL) {
        told.addAll(atoms(o.input()));
      }
    }
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
    return new LinearizabilityChecker<>(model, rest(budget)).check(new History(operations));
  }

  /** When the time is over the answer is soon "unknown", and nothing more is left out. */
  private Limits rest(Budget budget) {
    Duration rest = limits.time().minusNanos(budget.nanos());
    boolean over = rest.isNegative() || rest.isZero();
    return limits.withTime(over ? Duration.ofNanos(1) : rest);
  }
}
