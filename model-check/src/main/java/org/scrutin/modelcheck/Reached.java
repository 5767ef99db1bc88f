package org.scrutin.modelcheck;

/**
 * How far a model was explored that is larger than the patience for it. Another machine, or another
 * hour, comes elsewhere.
 *
 * @param seconds of wall-clock time after which it was stopped
 * @param distinct different states, none of them a violation
 * @param generated states generated, with repetitions
 * @param depth all states up to this distance from an initial state were found, counted in states
 */
public record Reached(long seconds, long distinct, long generated, int depth) {}
