package org.scrutin.protocol.election;

import java.util.List;
import org.scrutin.protocol.NodeId;

/**
 * Every epoch belongs to one node: epoch e belongs to the e-th in the order, counted round and
 * round. So two nodes that announce themselves never do so with the same epoch.
 *
 * <p>{@code Owner} and {@code NextEpoch} of Bully.tla (the order is that of the numbers) and of
 * RingOrder.tla (the order is that of the ring).
 *
 * @param order each node once, at least one
 */
public record EpochOwners(List<NodeId> order) {

  /**
   * Takes a copy of the order.
   *
   * @throws IllegalArgumentException if the order is empty or names a node twice
   */
  public EpochOwners {
    order = List.copyOf(order);
    if (order.isEmpty() || order.stream().distinct().count() < order.size()) {
      throw new IllegalArgumentException("each node stands in the order once, not " + order);
    }
  }

  /** The owner of an epoch, which is at least 1. */
  public NodeId owner(int epoch) {
    return order.get(Math.floorMod(epoch - 1, order.size()));
  }

  /** The least epoch after the given one that belongs to the node. */
  public int next(NodeId node, int epoch) {
    return epoch + 1 + Math.floorMod(order.indexOf(node) - epoch, order.size());
  }
}
