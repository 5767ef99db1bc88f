package org.scrutin.replay;

import java.util.List;
import java.util.Optional;

/** One line of a trace, read but not yet judged. */
public sealed interface TraceLine {

  /** The line's number in the file, from 1. */
  int line();

  /**
   * The first line.
   *
   * @param trace what messages call the trace: the file's name
   * @param spec the root module, as a path without {@code .tla} in the folder of specifications
   * @param config the configuration, as a path in the folder of specifications
   * @param constants values that replace those of the configuration
   * @param onlyChanges whether a variable that a node has logged before, and an event of it leaves
   *     out, is thereby said to be unchanged
   */
  record Header(
      int line, String trace, String spec, String config, JsonObject constants, boolean onlyChanges)
      implements TraceLine {}

  /** What is judged: an event, or a line of which a binding says that it is one. */
  sealed interface Step extends TraceLine {

    /** Which event it is, from 1. */
    long number();

    /** The same as another event of its trace. */
    Step withNumber(long other);
  }

  /**
   * One step.
   *
   * @param number the event's number, from 1
   * @param at the node, a number or a text
   * @param action the claimed action
   * @param arguments its arguments
   * @param state logged variables of the node after the step
   * @param about what is known of variables of which the value is not logged; see
   *     docs/trace-format.md
   */
  record Event(
      int line,
      long number,
      Object at,
      String action,
      List<Object> arguments,
      Optional<JsonObject> state,
      JsonObject about)
      implements Step {

    /** An event that logs values only. */
    public Event(
        int line,
        long number,
        Object at,
        String action,
        List<Object> arguments,
        Optional<JsonObject> state) {
      this(line, number, at, action, arguments, state, JsonObject.EMPTY);
    }

    @Override
    public Event withNumber(long other) {
      return new Event(line, other, at, action, arguments, state, about);
    }
  }

  /**
   * A line of somebody else's log, for a binding to say what it means.
   *
   * @param number the line's number among those that are events, from 1
   * @param fields all that the line has
   */
  record Free(int line, long number, JsonObject fields) implements Step {

    @Override
    public Free withNumber(long other) {
      return new Free(line, other, fields);
    }
  }

  /** Something that is no step. */
  record Note(int line, String note) implements TraceLine {

    static final String DROPPED = "dropped";

    /** Whether steps are missing here: what follows cannot be judged. */
    public boolean isGap() {
      return note.equals(DROPPED);
    }
  }
}
