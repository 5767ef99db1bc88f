package org.scrutin.replay.merge;

import java.util.List;

/** Traces that no order fits: some steps had to come before each other. */
public final class CausalityException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param cycle what each step waits for, with file:line, in the order of the cycle
   */
  CausalityException(List<String> cycle) {
    super(
        "impossible order: each of these steps waits for the next, the last for the first\n    "
            + String.join("\n    ", cycle));
  }
}
