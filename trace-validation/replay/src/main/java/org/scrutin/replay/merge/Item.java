package org.scrutin.replay.merge;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** A line of a node's trace, as far as its order matters. */
sealed interface Item {

  /** file:line. */
  String place();

  /**
   * The first line of a life.
   *
   * @param judge what all traces of a run must have in common: specification, configuration,
   *     constants, which state is logged
   * @param line the line without what only concerns this node
   */
  record Header(String place, String judge, String line) implements Item {}

  /** A line that is no step. */
  @SuppressWarnings("ArrayRecordComponent") // Handed on once, and never compared.
  record Note(String place, byte[] line, String note) implements Item {}

  /**
   * A step.
   *
   * @param number the event's number in this life
   * @param numberFrom where this number stands in the line
   * @param numberTo where it ends
   * @param at the node, a number or a text
   * @param clock the Lamport clock, if there is one
   * @param time when it happened, if that was written down
   * @param vector the vector clock by the nodes' names, if there is one
   * @param received the id of the message consumed, if any
   * @param sent the ids of the messages sent
   */
  @SuppressWarnings("ArrayRecordComponent") // Handed on once, and never compared.
  record Step(
      String place,
      byte[] line,
      long number,
      int numberFrom,
      int numberTo,
      Object at,
      OptionalLong clock,
      OptionalLong time,
      Optional<Map<String, Long>> vector,
      OptionalLong received,
      List<Long> sent)
      implements Item {

    /** Whether a message is named. */
    boolean hasIds() {
      return received.isPresent() || !sent.isEmpty();
    }

    /** How many steps of its own node the step's vector clock counts. */
    long own() {
      return vector.map(counts -> counts.getOrDefault(String.valueOf(at), 0L)).orElse(0L);
    }
  }
}
