package org.scrutin.render;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A line of a trace, as far as pictures need it. See {@code docs/trace-format.md}. */
sealed interface TraceLine {

  /**
   * The first line.
   *
   * @param all the whole header
   */
  record Header(String spec, String config, String producer, Optional<String> seed, JsonNode all)
      implements TraceLine {}

  /**
   * One step.
   *
   * @param number 1, 2, 3, … without a gap
   * @param clock Lamport clock, from 1
   * @param time microseconds since the start of the run
   * @param state what was logged of the node's variables; an empty object if nothing was
   * @param received id of the message consumed
   */
  record Event(
      long number,
      String at,
      long clock,
      OptionalLong time,
      String action,
      List<JsonNode> args,
      JsonNode state,
      OptionalLong received,
      List<Sending> sent)
      implements TraceLine {

    boolean isCrash() {
      return action.equals("Crash");
    }

    boolean isRestart() {
      return action.equals("Restart") || action.equals("Recover");
    }

    boolean isLoss() {
      return action.equals("Lose");
    }

    boolean isDuplication() {
      return action.equals("Duplicate");
    }

    boolean isRerouting() {
      return action.equals("Reroute");
    }

    /** Whether this is done to a message by the network, and not by a node. */
    boolean isOfTheNetwork() {
      return isLoss() || isDuplication() || isRerouting();
    }

    /** The record among the arguments that is a message: it has a type. */
    Optional<JsonNode> message() {
      return args.stream().filter(arg -> arg.path("type").isTextual()).findFirst();
    }
  }

  /**
   * A message that left with an event.
   *
   * @param type the message's type, if the trace tells it here
   */
  record Sending(long id, String to, Optional<String> type) {}

  /**
   * Something that happened to the run, and is no step.
   *
   * @param afterEvent the number of the event before it; 0 if none
   * @param time microseconds since the start of the run
   * @param until microseconds since the start of the run, not before {@code time}
   * @param groups the sides of a partition
   * @param all the whole line
   */
  record Note(
      String kind,
      long afterEvent,
      Optional<String> at,
      Optional<String> from,
      Optional<String> to,
      OptionalLong time,
      OptionalLong until,
      List<List<String>> groups,
      JsonNode all)
      implements TraceLine {}
}
