package org.scrutin.protocol;

import java.util.List;

/**
 * How a node begins its very first life: the specification's initial state, and the timers that let
 * it leave it. Not a step, so it has no action.
 *
 * @param state the initial state
 * @param effects what the host has to do, in this order
 */
public record Boot<S extends ElectionState, M extends Message>(S state, List<Effect<M>> effects) {}
