package org.scrutin.protocol.raft;

import org.scrutin.protocol.Payload;

/**
 * What a client wants done; to Raft it means nothing. In the specification it is the number itself.
 *
 * @param value tells it from others
 * @param payload what it means to the service; no specification knows it
 */
public record Command(int value, Payload payload) {

  /** One of which nothing is known but its number. */
  public Command(int value) {
    this(value, Payload.EMPTY);
  }

  @Override
  public String toString() {
    String more = payload.equals(Payload.EMPTY) ? "" : ", payload=" + payload;
    return "Command[value=" + value + more + "]";
  }
}
