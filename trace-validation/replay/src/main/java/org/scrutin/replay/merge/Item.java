package org.scrutin.replay.merge;

import java.util.Optional;
import org.scrutin.replay.Causes;

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
   * @param numbered where this number stands in the line, if it does
   */
  @SuppressWarnings("ArrayRecordComponent") // Handed on once, and never compared.
  record Step(String place, byte[] line, long number, Optional<Span> numbered, Causes causes)
      implements Item {

    Object at() {
      return causes.at();
    }
  }

  /** From a byte of a line up to another, which is not part of it. */
  record Span(int from, int to) {}
}
