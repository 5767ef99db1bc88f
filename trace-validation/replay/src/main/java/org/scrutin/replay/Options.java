package org.scrutin.replay;

import java.util.List;

/**
 * How to replay.
 *
 * @param invariants whether the configuration's invariants and action properties are checked
 * @param countStates whether distinct states are counted, by fingerprints of 64 bits
 * @param maxFrontier if more specification states than this, at least 1, are possible at one point,
 *     replay goes on depth-first; see docs/replay.md
 * @param maxStates if a search has seen more states than this, at least 1, the verdict is undecided
 * @param silent actions that may happen between events without being logged
 * @param maxSilent how many of them at most between one event and the next
 */
public record Options(
    boolean invariants,
    boolean countStates,
    int maxFrontier,
    int maxStates,
    List<String> silent,
    int maxSilent) {

  /** Each possible state costs an evaluation an event; a trace that logs little can reach this. */
  public static final int DEFAULT_MAX_FRONTIER = 10_000;

  /** Each state that a search has seen stays in memory: some hundred bytes. */
  public static final int DEFAULT_MAX_STATES = 1_000_000;

  public static final Options DEFAULT = new Options(true, false, DEFAULT_MAX_FRONTIER);

  public Options {
    if (maxFrontier < 1) {
      throw new IllegalArgumentException("maxFrontier must be at least 1, not " + maxFrontier);
    }
    if (maxStates < 1) {
      throw new IllegalArgumentException("maxStates must be at least 1, not " + maxStates);
    }
    if (maxSilent < 0) {
      throw new IllegalArgumentException("maxSilent must not be negative, but is " + maxSilent);
    }
    silent = List.copyOf(silent);
  }

  /** No silent actions. */
  public Options(boolean invariants, boolean countStates, int maxFrontier) {
    this(invariants, countStates, maxFrontier, DEFAULT_MAX_STATES, List.of(), 0);
  }

  public Options withInvariants(boolean check) {
    return new Options(check, countStates, maxFrontier, maxStates, silent, maxSilent);
  }

  public Options withCountStates(boolean count) {
    return new Options(invariants, count, maxFrontier, maxStates, silent, maxSilent);
  }

  public Options withMaxFrontier(int states) {
    return new Options(invariants, countStates, states, maxStates, silent, maxSilent);
  }

  public Options withMaxStates(int states) {
    return new Options(invariants, countStates, maxFrontier, states, silent, maxSilent);
  }

  /** Actions that may happen, up to so many times between one event and the next, unlogged. */
  public Options withSilent(List<String> actions, int most) {
    return new Options(invariants, countStates, maxFrontier, maxStates, actions, most);
  }
}
