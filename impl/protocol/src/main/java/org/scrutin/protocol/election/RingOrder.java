package org.scrutin.protocol.election;

import java.util.List;
import java.util.stream.Stream;
import org.scrutin.protocol.NodeId;

/**
 * The order in which the nodes stand on the ring; RingOrder.tla.
 *
 * @param order each node once, at least one; a node sends to the one after it
 */
public record RingOrder(List<NodeId> order) {

  /**
   * Takes a copy of the order.
   *
   * @throws IllegalArgumentException if the order is empty or names a node twice
   */
  public RingOrder {
    order = new EpochOwners(order).order();
  }

  /** The node after this one on the ring, whether it is up or not. RingOrder.tla, Successor. */
  public NodeId successor(NodeId node) {
    return order.get((order.indexOf(node) + 1) % order.size());
  }

  /** The nodes but one, in the order in which they follow it on the ring. */
  public List<NodeId> after(NodeId node) {
    int next = order.indexOf(node) + 1;
    return Stream.concat(
            order.subList(next, order.size()).stream(), order.subList(0, next - 1).stream())
        .toList();
  }
}
