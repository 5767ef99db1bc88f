/**
 * The step boundary: what a protocol core is, and what its host owes it.
 *
 * <p>A core is a deterministic function from a state and an input to a state, a list of effects and
 * the name of the TLA+ action that it claims to have taken. It reads no clock, draws no random
 * number and opens no socket. A host (the simulator, or a real node) does, for each input and in
 * this order:
 *
 * <ol>
 *   <li>call {@link org.scrutin.protocol.Protocol#step};
 *   <li>assert the protocol's own invariants, {@link
 *       org.scrutin.protocol.Protocol#assertInvariants};
 *   <li>write one trace event: action, arguments, state;
 *   <li>carry out the effects in the order of the list.
 * </ol>
 *
 * <p>Because the event is written before the effects, a send is traced before its receipt; because
 * {@link org.scrutin.protocol.Effect.Persist} stands before the sends that depend on it, a promise
 * is on disk before anybody hears of it.
 */
package org.scrutin.protocol;
