package org.scrutin.protocol.world;

/**
 * How far a model goes.
 *
 * @param crashes how often nodes crash in all
 * @param restarts how often nodes come back in all
 * @param epoch no step leads beyond this epoch
 */
public record Limits(int crashes, int restarts, int epoch) {}
