package org.scrutin.linearizability;

import java.time.Duration;
import java.util.stream.Collectors;

/** For tests, with any framework that knows {@link AssertionError}. */
public final class Linearizability {

  private static final Duration MINIMIZE = Duration.ofSeconds(5);

  private Linearizability() {}

  /**
   * Asserts that the history is linearizable.
   *
   * @throws AssertionError where it is not, with a small history that fails too, or where a limit
   *     was reached first
   * @throws HistoryException where the model does not know an operation
   */
  public static <S> void assertLinearizable(History history, Model<S> model) {
    Limits limits = Limits.standard();
    Verdict verdict = new LinearizabilityChecker<>(model, limits).check(history);
    if (verdict instanceof Verdict.Unknown unknown) {
      throw new AssertionError("not known to be linearizable: " + unknown.reason());
    } else if (verdict instanceof Verdict.NotLinearizable not) {
      History small = new Minimizer<>(model, limits.withTime(MINIMIZE)).minimize(not.failure());
      throw new AssertionError(
          "not linearizable: "
              + not.failure().sentence()
              + "\nThese operations fail alone, by position of call and return:\n"
              + small.operations().stream()
                  .map(o -> "  " + describe(o))
                  .collect(Collectors.joining("\n")));
    }
  }

  private static String describe(Operation o) {
    return o.call() + ".." + (o.crashed() ? "?" : o.ret()) + " " + o;
  }
}
