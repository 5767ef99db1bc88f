package org.scrutin.protocol;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What can happen to a core. One input is one step, and one step is one TLA+ action.
 *
 * @param <M> the protocol's messages
 */
public sealed interface Input<M extends Message> {

  /** A message arrived. */
  record Receive<M extends Message>(M message) implements Input<M> {}

  /** A timer that the core had set ran out. */
  record TimerFired<M extends Message>(Timer timer) implements Input<M> {}

  /** The failure detector began to suspect a peer that the core had asked it to watch. */
  record Suspect<M extends Message>(NodeId peer) implements Input<M> {}

  /**
   * A message that this node had sent came back: its receiver is down. Only links with a perfect
   * failure detector say this.
   */
  record Undeliverable<M extends Message>(M message) implements Input<M> {}

  /** A client of this node proposes a command. */
  record Propose<M extends Message>(Record command) implements Input<M> {}

  /**
   * The application of this node has a snapshot of its state on disk. The log may forget the
   * entries for which it stands.
   *
   * @param index of the last of these entries, from 1
   */
  record Compact<M extends Message>(int index) implements Input<M> {}

  /**
   * A client of this node asks to read, and is answered by {@link Effect.Read}, or not at all.
   *
   * @param read what the client calls this read, from 0 upwards
   */
  record Read<M extends Message>(int read) implements Input<M> {}

  /** An operator wants this node, which leads, to hand over to another. */
  record Transfer<M extends Message>(NodeId to) implements Input<M> {}

  /**
   * An operator wants others to belong to the cluster, which this node leads.
   *
   * @param voters who is to vote; how many it takes, the algorithm says
   * @param learners who is to receive entries only, none of the voters
   */
  record ChangeMembership<M extends Message>(SortedSet<NodeId> voters, SortedSet<NodeId> learners)
      implements Input<M> {

    /** Copies. */
    public ChangeMembership {
      voters = Collections.unmodifiableSortedSet(new TreeSet<>(voters));
      learners = Collections.unmodifiableSortedSet(new TreeSet<>(learners));
    }
  }
}
