package org.scrutin.protocol.quorumring;

import java.util.List;
import org.scrutin.protocol.Message;
import org.scrutin.protocol.NodeId;

/** The messages of QuorumRing.tla. */
public sealed interface QuorumRingMessage extends Message {

  /** The epoch that the message is about. */
  int epoch();

  /**
   * "{@code owner} claims the epoch."
   *
   * @param nodes those which the message has passed, and which have granted; the owner first
   */
  record Election(NodeId from, NodeId to, NodeId owner, int epoch, List<NodeId> nodes)
      implements QuorumRingMessage {}

  /**
   * "{@code leader} leads the epoch."
   *
   * @param nodes those which the message has passed, in order
   */
  record Coordinator(NodeId from, NodeId to, NodeId leader, int epoch, List<NodeId> nodes)
      implements QuorumRingMessage {}

  /**
   * "There is a later epoch": sent straight to whom it concerns.
   *
   * @param epoch the highest epoch that the sender knows
   */
  record Refusal(NodeId from, NodeId to, int epoch) implements QuorumRingMessage {}
}
