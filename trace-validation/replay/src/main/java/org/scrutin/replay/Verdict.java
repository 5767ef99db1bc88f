package org.scrutin.replay;

/** What a replay found. Only {@link Conforms} says that the run is one of the specification's. */
public sealed interface Verdict {

  /** What the replay did. */
  Stats stats();

  /** Every event is a step that the specification allows, and every invariant held. */
  record Conforms(Stats stats) implements Verdict {}

  /** The run is not one of the specification's. */
  record Rejected(Rejection rejection, Stats stats) implements Verdict {}

  /** The replay cannot say. */
  record Undecided(String reason, Stats stats) implements Verdict {}
}
