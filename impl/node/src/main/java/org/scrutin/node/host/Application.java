package org.scrutin.node.host;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.scrutin.protocol.Message;

/**
 * The service on the log of a node. Called by the thread of the protocol, which waits meanwhile:
 * each call has to be short.
 */
public interface Application {

  /** Has no state, and does nothing. */
  Application NONE = new Application() {};

  /** The next command is committed; see {@link org.scrutin.protocol.Effect.Deliver}. */
  default void deliver(int index, Record command) {}

  /**
   * The state after this entry is to be put in the place of the service's own; see {@link
   * org.scrutin.protocol.Effect.Restore}.
   */
  default void restore(int index) throws IOException {}

  /** The read may be answered now; see {@link org.scrutin.protocol.Effect.Read}. */
  default void answer(int read, int index) {}

  /** The read is not answered: the node may have been paused, and what it knew may be old. */
  default void doubt(int read) {}

  /**
   * What has to go with a message to a peer.
   *
   * @return empty if nothing does
   */
  default Optional<Path> attachment(Message message) {
    return Optional.empty();
  }

  /**
   * Takes what came with a message, durably, before the protocol hears of the message.
   *
   * @param file to be moved or deleted, if something came
   * @return false if something is missing: the message then counts as lost
   */
  default boolean accepts(Message message, Optional<Path> file) throws IOException {
    return true;
  }
}
