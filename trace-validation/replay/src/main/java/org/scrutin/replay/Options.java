package org.scrutin.replay;

/**
 * How to replay.
 *
 * @param invariants whether the configuration's invariants are checked at each state
 * @param countStates whether distinct states are counted
 * @param maxFrontier if more specification states are possible at one point, the verdict is
 *     undecided
 */
public record Options(boolean invariants, boolean countStates, int maxFrontier) {

  public static final Options DEFAULT = new Options(true, false, 10_000);

  public Options withInvariants(boolean check) {
    return new Options(check, countStates, maxFrontier);
  }

  public Options withCountStates(boolean count) {
    return new Options(invariants, count, maxFrontier);
  }
}
