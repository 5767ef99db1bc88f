package org.scrutin.protocol.ring;

import java.util.List;
import org.scrutin.protocol.Message;
import org.scrutin.protocol.NodeId;

/** The messages of Ring.tla. Each collects the nodes that it has passed, in order. */
public sealed interface RingMessage extends Message {

  /** The nodes which the message has passed, in order. */
  List<NodeId> nodes();

  /** The same message to another receiver. */
  RingMessage redirected(NodeId receiver);

  /**
   * "We elect."
   *
   * @param epoch the highest epoch that the message has met
   */
  record Election(NodeId from, NodeId to, List<NodeId> nodes, int epoch) implements RingMessage {

    @Override
    public Election redirected(NodeId receiver) {
      return new Election(from, receiver, nodes, epoch);
    }
  }

  /**
   * "We have a leader."
   *
   * @param epoch what the leader leads
   */
  record Coordinator(NodeId from, NodeId to, List<NodeId> nodes, int epoch, NodeId leader)
      implements RingMessage {

    @Override
    public Coordinator redirected(NodeId receiver) {
      return new Coordinator(from, receiver, nodes, epoch, leader);
    }
  }
}
