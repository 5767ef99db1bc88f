package org.scrutin.render;

import java.util.List;

/** Which events of a long trace are in the picture. What is left out, the picture says. */
public sealed interface Window {

  /**
   * The beginning and the end.
   *
   * @param first how many events from the beginning, at least 0
   * @param last how many events from the end, at least 0; the two not both 0
   */
  record FirstAndLast(int first, int last) implements Window {

    public FirstAndLast {
      if (first < 0 || last < 0 || first + last < 1) {
        throw new IllegalArgumentException("not a window: first " + first + ", last " + last);
      }
    }
  }

  /**
   * One event and its neighbours.
   *
   * @param event its number, from 1
   * @param neighbours how many events on either side, at least 0
   */
  record Around(long event, int neighbours) implements Window {

    public Around {
      if (event < 1 || neighbours < 0) {
        throw new IllegalArgumentException(
            "not a window: event " + event + ", neighbours " + neighbours);
      }
    }
  }

  /**
   * The numbers of the events in the picture, in order, with nothing between ranges that touch.
   *
   * @param total how many events the trace has
   */
  default List<Range> ranges(long total) {
    if (this instanceof FirstAndLast ends) {
      if (total <= (long) ends.first + ends.last) {
        return List.of(new Range(1, total));
      }
      Range head = new Range(1, ends.first);
      Range tail = new Range(total - ends.last + 1, total);
      return ends.first == 0 ? List.of(tail) : ends.last == 0 ? List.of(head) : List.of(head, tail);
    }
    Around around = (Around) this;
    long first = Math.max(1, around.event - around.neighbours);
    return List.of(new Range(first, Math.min(total, around.event + around.neighbours)));
  }

  /**
   * A range of events, both ends within.
   *
   * @param first number of its first event
   * @param last number of its last event; less than {@code first} in an empty trace
   */
  record Range(long first, long last) {

    /** Whether the event is within. */
    public boolean contains(long event) {
      return first <= event && event <= last;
    }
  }
}
