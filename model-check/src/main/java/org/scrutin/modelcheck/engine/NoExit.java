package org.scrutin.modelcheck.engine;

/** Stands in for {@link System} where TLC would end the process. */
public final class NoExit {

  private NoExit() {}

  /** As that of {@link System}. */
  public static long currentTimeMillis() {
    return System.currentTimeMillis();
  }

  /** Ends the run and not the process. TLC has printed the reason by then. */
  @SuppressWarnings("DoNotCallSuggester") // the caller is in TLC, and is compiled already
  public static void exit(int status) {
    throw new IllegalStateException("TLC gave up with exit code " + status);
  }
}
