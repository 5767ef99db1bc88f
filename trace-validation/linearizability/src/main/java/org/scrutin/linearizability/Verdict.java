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
  record Unknown(String reason, Stats stats) implements Verdict {}
}
