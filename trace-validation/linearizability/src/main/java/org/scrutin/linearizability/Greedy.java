package org.scrutin.linearizability;

/**
 * A short depth-first search (Wing & Gong, "Testing and verifying concurrent objects", 1993): takes
 * the first operation that is legal next, and takes it back where that leads nowhere. Reads are
 * taken as soon as they are legal, and never taken back alone. Crashed operations are supposed not
 * to have happened. It says that there is an order, or nothing: it ends soon after it comes no
 * further, and so costs little where it finds none: unless steps take long, and then a limit ends
 * it.
 */
final class Greedy<S> {

  /** So many tries for each operation, on the average, before others are asked. */
  private static final int TRIES = 12;

  /**
   * So many tries in vain since the longest order so far: of generated histories nearly all that it
   * solves at all are solved with fewer.
   */
  private static final int IN_VAIN = 1_000;

  private final Problem<S> problem;
  private final Steps<S> steps;
  private final Budget budget;
  private final int end;

  /** The events that are left, as a list: positions in {@code problem.events}, shifted by one. */
  private final int[] next;

  private final int[] previous;
  private final int[] callAt;
  private final int[] returnAt;
  private final int[] taken;
  private final int[] before;
  private int depth;

  Greedy(Problem<S> problem, Steps<S> steps, Budget budget) {
    this.problem = problem;
    this.steps = steps;
    this.budget = budget;
    int[] events = problem.events;
    end = events.length + 1;
    next = new int[end + 1];
    previous = new int[end + 1];
    callAt = new int[problem.completed];
    returnAt = new int[problem.completed];
    taken = new int[problem.completed];
    before = new int[problem.completed];
    int last = 0;
    for (int i = 0; i < events.length; i++) {
      int o = events[i] >> 1;
      if (o < problem.completed) {
        ((events[i] & 1) == 0 ? callAt : returnAt)[o] = i + 1;
        next[last] = i + 1;
        previous[i + 1] = last;
        last = i + 1;
      }
    }
    next[last] = end;
    previous[end] = last;
  }

  /** Whether an order was found in a few tries. */
  boolean finds() {
    int state = steps.number(problem.model.initial());
    long tries = (long) TRIES * problem.completed;
    int longest = 0;
    int inVain = 0;
    int at = next[0];
    while (next[0] != end) {
      int event = problem.events[at - 1];
      int o = event >> 1;
      if ((event & 1) == 0) {
        if (tries-- == 0 || ++inVain > IN_VAIN) {
          return false;
        }
        if ((tries & (Budget.LOOK_EVERY - 1)) == 0) {
          budget.look(0, steps.bytes());
        }
        int to = steps.step(state, o);
        if (to == Steps.NONE) {
          at = next[at];
        } else {
          taken[depth] = o;
          before[depth++] = state;
          if (depth > longest) {
            longest = depth;
            inVain = 0;
          }
          state = to;
          leave(callAt[o]);
          leave(returnAt[o]);
          at = next[0];
        }
        continue;
      }
      // Somebody returned who could not be next: the last choice was wrong.
      do {
        if (depth == 0) {
          return false;
        }
        o = taken[--depth];
        state = before[depth];
        join(returnAt[o]);
        join(callAt[o]);
      } while (problem.readOnly[o]);
      at = next[callAt[o]];
    }
    return true;
  }

  private void leave(int at) {
    next[previous[at]] = next[at];
    previous[next[at]] = previous[at];
  }

  private void join(int at) {
    next[previous[at]] = at;
    previous[next[at]] = at;
  }
}
