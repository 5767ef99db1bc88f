package org.scrutin.linearizability;

/**
 * An operation in its place in an order.
 *
 * @param state what it left, as text
 */
public record Linearized(Operation operation, String state) {}
