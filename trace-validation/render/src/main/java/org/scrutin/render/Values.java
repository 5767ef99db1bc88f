package org.scrutin.render;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.StringJoiner;

/** How values of a trace are written for people. */
final class Values {

  /** A hover text is no place for a whole log. */
  private static final int MAX_LENGTH = 400;

  private Values() {}

  /** The name of a node: a number or a model value. */
  static String nodeName(JsonNode value) {
    return value.isValueNode() ? value.asText() : value.toString();
  }

  /** A value without the quotes of JSON; long ones are cut, with an ellipsis. */
  static String show(JsonNode value) {
    return Words.shorten(whole(value), MAX_LENGTH);
  }

  /** An action with its arguments, as in the specification: {@code HandleElection(…)}. */
  static String call(String action, List<JsonNode> args) {
    StringJoiner joiner = new StringJoiner(", ", action + "(", ")");
    args.forEach(arg -> joiner.add(show(arg)));
    return joiner.toString();
  }

  /** Microseconds in the unit that reads best. */
  static String time(long micros) {
    if (micros < 1_000) {
      return micros + " µs";
    }
    if (micros < 1_000_000) {
      return decimal(micros, 1_000) + " ms";
    }
    return decimal(micros, 1_000_000) + " s";
  }

  /** A number with a thin gap between thousands. */
  static String grouped(long number) {
    String digits = Long.toString(number);
    StringBuilder text = new StringBuilder(digits);
    for (int i = digits.length() - 3; i > (number < 0 ? 1 : 0); i -= 3) {
      text.insert(i, ',');
    }
    return text.toString();
  }

  private static String decimal(long micros, long unit) {
    // Two places are enough to tell events apart; trailing zeros say nothing.
    long hundredths = Math.round(micros * 100.0 / unit);
    String whole = Long.toString(hundredths / 100);
    long rest = hundredths % 100;
    if (rest == 0) {
      return whole;
    }
    return rest % 10 == 0 ? whole + "." + rest / 10 : whole + "." + (rest < 10 ? "0" : "") + rest;
  }

  private static String whole(JsonNode value) {
    if (value.isArray()) {
      StringJoiner joiner = new StringJoiner(", ", "[", "]");
      value.forEach(element -> joiner.add(whole(element)));
      return joiner.toString();
    }
    if (value.isObject()) {
      StringJoiner joiner = new StringJoiner(", ", "{", "}");
      value
          .properties()
          .forEach(field -> joiner.add(field.getKey() + ": " + whole(field.getValue())));
      return joiner.toString();
    }
    return value.isNull() ? "None" : value.asText();
  }
}
