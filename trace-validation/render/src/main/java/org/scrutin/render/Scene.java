package org.scrutin.render;

import java.util.List;
import java.util.Optional;

/**
 * What there is to draw, before anybody says where: the events in the window, and what lasts from
 * one to another.
 *
 * @param segments first and last slot of each range of events; between two segments is a gap
 * @param gaps what was left out: before the first segment, between segments, after the last
 */
record Scene(
    Survey survey,
    List<TraceLine.Event> events,
    List<Segment> segments,
    List<Gap> gaps,
    List<Flight> flights,
    List<Leadership> leaderships,
    List<Outage> outages,
    List<Conflict> conflicts,
    List<TraceLine.Note> notes) {

  /** Slots {@code first} to {@code last}, both within, of events that follow each other. */
  record Segment(int first, int last) {}

  /**
   * Events that are not in the picture.
   *
   * @param segmentBefore index of the segment before it; -1 at the beginning
   * @param first number of the first event left out
   * @param last number of the last event left out
   */
  record Gap(
      int segmentBefore,
      long first,
      long last,
      int crashes,
      int restarts,
      int losses,
      int doubleLeaderships) {}

  /**
   * A point of the picture: the event in a slot, or the edge of the segment before or after it.
   *
   * @param slot index into the events
   */
  record Anchor(int slot, Side side) {

    static Anchor at(int slot) {
      return new Anchor(slot, Side.AT);
    }
  }

  /** Where an anchor lies, seen from its slot. */
  enum Side {
    /** At the left edge of the segment. */
    BEFORE,
    /** At the event. */
    AT,
    /** At the right edge of the segment. */
    AFTER
  }

  /**
   * A message on its way.
   *
   * @param from the sender, if the trace tells it
   * @param start where it was sent; empty if that is not in the picture
   * @param bends where it was turned round
   * @param end where its way ended; empty if that is not in the picture, or it never ended
   */
  record Flight(
      long id,
      String type,
      Optional<String> from,
      Optional<Anchor> start,
      List<Bend> bends,
      String to,
      Optional<Anchor> end,
      Fate fate,
      boolean duplicate) {}

  /**
   * A message met a node that it did not stay at.
   *
   * @param at where; empty if half way, since no event tells it
   */
  record Bend(String lane, Optional<Anchor> at) {}

  /** What became of a message. */
  enum Fate {
    RECEIVED,
    LOST,
    UNRECEIVED
  }

  /** From {@code start} to {@code end}, the node took itself for the leader, in this epoch. */
  record Leadership(
      String lane, Optional<String> epoch, Anchor start, Anchor end, boolean fromTheEvent) {}

  /**
   * From {@code start} to {@code end}, the node was down.
   *
   * @param crashed whether the crash is in the picture
   * @param restarted whether the restart is in the picture
   */
  record Outage(String lane, Anchor start, Anchor end, boolean crashed, boolean restarted) {}

  /**
   * Two or more nodes took themselves for the leader.
   *
   * @param sameEpoch whether two of them did so in one epoch, by what they told
   * @param words who, in which epochs
   */
  record Conflict(List<String> lanes, boolean sameEpoch, String words, Anchor start, Anchor end) {}
}
