package org.scrutin.protocol;

import java.util.List;
import java.util.Set;

/**
 * The core of one node. Implementations are immutable and deterministic: all that changes is in the
 * state, which the host keeps.
 *
 * @param <S> the node's state: a record, its components named like the TLA+ variables
 * @param <M> the messages
 * @param <D> the part of the state that survives a crash: a record
 */
public interface Protocol<S extends ElectionState, M extends Message, D extends Record> {

  /** Which node this is the core of. */
  NodeId self();

  /** The first life of this node. */
  Boot<S, M> boot();

  /**
   * Whether the input says anything to a node in this state. The host drops one that does not: no
   * step, no trace event. Only a suspicion can be dropped: it is kept in {@code suspected} for when
   * it matters.
   */
  default boolean heeds(S state, Input<M> input) {
    return true;
  }

  /**
   * One input, one action.
   *
   * @param suspected the peers that this node's failure detector suspects at this moment
   */
  Step<S, M> step(S state, Input<M> input, Set<NodeId> suspected);

  /** What {@link Effect.Persist} has to put on disk. */
  D durable(S state);

  /**
   * What a crash may leave on the disk, besides what was flushed: something of what was written
   * since. From the least to the most; the first is what was flushed.
   *
   * @param flushed what {@link Effect.Persist} put there last
   * @param state the state at the moment of the crash
   */
  default List<D> afterCrash(D flushed, S state) {
    return List.of(flushed);
  }

  /**
   * What a crash is called, of a node whose disk is left with this. It is the host's step, not the
   * node's.
   */
  default Action crash(D durable) {
    return Action.of("Crash", self());
  }

  /** A later life: the node comes back with what was durable. The action is {@code Restart}. */
  Step<S, M> restart(D durable);

  /**
   * Asserts what must hold of one step of this node.
   *
   * @throws AssertionError if the step breaks an invariant of the protocol
   */
  default void assertInvariants(S before, S after) {
    if (after.epoch() < before.epoch()) {
      throw new AssertionError(
          self() + ": epoch went back from " + before.epoch() + " to " + after.epoch());
    }
    if (after.epoch() == before.epoch()
        && before.leader().isPresent()
        && after.leader().isPresent()
        && !before.leader().equals(after.leader())) {
      throw new AssertionError(
          self()
              + ": two leaders of epoch "
              + after.epoch()
              + ": "
              + before.leader().get()
              + " and "
              + after.leader().get());
    }
  }
}
