package org.scrutin.cli;

import java.util.List;

/** What the command's exit code means; the same for every subcommand. */
public final class ExitCode {

  /** What was asked holds. */
  public static final int HOLDS = 0;

  /** A violation was found. */
  public static final int VIOLATION = 1;

  /** Bad use or bad input: nothing was examined, or of several things not all. */
  public static final int BAD_INPUT = 2;

  /** Neither shown nor refuted: a limit was reached, or Scrutin itself failed. */
  public static final int UNDECIDED = 3;

  private ExitCode() {}

  /** A violation is worse than bad input, that worse than undecided, and that worse than holds. */
  static int worse(int a, int b) {
    List<Integer> order = List.of(HOLDS, UNDECIDED, BAD_INPUT, VIOLATION);
    return order.indexOf(a) > order.indexOf(b) ? a : b;
  }
}
