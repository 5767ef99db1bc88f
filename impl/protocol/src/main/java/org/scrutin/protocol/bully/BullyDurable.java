package org.scrutin.protocol.bully;

/**
 * What survives a crash.
 *
 * @param epoch the highest epoch that this node has accepted
 */
public record BullyDurable(int epoch) {}
