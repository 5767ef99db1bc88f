package org.scrutin.protocol;

import java.time.Duration;
import java.util.Set;

/**
 * What a core asks of its host. Effects are carried out in the order of the list.
 *
 * @param <M> the protocol's messages
 */
public sealed interface Effect<M extends Message> {

  /** Send the message to {@code message.to()}. */
  record Send<M extends Message>(M message) implements Effect<M> {}

  /** Make {@link Protocol#durable} of the new state survive a crash before the next effect. */
  record Persist<M extends Message>() implements Effect<M> {}

  /**
   * Start (or start anew) the timer with a duration drawn from the closed range.
   *
   * @param min at least this long, more than zero
   * @param max at most this long, not less than {@code min}
   */
  record SetTimer<M extends Message>(Timer timer, Duration min, Duration max)
      implements Effect<M> {}

  /** Stop the timer, if it runs. */
  record CancelTimer<M extends Message>(Timer timer) implements Effect<M> {}

  /**
   * Let the failure detector watch these peers, and no others. One that was not watched until now,
   * and is to be suspected already, is reported by {@link Input.Suspect} too.
   */
  record Watch<M extends Message>(Set<NodeId> peers) implements Effect<M> {}

  /**
   * Tell the application: this node leads from now on.
   *
   * @param epoch the fencing token of this leadership
   */
  record BecomeLeader<M extends Message>(int epoch) implements Effect<M> {}

  /**
   * Tell the application: this node no longer leads.
   *
   * @param epoch the epoch that it led
   */
  record LoseLeadership<M extends Message>(int epoch) implements Effect<M> {}

  /**
   * Tell the application: put a snapshot in the place of your state, that of the state after this
   * entry. It is the last that {@link Input.Compact} was about, or one that came with a message.
   * Commands after it follow.
   *
   * @param index of the last entry for which the snapshot stands, from 1
   */
  record Restore<M extends Message>(int index) implements Effect<M> {}

  /**
   * Tell the application: this command is committed. Commands are delivered in the order of their
   * indexes, each once in a life of the node, but for those for which a snapshot stands.
   *
   * @param index of the command's entry in the log, from 1
   */
  record Deliver<M extends Message>(int index, Record command) implements Effect<M> {}

  /**
   * Tell the application: this read may be answered now, with what the delivered commands have come
   * to. That is no older than anything that was committed when the client asked.
   *
   * @param read what the client calls it
   * @param index all that is committed up to here has been delivered
   */
  record Read<M extends Message>(int read, int index) implements Effect<M> {}
}
