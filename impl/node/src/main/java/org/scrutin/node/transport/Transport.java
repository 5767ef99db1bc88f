package org.scrutin.node.transport;

import java.io.Closeable;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.scrutin.protocol.Message;
import org.scrutin.protocol.NodeId;

/**
 * Brings messages from one node to others. A message may be lost, and one of two may overtake the
 * other; none comes twice, and none that was not sent. Thread-safe; nothing here waits.
 *
 * @param <M> the protocol's messages
 */
public interface Transport<M extends Message> extends Closeable {

  /** Where to bring what arrives. Called by threads of the transport; must not wait. */
  interface Receiver<M extends Message> {

    /**
     * A message arrived.
     *
     * @param id different for each message of the cluster
     * @param clock the Lamport clock of the step that sent it
     * @param file what came with it, whole; whoever receives it deletes or moves it
     */
    void message(M message, long id, long clock, Optional<Path> file);

    /**
     * Messages that were sent have not left this node, and never will: their connection broke while
     * they waited, or there was no room. Of others that do not arrive nobody is told.
     */
    void lost(List<Sent<M>> messages);

    /** A peer wants a sign of life. */
    void ping(NodeId from);

    /** A peer gives a sign of life. */
    void pong(NodeId from);
  }

  /** A message, and its number. */
  record Sent<M>(M message, long id) {}

  /** Begins to bring messages; to be called once. */
  void start(Receiver<M> receiver);

  /**
   * Sends a message to {@code message.to()}.
   *
   * @param file what goes with it, if anything: the message arrives after all of it
   * @return false if it is lost for certain: there is no connection
   */
  boolean send(M message, long id, long clock, Optional<Path> file);

  /** Asks a peer for a sign of life. */
  void ping(NodeId to);

  /** Gives a peer a sign of life. */
  void pong(NodeId to);

  /** What has come and gone until now. */
  Traffic traffic();

  /** Drops the connections to and from a peer, and refuses new ones, until it is healed. */
  void cut(NodeId peer);

  /** Lets a peer be connected again. */
  void heal(NodeId peer);

  /**
   * What has come and gone since the start.
   *
   * @param sent messages handed to the network
   * @param received messages that arrived whole
   * @param dropped messages thrown away for want of a connection or of room
   * @param refused connections and frames that were not a peer's
   */
  record Traffic(long sent, long received, long dropped, long refused) {}
}
