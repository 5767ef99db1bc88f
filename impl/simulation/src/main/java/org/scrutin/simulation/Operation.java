package org.scrutin.simulation;

import java.util.List;
import org.scrutin.protocol.session.Request;

/** What an entry of the log means to the services. The algorithms see commands only. */
sealed interface Operation {

  /** The client wants a session. */
  record OpenSession(SessionClient client) implements Operation {}

  /**
   * The client asks for something, or asks again.
   *
   * @param want what it asks for: another number for each thing that it ever wants
   */
  record Ask(SessionClient client, Request request, int want) implements Operation {

    /** What that is. */
    Wish wish() {
      return Wish.of(client.number(), want);
    }

    /** The name of what is asked for: the same when it is asked for again. */
    Object name() {
      return List.of(client.number(), want);
    }
  }

  /** Somebody ends a session: its client has not been heard of for long, say. */
  record EndSession(int session) implements Operation {}
}
