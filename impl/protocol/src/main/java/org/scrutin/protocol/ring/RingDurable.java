package org.scrutin.protocol.ring;

/**
 * What survives a crash.
 *
 * @param epoch the highest epoch that this node has accepted
 */
public record RingDurable(int epoch) {}
