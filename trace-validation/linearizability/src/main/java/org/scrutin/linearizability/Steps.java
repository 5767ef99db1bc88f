package org.scrutin.linearizability;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The model's steps as numbers: each step of a state and an effect is asked for once. */
final class Steps<S> {

  static final int NONE = -1;
  private static final int UNASKED = -2;

  /** What a state and a step of it take, by rough estimate, in bytes. */
  private static final long STATE_BYTES = 200;

  /** What a state that is a hash table takes for each of its entries. */
  private static final long ENTRY_BYTES = 48;

  /** From here on a step is not remembered for each state and effect. */
  private static final int MAX_ROW = 1 << 12;

  private final Problem<S> problem;
  private final Budget budget;
  private final Map<S, Integer> numbers = new HashMap<>();
  private final List<S> states = new ArrayList<>();
  private int[][] rows = new int[16][];
  private final Map<Long, int[]> crashed = new HashMap<>();
  private long bytes;
  private int asked;

  Steps(Problem<S> problem, Budget budget) {
    this.problem = problem;
    this.budget = budget;
  }

  int number(S state) {
    Integer known = numbers.putIfAbsent(state, states.size());
    if (known != null) {
      return known;
    }
    states.add(state);
    bytes += STATE_BYTES + contents(state);
    return states.size() - 1;
  }

  /** What a state takes that grows, such as a queue: each is a copy. */
  private static long contents(Object state) {
    if (state instanceof List<?> list) {
      return (long) Integer.BYTES * list.size();
    } else if (state instanceof Collection<?> all) {
      return ENTRY_BYTES * all.size();
    } else if (state instanceof Map<?, ?> map) {
      return ENTRY_BYTES * map.size();
    }
    return state instanceof CharSequence text ? (long) Character.BYTES * text.length() : 0;
  }

  S state(int number) {
    return states.get(number);
  }

  int size() {
    return states.size();
  }

  long bytes() {
    return bytes;
  }

  /** The state after a completed operation, or {@link #NONE}. */
  int step(int state, int operation) {
    if (problem.effects > MAX_ROW) {
      return ask(state, operation);
    }
    if (state >= rows.length) {
      rows = Arrays.copyOf(rows, Math.max(rows.length * 2, state + 1));
    }
    int[] row = rows[state];
    if (row == null) {
      row = new int[problem.effects];
      Arrays.fill(row, UNASKED);
      rows[state] = row;
      bytes += 4L * row.length;
    }
    int effect = problem.effect[operation];
    if (row[effect] == UNASKED) {
      row[effect] = ask(state, operation);
    }
    return row[effect];
  }

  /** A model may take long for a step, which its own copies of a long state do. */
  private void look() {
    if ((++asked & (Budget.LOOK_EVERY - 1)) == 0) {
      budget.look(0, bytes);
    }
  }

  private int ask(int state, int operation) {
    look();
    return problem
        .model
        .step(states.get(state), problem.operations[operation])
        .map(this::number)
        .orElse(NONE);
  }

  /** Two small numbers, side by side, would meet in few buckets of a table: these do not. */
  static long key(int state, int effect) {
    return (((long) state << Integer.SIZE) | effect) * 0x9E3779B97F4A7C15L;
  }

  /** The states that a crashed operation may leave. */
  int[] crashed(int state, int operation) {
    // What overwrites leaves the same in each state, and is asked for in one.
    long key = key(problem.overwrites[operation] ? 0 : state, problem.effect[operation]);
    int[] known = crashed.get(key);
    if (known == null) {
      look();
      known =
          problem.model.crashed(states.get(state), problem.operations[operation]).stream()
              .mapToInt(this::number)
              .distinct()
              .toArray();
      crashed.put(key, known);
      bytes += STATE_BYTES / 2;
    }
    return known;
  }
}
