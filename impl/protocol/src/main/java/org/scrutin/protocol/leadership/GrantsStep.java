package org.scrutin.protocol.leadership;

import java.util.List;
import org.scrutin.protocol.Action;

/**
 * The outcome of one input.
 *
 * @param state the state after the step
 * @param effects what the host has to do, in this order
 * @param action the action of Grants.tla which this step claims to be
 */
public record GrantsStep(GrantsState state, List<GrantsEffect> effects, Action action) {}
