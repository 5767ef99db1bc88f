package org.scrutin.protocol.raft;

/**
 * What a client wants done; to Raft it means nothing. In the specification it is the number itself.
 *
 * @param value tells it from others
 */
public record Command(int value) {}
