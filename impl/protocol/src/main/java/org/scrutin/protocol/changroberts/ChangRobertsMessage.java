package org.scrutin.protocol.changroberts;

import org.scrutin.protocol.Message;
import org.scrutin.protocol.NodeId;

/** The messages of ChangRoberts.tla. */
public sealed interface ChangRobertsMessage extends Message {

  /** Who asks to lead, or leads. */
  NodeId owner();

  /** The same message to another receiver. */
  ChangRobertsMessage redirected(NodeId receiver);

  /**
   * "{@code owner} asks to lead."
   *
   * @param epoch the highest epoch that the message has met
   */
  record Election(NodeId from, NodeId to, NodeId owner, int epoch) implements ChangRobertsMessage {

    @Override
    public Election redirected(NodeId receiver) {
      return new Election(from, receiver, owner, epoch);
    }
  }

  /**
   * "{@code owner} leads."
   *
   * @param epoch what the owner leads
   */
  record Coordinator(NodeId from, NodeId to, NodeId owner, int epoch)
      implements ChangRobertsMessage {

    @Override
    public Coordinator redirected(NodeId receiver) {
      return new Coordinator(from, receiver, owner, epoch);
    }
  }
}
