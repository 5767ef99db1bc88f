package org.scrutin.replay;

/**
 * How to replay.
 *
 * @param invariants whether the configuration's invariants and action properties are checked
 * @param countStates whether distinct states are counted, by fingerprints of 64 bits
 * @param maxFrontier if more specification states than this, at least 1, are possible at one point,
 *     the verdict is undecided
 */
public record Options(boolean invariants, boolean countStates, int maxFrontier) {

  /** Each possible state costs an evaluation an event; a trace that logs little can reach this. */
  public static final int DEFAULT_MAX_FRONTIER = 10_000;

  public static final Options DEFAULT = new Options(true, false, DEFAULT_MAX_FRONTIER);

  public Options {
    if (maxFrontier < 1) {
      throw new IllegalArgumentException("maxFrontier must be at least 1, not " + maxFrontier);
    }
  }

  public Options withInvariants(boolean check) {
    return new Options(check, countStates, maxFrontier);
  }

  public Options withCountStates(boolean count) {
    return new Options(invariants, count, maxFrontier);
  }

  public Options withMaxFrontier(int states) {
    return new Options(invariants, countStates, states);
  }
}
