package org.scrutin.linearizability;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** What is open and legal in a state: asked once for each state, until others are open. */
final class LegalNext<S> {

  private final Problem<S> problem;
  private final Steps<S> steps;
  private final Layout layout;
  private final int words;
  private final ByReturn reads;

  /** Those that do not only read. */
  private final ByReturn changers;

  /** For each class of crashed operations, how many were called. */
  private final int[] called;

  /** One of each class of crashed operations that were called and do not overwrite. */
  private final int[] crashes;

  private int crashed;

  /** For each state, how many of these were asked for; all, where one is legal for good. */
  private int[] askedCrashes = new int[64];

  private static final int LEGAL = Integer.MAX_VALUE;

  /** For each state the reads that are legal there, where a row has those that are due. */
  private long[] legal;

  private long[] asked = new long[64];
  private long[] askedOthers = new long[64];
  private boolean[] someOther = new boolean[64];

  /** How often the open operations, of each sort, have changed. */
  private long readsChanged = 1;

  private long othersChanged = 1;

  LegalNext(Problem<S> problem, Steps<S> steps, Layout layout) {
    this.problem = problem;
    this.steps = steps;
    this.layout = layout;
    words = layout.words;
    legal = new long[64 * words];
    reads = new ByReturn(problem.ret);
    changers = new ByReturn(problem.ret);
    called = new int[problem.crashClass.length - 1];
    crashes = new int[called.length];
  }

  void call(int o) {
    if (o >= problem.completed) {
      int c = Arrays.binarySearch(problem.crashClass, o);
      if (called[c >= 0 ? c : -c - 2]++ == 0 && !problem.overwrites[o]) {
        crashes[crashed++] = o;
      }
    } else if (problem.readOnly[o]) {
      reads.add(o);
      readsChanged++;
    } else {
      changers.add(o);
      othersChanged++;
    }
  }

  /** The first of those that are open returned. */
  void ret(int o) {
    if (problem.readOnly[o]) {
      reads.removeFirst();
      readsChanged++;
    } else {
      changers.removeFirst();
      othersChanged++;
    }
  }

  int changers() {
    return changers.size();
  }

  int changer(int k) {
    return changers.get(k);
  }

  /** Of each class of crashed operations, how many were called. */
  int called(int c) {
    return called[c];
  }

  /** All that are open and completed, by return. */
  int[] open() {
    return IntStream.concat(changers.stream(), reads.stream())
        .boxed()
        .sorted(Comparator.comparingInt(o -> problem.ret[o]))
        .mapToInt(o -> o)
        .toArray();
  }

  /** The reads that the row's state allows are not due any more. */
  void mark(long[] row) {
    if (reads.size() > 0) {
      int at = reads(Layout.state(row));
      row[0] &= ~legal[at];
      for (int w = 1; w < words; w++) {
        row[w] &= ~legal[at + w];
      }
    }
  }

  /** Whether a read that is due in the row, or what changes the state, may be legal in a state. */
  boolean any(long[] row, int state) {
    return anyRead(row, state) || anyOther(state);
  }

  private boolean anyRead(long[] row, int state) {
    if (reads.size() == 0) {
      return false;
    }
    int at = reads(state);
    long due = row[0] & legal[at];
    for (int w = 1; w < words; w++) {
      due |= row[w] & legal[at + w];
    }
    return due != 0;
  }

  /** Whether an operation that neither reads nor overwrites may be legal. */
  private boolean anyOther(int state) {
    room(state);
    if (askedOthers[state] != othersChanged) {
      askedOthers[state] = othersChanged;
      someOther[state] = askOthers(state);
    }
    return someOther[state] || anyCrash(state);
  }

  private boolean askOthers(int state) {
    for (int k = 0; k < changers.size(); k++) {
      int o = changers.get(k);
      if (!problem.overwrites[o] && steps.step(state, o) != Steps.NONE) {
        return true;
      }
    }
    return false;
  }

  /** They never return, so each is asked for once in a state. */
  private boolean anyCrash(int state) {
    while (askedCrashes[state] < crashed) {
      int o = crashes[askedCrashes[state]++];
      if (steps.crashed(state, o).length > 0) {
        askedCrashes[state] = LEGAL;
      }
    }
    return askedCrashes[state] == LEGAL;
  }

  private void room(int state) {
    if (state >= asked.length) {
      int capacity = Math.max(asked.length * 2, state + 1);
      asked = Arrays.copyOf(asked, capacity);
      askedOthers = Arrays.copyOf(askedOthers, capacity);
      someOther = Arrays.copyOf(someOther, capacity);
      askedCrashes = Arrays.copyOf(askedCrashes, capacity);
      legal = Arrays.copyOf(legal, Budget.size(capacity, words));
    }
  }

  /** Where the reads begin that are legal in a state. */
  private int reads(int state) {
    room(state);
    int at = state * words;
    if (asked[state] != readsChanged) {
      asked[state] = readsChanged;
      Arrays.fill(legal, at, at + words, 0);
      for (int k = 0; k < reads.size(); k++) {
        if (steps.step(state, reads.get(k)) != Steps.NONE) {
          int due = layout.dueAt + problem.slot[reads.get(k)];
          legal[at + (due >> 6)] |= 1L << due;
        }
      }
    }
    return at;
  }
}
