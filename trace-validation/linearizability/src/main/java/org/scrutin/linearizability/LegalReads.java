package org.scrutin.linearizability;

import java.util.Arrays;

/** Which open reads are legal in a state: asked once for each state and return. */
final class LegalReads<S> {

  private final Problem<S> problem;
  private final Steps<S> steps;
  private final int words;
  private final int dueAt;
  private int[] reads = new int[64];
  private int count;
  private long[] legal;
  private long[] asked = new long[64];
  private long now;

  LegalReads(Problem<S> problem, Steps<S> steps, int words, int dueAt) {
    this.problem = problem;
    this.steps = steps;
    this.words = words;
    this.dueAt = dueAt;
    legal = new long[64 * words];
  }

  /** These operations are open. */
  void at(int[] open, int opens) {
    now++;
    count = 0;
    for (int k = 0; k < opens; k++) {
      if (problem.readOnly[open[k]]) {
        if (count == reads.length) {
          reads = Arrays.copyOf(reads, count * 2);
        }
        reads[count++] = open[k];
      }
    }
  }

  /** The reads that the row's state allows are not due any more. */
  void mark(long[] row) {
    if (count == 0) {
      return;
    }
    int state = (int) row[0];
    if (state >= asked.length) {
      int capacity = Math.max(asked.length * 2, state + 1);
      asked = Arrays.copyOf(asked, capacity);
      legal = Arrays.copyOf(legal, Math.multiplyExact(capacity, words));
    }
    if (asked[state] != now) {
      ask(state);
    }
    for (int w = 0; w < words; w++) {
      row[dueAt + w] &= ~legal[state * words + w];
    }
  }

  private void ask(int state) {
    asked[state] = now;
    Arrays.fill(legal, state * words, (state + 1) * words, 0);
    for (int k = 0; k < count; k++) {
      if (steps.step(state, reads[k]) != Steps.NONE) {
        int slot = problem.slot[reads[k]];
        legal[state * words + (slot >> 6)] |= 1L << slot;
      }
    }
  }
}
