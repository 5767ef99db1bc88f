package org.scrutin.linearizability;

/** Ends a search from wherever it is, because a limit was reached. */
final class LimitReached extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Verdict.Limit limit;

  LimitReached(Verdict.Limit limit, String reason) {
    // Where it was reached says nothing to anybody.
    super(reason, null, false, false);
    this.limit = limit;
  }

  /** Where no estimate foresaw it. */
  static LimitReached memory() {
    return new LimitReached(Verdict.Limit.MEMORY, "the memory is used up");
  }

  Verdict.Limit limit() {
    return limit;
  }

  String reason() {
    return getMessage();
  }
}
