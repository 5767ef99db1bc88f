package org.scrutin.protocol.bully;

import org.scrutin.protocol.Message;
import org.scrutin.protocol.NodeId;

/** The messages of Bully.tla. */
public sealed interface BullyMessage extends Message {

  /** "I elect. Is anybody higher alive?" */
  record Election(NodeId from, NodeId to) implements BullyMessage {}

  /**
   * "I am higher and alive", or an objection to an announcement.
   *
   * @param epoch the highest epoch that the sender knows
   */
  record Answer(NodeId from, NodeId to, int epoch) implements BullyMessage {}

  /**
   * "I lead."
   *
   * @param epoch what the sender leads
   */
  record Coordinator(NodeId from, NodeId to, int epoch) implements BullyMessage {}
}
