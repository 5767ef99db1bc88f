package org.scrutin.modelcheck.tlc;

import java.util.Locale;

/**
 * Random behaviours of a specification: what TLC calls simulation. Each begins in an initial state,
 * and goes on with one of the successors, whichever, until there is none or it is long enough.
 *
 * @param count how many, from 1 to {@link #MAX_COUNT}
 * @param depth how many states each has, at most; from 1 to {@link #MAX_DEPTH}
 * @param seed the same seed gives the same behaviours
 */
public record Behaviours(long count, int depth, long seed) {

  /** TLC counts them in 32 bits, and would never come to more. */
  public static final long MAX_COUNT = Integer.MAX_VALUE;

  /** TLC makes room for all states of a behaviour before it begins. */
  public static final int MAX_DEPTH = 1_000_000;

  /**
   * Checks.
   *
   * @throws IllegalArgumentException if there are none, they have no state, or there are too many
   */
  public Behaviours {
    if (count < 1 || count > MAX_COUNT || depth < 1 || depth > MAX_DEPTH) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%d behaviours of %d states: from 1 to %d, of 1 to %d states each",
              count,
              depth,
              MAX_COUNT,
              MAX_DEPTH));
    }
  }
}
