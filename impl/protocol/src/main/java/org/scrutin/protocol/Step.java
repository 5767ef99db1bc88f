package org.scrutin.protocol;

import java.util.List;

/**
 * The outcome of one input.
 *
 * @param state the state after the step
 * @param effects what the host has to do, in this order
 * @param action the TLA+ action which this step claims to be
 */
public record Step<S extends ElectionState, M extends Message>(
    S state, List<Effect<M>> effects, Action action) {}
