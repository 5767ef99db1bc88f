package org.scrutin.linearizability;

/**
 * What a check cost.
 *
 * @param operations in the history
 * @param parts checked one by one
 * @param configurations looked at
 * @param nanos of real time
 */
public record Stats(int operations, int parts, long configurations, long nanos) {}
