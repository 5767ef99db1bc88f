package org.scrutin.replay;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What decides where an event stands among those of other nodes. Immutable.
 *
 * @param at the node, a number or a text
 * @param clock the Lamport clock, if there is one
 * @param vector the vector clock by the nodes' names, if there is one
 * @param time when it happened, if that was written down, in whatever unit the whole run has
 * @param received the messages consumed
 * @param sent the messages sent
 */
public record Causes(
    Object at,
    OptionalLong clock,
    Optional<Map<String, Long>> vector,
    Optional<BigDecimal> time,
    List<Message> received,
    List<Message> sent) {

  /**
   * A message.
   *
   * @param key tells it from all others: its id, or the fingerprint of that
   * @param id what messages to people call it
   */
  public record Message(long key, Object id) {
    /** A message whose id is a number. */
    public static Message of(long id) {
      return new Message(id, id);
    }

    @Override
    public String toString() {
      return id.toString();
    }
  }

  /** Of an event on this node nothing more is known. */
  public static Causes none(Object at) {
    return new Causes(
        at, OptionalLong.empty(), Optional.empty(), Optional.empty(), List.of(), List.of());
  }

  /** Whether a message is named. */
  public boolean hasIds() {
    return !received.isEmpty() || !sent.isEmpty();
  }

  /** How many steps of its own node the vector clock counts; 0 if it does not say. */
  public long own() {
    return vector.map(counts -> counts.getOrDefault(String.valueOf(at), 0L)).orElse(0L);
  }
}
