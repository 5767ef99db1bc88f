package org.scrutin.replay.engine.modules;

import java.util.function.Supplier;
import util.Assert;

/** What an operator needs of its arguments. */
final class Requirement {

  private Requirement() {}

  /**
   * Ends the evaluation if the condition is false.
   *
   * @param message made only then: the text of a whole trace is long
   */
  static void that(boolean condition, Supplier<String> message) {
    if (!condition) {
      Assert.fail(message.get());
    }
  }
}
