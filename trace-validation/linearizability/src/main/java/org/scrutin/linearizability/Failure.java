package org.scrutin.linearizability;

import java.util.List;

/**
 * Why a history is not linearizable.
 *
 * @param sentence what went wrong, in one sentence
 * @param culprit an operation that cannot be placed. Where {@code dead} tells of a search, up to
 *     its return all is well without it; where a rule about all values found it, something else may
 *     be wrong before that
 * @param part the operations that were checked together with it
 * @param dead where the search ended: at most {@link #MAX_DEAD} of the ways to explain all before
 */
public record Failure(String sentence, Operation culprit, History part, List<DeadEnd> dead) {

  /** A reader learns nothing from more of them. */
  public static final int MAX_DEAD = 10;

  /** Keeps a copy. */
  public Failure {
    dead = List.copyOf(dead);
  }

  /**
   * One way to explain all that returned before.
   *
   * @param state of the model, as text
   * @param refused the operations that are open, and cannot be next
   */
  public record DeadEnd(String state, List<Operation> refused) {
    /** Keeps a copy. */
    public DeadEnd {
      refused = List.copyOf(refused);
    }
  }
}
