package org.scrutin.node.transport;

import java.io.Closeable;
import org.scrutin.protocol.raft.RaftMessage;

/** One of two ends, with a connection in each direction. */
interface Wire extends Closeable {

  /** Begins to open the connection to the other end; both listen by now. */
  void connect();

  /**
   * Sends the other end a message.
   *
   * @return false if there is no connection yet
   */
  boolean send(RaftMessage message);
}
