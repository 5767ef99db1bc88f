package org.scrutin.linearizability;

/** What a check found. */
public sealed interface Verdict {

  /** What it cost. */
  Stats stats();

  /** There is an order in which all operations make sense. */
  record Linearizable(Stats stats) implements Verdict {}

  /** There is none. */
  record NotLinearizable(Failure failure, Stats stats) implements Verdict {}

  /** A limit was reached first. */
  record Unknown(Limit limit, String reason, Stats stats) implements Verdict {}

  /** What may be used up. */
  enum Limit {
    /** More of it is given by {@link Limits#withTime}. */
    TIME,
    /** More of it needs a larger heap. */
    MEMORY
  }
}
