package org.scrutin.modelcheck.engine;

/** Stands in for {@link System} where TLC would end the process. */
public final class NoExit {

  private NoExit() {}

  /** Instead of the end of the process. */
  static final class GaveUpException extends IllegalStateException {

    private static final long serialVersionUID = 1;

    GaveUpException(int status) {
      super("TLC gave up with exit code " + status);
    }
  }

  /** As that of {@link System}. */
  public static long currentTimeMillis() {
    return System.currentTimeMillis();
  }

  /** As that of {@link System}. */
  public static void gc() {
    System.gc();
  }

  /** Ends the run and not the process. TLC has printed the reason by then. */
  @SuppressWarnings("DoNotCallSuggester") // the caller is in TLC, and is compiled already
  public static void exit(int status) {
    throw new GaveUpException(status);
  }
}
