package org.scrutin.protocol.world;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.scrutin.protocol.ElectionState;
import org.scrutin.protocol.Input;
import org.scrutin.protocol.Message;
import org.scrutin.protocol.NodeId;

/** A failure model: what the environment may do, and when. */
public interface Weather<S extends ElectionState, M extends Message> {

  /** What becomes of messages; guarantees of Network.tla and what the algorithms make of them. */
  enum Links {
    /** "fifo"; a message to a node that is down is void. */
    BREAKING,
    /** "fifo"; a message to a node that is down comes back to its sender. */
    RETURNING,
    /** "set". */
    ANYHOW
  }

  /** What becomes of messages. */
  Links links();

  /** Whether a timer which runs may run out. */
  boolean mayTimeOut(World<S, M> world, NodeId node, String timer);

  /** Whether a node may begin to suspect a peer which it watches. */
  boolean maySuspect(World<S, M> world, NodeId node, NodeId peer);

  /** Whether a node that is down may come back. */
  default boolean mayReturn(World<S, M> world, NodeId node) {
    return true;
  }

  /** Whom a node may suspect at this moment, all alternatives. */
  default List<Set<NodeId>> suspicions(World<S, M> world, NodeId node) {
    return List.of(
        world.states().keySet().stream()
            .filter(peer -> !world.isUp(peer))
            .collect(Collectors.toCollection(TreeSet::new)));
  }

  /** What clients and operators may ask of a node at this moment, if it heeds them. */
  default List<Input<M>> requests(World<S, M> world, NodeId node) {
    return List.of();
  }

  /** Whether the model goes as far as this world. */
  default boolean within(World<S, M> world) {
    return true;
  }
}
