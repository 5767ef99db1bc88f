package org.scrutin.linearizability;

import java.util.List;
import org.scrutin.linearizability.Failure.DeadEnd;

/** How one search ended. */
sealed interface Outcome {

  /** An order was found. */
  record Found() implements Outcome {}

  /** There is no order: here all ways end. */
  record Dead(Operation culprit, List<DeadEnd> ends) implements Outcome {
    public Dead {
      ends = List.copyOf(ends);
    }
  }

  /** There is no order, and no search was needed to see it. */
  record Refuted(Operation culprit, String reason) implements Outcome {}

  /** Ways were left out, and those that were tried ended. */
  record Lost() implements Outcome {}

  /** A limit was reached. */
  record Spent(Verdict.Limit limit, String reason) implements Outcome {
    Spent(LimitReached reached) {
      this(reached.limit(), reached.reason());
    }
  }
}
