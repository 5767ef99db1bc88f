package org.scrutin.linearizability;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A history made ready for a search. Completed operations get numbers by call and a slot each,
 * which is free again after their return; crashed ones get numbers behind them, by class, and a
 * slot for ever. Operations that say nothing are left out.
 */
final class Problem<S> {

  /** Up to so many positions for each event are looked at one by one. */
  private static final long DENSE = 4;

  final Model<S> model;
  final History history;

  /** Completed first, by call; from {@link #completed} on crashed ones, by class and call. */
  final Operation[] operations;

  final int completed;
  final int[] slot;
  final int slots;

  /** When each returns; the operations themselves lie all over the heap. */
  final int[] ret;

  /** Equal numbers, equal steps. */
  final int[] effect;

  final int effects;
  final boolean[] readOnly;
  final boolean[] overwrites;

  /** Calls as {@code 2 * operation}, returns as {@code 2 * operation + 1}, in order. */
  final int[] events;

  /** Where each class of crashed operations begins among the operations; the end at last. */
  final int[] crashClass;

  Problem(Model<S> model, History history) {
    this.model = model;
    this.history = history;
    List<Operation> done = new ArrayList<>();
    List<Operation> crashes = new ArrayList<>();
    for (Operation o : history.operations()) {
      if (o.status() == Status.FAIL && !model.observesFailure(o)) {
        continue;
      }
      if (!o.crashed()) {
        done.add(o);
      } else if (!model.readOnly(o)) {
        crashes.add(o);
      }
    }
    Map<Object, Integer> numbers = new HashMap<>();
    crashes.sort(
        Comparator.comparingInt(
                (Operation o) -> numbers.computeIfAbsent(model.effect(o), k -> numbers.size()))
            .thenComparingInt(Operation::call));
    completed = done.size();
    done.addAll(crashes);
    operations = done.toArray(Operation[]::new);
    int n = operations.length;
    ret = new int[n];
    effect = new int[n];
    readOnly = new boolean[n];
    overwrites = new boolean[n];
    for (int i = 0; i < n; i++) {
      Object key = model.effect(operations[i]);
      ret[i] = operations[i].ret();
      effect[i] = number(numbers, key);
      readOnly[i] = model.readOnly(operations[i]);
      overwrites[i] = model.overwrites(operations[i]);
    }
    effects = numbers.size();
    crashClass = classes();
    events = events();
    slot = new int[n];
    slots = assignSlots();
  }

  private static int number(Map<Object, Integer> numbers, Object key) {
    Integer known = numbers.putIfAbsent(key, numbers.size());
    return known == null ? numbers.size() - 1 : known;
  }

  private int[] classes() {
    int[] starts = new int[operations.length - completed + 1];
    int count = 0;
    for (int i = completed; i < operations.length; i++) {
      if (i == completed || effect[i] != effect[i - 1]) {
        starts[count++] = i;
      }
    }
    starts[count++] = operations.length;
    return Arrays.copyOf(starts, count);
  }

  private int[] events() {
    int count = completed + operations.length;
    int last = -1;
    for (int i = 0; i < operations.length; i++) {
      last = Math.max(last, i < completed ? operations[i].ret() : operations[i].call());
    }
    return last < DENSE * count ? placed(last, count) : sorted(count);
  }

  /** In a whole history nearly each position is taken, and there is nothing to sort. */
  private int[] placed(int last, int count) {
    int[] at = new int[last + 1];
    Arrays.fill(at, -1);
    for (int i = 0; i < operations.length; i++) {
      at[operations[i].call()] = 2 * i;
      if (i < completed) {
        at[operations[i].ret()] = 2 * i + 1;
      }
    }
    int[] events = new int[count];
    int k = 0;
    for (int event : at) {
      if (event >= 0) {
        events[k++] = event;
      }
    }
    return events;
  }

  private int[] sorted(int count) {
    long[] keyed = new long[count];
    int k = 0;
    for (int i = 0; i < operations.length; i++) {
      keyed[k++] = ((long) operations[i].call() << 32) | (2L * i);
      if (i < completed) {
        keyed[k++] = ((long) operations[i].ret() << 32) | (2L * i + 1);
      }
    }
    Arrays.sort(keyed);
    return Arrays.stream(keyed).mapToInt(event -> (int) event).toArray();
  }

  private int assignSlots() {
    int[] free = new int[completed];
    int frees = 0;
    int used = 0;
    for (int event : events) {
      int o = event >> 1;
      if (o >= completed) {
        slot[o] = o - completed;
      } else if ((event & 1) == 0) {
        slot[o] = frees > 0 ? free[--frees] : used++;
      } else {
        free[frees++] = slot[o];
      }
    }
    return used;
  }
}
