package org.scrutin.cli;

/** What the command's exit code means; the same for every subcommand. */
public final class ExitCode {

  /** What was asked holds. */
  public static final int HOLDS = 0;

  /** A violation was found. */
  public static final int VIOLATION = 1;

  /** Bad use or bad input: nothing was examined. */
  public static final int BAD_INPUT = 2;

  /** Neither shown nor refuted: a limit was reached, or Scrutin itself failed. */
  public static final int UNDECIDED = 3;

  private ExitCode() {}

  /** A violation is worse than an undecided trace, and that worse than a conforming one. */
  static int worse(int a, int b) {
    return a == ExitCode.VIOLATION || b == ExitCode.HOLDS ? a : b;
  }
}
