package org.scrutin.modelcheck.tlc;

/**
 * Random behaviours of a specification: what TLC calls simulation. Each begins in an initial state,
 * and goes on with one of the successors, whichever, until there is none or it is long enough.
 *
 * @param count how many, at least 1
 * @param depth how many states each has, at most; at least 1
 * @param seed the same seed gives the same behaviours
 */
public record Behaviours(long count, int depth, long seed) {

  /**
   * Checks.
   *
   * @throws IllegalArgumentException if there are none, or they have no state
   */
  public Behaviours {
    if (count < 1 || depth < 1) {
      throw new IllegalArgumentException(
          count + " behaviours of " + depth + " states: each must be at least 1");
    }
  }
}
