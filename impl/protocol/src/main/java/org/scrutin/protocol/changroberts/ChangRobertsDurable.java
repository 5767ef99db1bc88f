package org.scrutin.protocol.changroberts;

/**
 * What survives a crash.
 *
 * @param epoch the highest epoch that this node has accepted
 */
public record ChangRobertsDurable(int epoch) {}
