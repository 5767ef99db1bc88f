package org.scrutin.replay.engine;

import java.util.function.Supplier;
import org.scrutin.modelcheck.tlc.SpecException;

/** A specification that calls itself more deeply than the stack of this process allows. */
final class TooDeep {

  private TooDeep() {}

  /**
   * Works, and tells in one line if the stack ends.
   *
   * @param with at which place of a trace, or empty
   */
  static <T> T told(String spec, String with, Supplier<T> work) {
    try {
      return work.get();
    } catch (StackOverflowError e) {
      throw line(spec, with);
    }
  }

  static SpecException line(String spec, String with) {
    return new SpecException(
        spec
            + ": the specification calls itself too deeply"
            + (with.isEmpty() ? "" : " with " + with)
            + "; start Java with a larger stack, SCRUTIN_JAVA_OPTS=-Xss512m");
  }
}
