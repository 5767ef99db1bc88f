package org.scrutin.linearizability;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Function;

/**
 * Searches that share the time: a short round first, which decides most, and then what is left,
 * with equal shares. So one that is hard does not take the time of those after it.
 */
final class Rounds {

  /** All of the first round together may take so much of the time. */
  private static final double FIRST = 0.125;

  private final Function<History, Outcome> search;
  private final Budget budget;
  private final Queue<Waiting> waiting = new ArrayDeque<>();

  Rounds(Function<History, Outcome> search, Budget budget) {
    this.search = search;
    this.budget = budget;
  }

  /** A part of a history that was not searched to its end. */
  private record Waiting(Findings findings, History part) {}

  /** What the parts of a history showed so far: once one has no order, the others do not matter. */
  static final class Findings {

    private Optional<Violation> violation = Optional.empty();
    private Optional<Outcome.Spent> spent = Optional.empty();

    /** A part without an order. */
    Optional<Violation> violation() {
      return violation;
    }

    /** The first limit that was reached. */
    Optional<Outcome.Spent> spent() {
      return spent;
    }

    private void add(History part, Outcome end) {
      if (end instanceof Outcome.Spent limit) {
        spent = spent.or(() -> Optional.of(limit));
      } else if (!(end instanceof Outcome.Found)) {
        violation = Optional.of(new Violation(part, end));
      }
    }
  }

  /** How the search of a part ended that has no order. */
  record Violation(History part, Outcome end) {}

  /** What is found in the parts of each of several histories. */
  List<Findings> of(List<List<History>> histories) {
    List<Findings> all = new ArrayList<>();
    int parts = histories.stream().mapToInt(List::size).sum();
    for (List<History> history : histories) {
      Findings findings = new Findings();
      all.add(findings);
      for (History part : history) {
        if (parts == 1) {
          waiting.add(new Waiting(findings, part));
        } else {
          tryShortly(new Waiting(findings, part), FIRST / parts);
        }
      }
    }
    while (!waiting.isEmpty()) {
      budget.share(1.0 / waiting.size());
      Waiting one = waiting.remove();
      if (one.findings.violation.isEmpty()) {
        one.findings.add(one.part, search.apply(one.part));
      }
    }
    return all;
  }

  private void tryShortly(Waiting one, double share) {
    if (one.findings.violation.isPresent()) {
      return;
    }
    budget.share(share);
    Outcome end = search.apply(one.part);
    if (end instanceof Outcome.Spent spent && spent.limit() == Verdict.Limit.TIME) {
      waiting.add(one);
    } else {
      one.findings.add(one.part, end);
    }
  }
}
