package org.scrutin.protocol.quorumbully;

import org.scrutin.protocol.Message;
import org.scrutin.protocol.NodeId;

/** The messages of QuorumBully.tla. */
public sealed interface QuorumBullyMessage extends Message {

  /** "I elect. Is anybody higher alive?" */
  record Election(NodeId from, NodeId to) implements QuorumBullyMessage {}

  /**
   * "I am higher and alive", or an objection to an older epoch.
   *
   * @param epoch the highest epoch that the sender knows
   */
  record Answer(NodeId from, NodeId to, int epoch) implements QuorumBullyMessage {}

  /**
   * "I would lead. Will you grant me the epoch?"
   *
   * @param epoch what the sender claims
   */
  record Claim(NodeId from, NodeId to, int epoch) implements QuorumBullyMessage {}

  /**
   * "The epoch is yours."
   *
   * @param epoch what the sender grants
   */
  record Grant(NodeId from, NodeId to, int epoch) implements QuorumBullyMessage {}

  /**
   * "I lead."
   *
   * @param epoch what the sender leads
   */
  record Coordinator(NodeId from, NodeId to, int epoch) implements QuorumBullyMessage {}
}
