package org.scrutin.linearizability;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Decides whether a history is linearizable, part by part: by an algorithm of its own where there
 * is one; else by a short depth-first search, then a narrow one level by level, which find an order
 * quickly where there are many; then by all ways. Thread-safe.
 *
 * @param <S> the states of the model
 */
public final class LinearizabilityChecker<S> {

  /** How many configurations are kept after each return, at first. */
  private static final int BEAM = 16;

  /** The same where nothing crashed and few are open at once: there this is nearly all. */
  private static final int WIDE_BEAM = 64;

  private static final int FEW = 10;

  /** The same where there are few operations: it decides nearly all that writes and reads. */
  private static final int BROAD_BEAM = 1 << 12;

  private final Model<S> model;
  private final Limits limits;

  /** A checker with the {@linkplain Limits#standard() standard limits}. */
  public LinearizabilityChecker(Model<S> model) {
    this(model, Limits.standard());
  }

  /** A checker that gives up at these limits. */
  public LinearizabilityChecker(Model<S> model, Limits limits) {
    this.model = model;
    this.limits = limits;
  }

  /**
   * Checks a history.
   *
   * @throws HistoryException where the model does not know an operation
   */
  public Verdict check(History history) {
    return check(history, new Budget(limits));
  }

  /**
   * Checks several histories within the limits of one, which they share: a hard one does not keep
   * others from being decided.
   *
   * @return a verdict for each, in order; its statistics count what was spent on all
   * @throws HistoryException where the model does not know an operation
   */
  public List<Verdict> checkAll(Collection<History> histories) {
    return checkAll(histories, new Budget(limits));
  }

  List<Verdict> checkAll(Collection<History> histories, Budget budget) {
    List<List<History>> parts = histories.stream().map(this::parts).toList();
    List<Rounds.Findings> findings = new Rounds(part -> search(part, budget), budget).of(parts);
    List<Verdict> verdicts = new ArrayList<>();
    for (History history : histories) {
      int place = verdicts.size();
      verdicts.add(
          verdict(
              findings.get(place),
              new Stats(
                  history.size(),
                  parts.get(place).size(),
                  budget.configurations(),
                  budget.nanos())));
    }
    return verdicts;
  }

  Verdict check(History history, Budget budget) {
    return checkAll(List.of(history), budget).get(0);
  }

  private Verdict verdict(Rounds.Findings findings, Stats stats) {
    if (findings.violation().isPresent()) {
      return new Verdict.NotLinearizable(failure(findings.violation().get()), stats);
    }
    return findings
        .spent()
        .<Verdict>map(spent -> new Verdict.Unknown(spent.limit(), spent.reason(), stats))
        .orElseGet(() -> new Verdict.Linearizable(stats));
  }

  /** By the keys that the history says apart, if the model knows none, and by those it knows. */
  private List<History> parts(History history) {
    if (!Keys.unknownTo(model, history)) {
      requireKnown(history);
      return model.partition(history);
    }
    List<History> parts = new ArrayList<>();
    for (History part : history.byKey().values()) {
      requireKnown(part);
      parts.addAll(model.partition(part));
    }
    return parts;
  }

  private void requireKnown(History history) {
    for (Operation o : history.operations()) {
      Optional<String> wrong = model.refuse(o);
      if (wrong.isPresent()) {
        throw HistoryException.of(o, wrong.get());
      }
    }
  }

  private Outcome search(History part, Budget budget) {
    try {
      // Of many small parts none may come to look by itself.
      if (budget.work(part.size())) {
        budget.look(0, 0);
      }
      Optional<Outcome> special = special(part);
      if (special.isPresent()) {
        return special.get();
      }
      Problem<S> problem = new Problem<>(model, part);
      Steps<S> steps = new Steps<>(problem, budget);
      if (new Greedy<>(problem, steps, budget).finds()) {
        return new Outcome.Found();
      }
      boolean small = problem.slots <= FEW && problem.operations.length == problem.completed;
      int first = small ? WIDE_BEAM : BEAM;
      Outcome outcome = new Frontier<>(problem, steps, budget).run(first);
      if (outcome instanceof Outcome.Lost && problem.operations.length <= SmallSearch.MOST) {
        outcome = fewOperations(problem, steps, budget);
      }
      return outcome instanceof Outcome.Lost
          ? new Frontier<>(problem, steps, budget).run(Integer.MAX_VALUE)
          : outcome;
    } catch (LimitReached reached) {
      return new Outcome.Spent(reached);
    } catch (OutOfMemoryError full) {
      // The estimate was too low; what filled the heap is garbage now.
      return new Outcome.Spent(LimitReached.memory());
    }
  }

  /** Where many configurations do not suffice, one after the other, each once. */
  private static <S> Outcome fewOperations(Problem<S> problem, Steps<S> steps, Budget budget) {
    Outcome outcome = new Frontier<>(problem, steps, budget).run(BROAD_BEAM);
    return outcome instanceof Outcome.Lost
        ? new SmallSearch<>(problem, budget).decide().orElse(outcome)
        : outcome;
  }

  private Optional<Outcome> special(History part) {
    if (model instanceof Register register) {
      return DistinctRegister.decide(register, part);
    }
    if (model instanceof SetModel) {
      return GrowingSet.decide(part);
    }
    return model instanceof FifoQueue || model instanceof UnorderedQueue
        ? DistinctQueue.decide(part, model instanceof FifoQueue)
        : Optional.empty();
  }

  private Failure failure(Rounds.Violation violation) {
    if (violation.end() instanceof Outcome.Dead dead) {
      return failure(dead, violation.part());
    }
    Outcome.Refuted refuted = (Outcome.Refuted) violation.end();
    String sentence = refuted.culprit() + " cannot be placed: " + refuted.reason();
    return new Failure(sentence, refuted.culprit(), violation.part(), List.of());
  }

  private Failure failure(Outcome.Dead dead, History part) {
    Operation o = dead.culprit();
    StringBuilder text = new StringBuilder();
    text.append(o).append(" cannot be placed");
    if (!dead.ends().isEmpty()) {
      text.append(": all that returned before leaves ")
          .append(model.name())
          .append(dead.ends().size() == 1 ? " in state " : " in one of the states ");
      text.append(
          String.join(", ", dead.ends().stream().map(Failure.DeadEnd::state).distinct().toList()));
      if (dead.ends().size() == Failure.MAX_DEAD) {
        text.append(", …");
      }
      text.append(", and none of them allows it before its return");
    }
    return new Failure(text.toString(), o, part, dead.ends());
  }
}
