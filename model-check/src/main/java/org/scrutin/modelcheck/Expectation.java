package org.scrutin.modelcheck;

import com.fasterxml.jackson.annotation.JsonCreator;

/** What a model is meant to show. */
public sealed interface Expectation {

  /** Every property of the configuration holds. */
  record Holds() implements Expectation {
    @Override
    public String toString() {
      return "holds";
    }
  }

  /**
   * One property is violated.
   *
   * @param property its name in the configuration, under INVARIANT or PROPERTY
   */
  record Violates(String property) implements Expectation {
    @Override
    public String toString() {
      return VIOLATES + property;
    }
  }

  /** A state is reached that has no successor. */
  record Deadlocks() implements Expectation {
    @Override
    public String toString() {
      return "deadlocks";
    }
  }

  String VIOLATES = "violates ";

  /**
   * Reads {@code holds}, {@code deadlocks} or {@code violates Property}.
   *
   * @throws IllegalArgumentException if the text is none of these
   */
  @JsonCreator
  static Expectation parse(String text) {
    if (text.equals("holds")) {
      return new Holds();
    }
    if (text.equals("deadlocks")) {
      return new Deadlocks();
    }
    if (text.startsWith(VIOLATES) && text.substring(VIOLATES.length()).matches("\\w+")) {
      return new Violates(text.substring(VIOLATES.length()));
    }
    throw new IllegalArgumentException(
        "\""
            + text
            + "\" is no expectation; write \"holds\", \"deadlocks\" or \"violates Property\"");
  }
}
