package org.scrutin.modelcheck;

/** What came out of a model. */
public sealed interface Verdict {

  /** Every property holds in every state within the bounds. */
  record Holds() implements Verdict {
    @Override
    public String toString() {
      return "holds";
    }
  }

  /**
   * A property is violated.
   *
   * @param property its name in the configuration
   */
  record Violates(String property) implements Verdict {
    @Override
    public String toString() {
      return "violates " + property;
    }
  }

  /** A state without successor was reached. */
  record Deadlocks() implements Verdict {
    @Override
    public String toString() {
      return "deadlocks";
    }
  }

  /**
   * It is larger than the time, the memory or the disk that was given to it. What was found of it
   * has no violation.
   *
   * @param reason what was too little, and how to mend it
   */
  record Unfinished(String reason) implements Verdict {
    @Override
    public String toString() {
      return "is not finished";
    }
  }

  /**
   * The model cannot be checked.
   *
   * @param reason one line: what is wrong, and where
   */
  record Unusable(String reason) implements Verdict {
    @Override
    public String toString() {
      return "cannot be checked: " + reason;
    }
  }

  /** Whether this is what was expected; the two are written alike. */
  default boolean meets(Expectation expectation) {
    return toString().equals(expectation.toString());
  }
}
