package org.scrutin.linearizability;

import java.util.Arrays;

/** What is open and legal in a state: asked once for each state and return. */
final class LegalNext<S> {

  private final Problem<S> problem;
  private final Steps<S> steps;
  private final Layout layout;
  private final int words;
  private int[] reads = new int[64];
  private int count;

  /** Open operations that do not only read, by return. */
  private int[] changers = new int[64];

  private int changerCount;

  /** Open operations that neither read nor overwrite; behind them crashed ones, one a class. */
  private int[] others = new int[64];

  private int otherCount;

  /** For each state the reads that are legal there, where a row has those that are due. */
  private long[] legal;

  private long[] asked = new long[64];
  private long[] askedOthers = new long[64];
  private boolean[] someOther = new boolean[64];
  private long now;

  LegalNext(Problem<S> problem, Steps<S> steps, Layout layout) {
    this.problem = problem;
    this.steps = steps;
    this.layout = layout;
    words = layout.words;
    legal = new long[64 * words];
  }

  /** These operations are open, and so many of each class of crashed ones were called. */
  void at(int[] open, int opens, int[] called) {
    now++;
    count = 0;
    changerCount = 0;
    otherCount = 0;
    int room = opens + called.length;
    if (room > others.length) {
      reads = Arrays.copyOf(reads, room * 2);
      changers = Arrays.copyOf(changers, room * 2);
      others = Arrays.copyOf(others, room * 2);
    }
    for (int k = 0; k < opens; k++) {
      if (problem.readOnly[open[k]]) {
        reads[count++] = open[k];
        continue;
      }
      changers[changerCount++] = open[k];
      if (!problem.overwrites[open[k]]) {
        others[otherCount++] = open[k];
      }
    }
    for (int c = 0; c < called.length; c++) {
      int first = problem.crashClass[c];
      if (called[c] > 0 && !problem.overwrites[first]) {
        others[otherCount++] = first;
      }
    }
  }

  int changers() {
    return changerCount;
  }

  int changer(int k) {
    return changers[k];
  }

  /** The reads that the row's state allows are not due any more; whether one was. */
  boolean mark(long[] row) {
    if (count == 0) {
      return false;
    }
    int state = Layout.state(row);
    room(state);
    if (asked[state] != now) {
      askReads(state);
    }
    int at = state * words;
    long were = row[0] & legal[at];
    row[0] &= ~legal[at];
    for (int w = 1; w < words; w++) {
      were |= row[w] & legal[at + w];
      row[w] &= ~legal[at + w];
    }
    return were != 0;
  }

  /** Whether an operation that neither reads nor overwrites may be legal in a state. */
  boolean others(int state) {
    if (otherCount == 0) {
      return false;
    }
    room(state);
    if (askedOthers[state] != now) {
      askedOthers[state] = now;
      someOther[state] = false;
      for (int k = 0; k < otherCount && !someOther[state]; k++) {
        someOther[state] =
            others[k] < problem.completed
                ? steps.step(state, others[k]) != Steps.NONE
                : steps.crashed(state, others[k]).length > 0;
      }
    }
    return someOther[state];
  }

  private void room(int state) {
    if (state >= asked.length) {
      int capacity = Math.max(asked.length * 2, state + 1);
      asked = Arrays.copyOf(asked, capacity);
      askedOthers = Arrays.copyOf(askedOthers, capacity);
      someOther = Arrays.copyOf(someOther, capacity);
      legal = Arrays.copyOf(legal, Math.multiplyExact(capacity, words));
    }
  }

  private void askReads(int state) {
    asked[state] = now;
    int at = state * words;
    Arrays.fill(legal, at, at + words, 0);
    for (int k = 0; k < count; k++) {
      if (steps.step(state, reads[k]) != Steps.NONE) {
        int due = layout.dueAt + problem.slot[reads[k]];
        legal[at + (due >> 6)] |= 1L << due;
      }
    }
  }
}
