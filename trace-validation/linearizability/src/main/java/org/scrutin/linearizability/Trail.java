package org.scrutin.linearizability;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** How configurations came about: each use of an operation, and the one before it. */
final class Trail {

  /** The node before the first use. */
  static final int START = 0;

  private int[] nodes = new int[256];
  private int size = 4;

  /** One use: at which event, of which operation, and the state that it left. */
  private record Use(int event, int operation, int state) {}

  long bytes() {
    return 4L * nodes.length;
  }

  /** Adds a use after a node; the new node. */
  int add(int before, int event, int operation, int state) {
    if (size + 4 > nodes.length) {
      nodes = Arrays.copyOf(nodes, Budget.size(nodes.length, 2));
    }
    nodes[size] = before;
    nodes[size + 1] = event;
    nodes[size + 2] = operation;
    nodes[size + 3] = state;
    size += 4;
    return size - 4;
  }

  private Deque<Use> uses(int node) {
    Deque<Use> uses = new ArrayDeque<>();
    for (int at = node; at != START; at = nodes[at]) {
      uses.addFirst(new Use(nodes[at + 1], nodes[at + 2], nodes[at + 3]));
    }
    return uses;
  }

  /**
   * The order that a configuration stands for: its uses, reads as soon as they are legal, and
   * whatever was overwritten unseen directly before who overwrote it.
   *
   * @param until the last event that counts
   */
  <S> List<Linearized> order(Problem<S> problem, Steps<S> steps, int node, int until) {
    Deque<Use> uses = uses(node);
    Set<Integer> used = new HashSet<>();
    uses.forEach(use -> used.add(use.operation()));
    List<Linearized> order = new ArrayList<>();
    List<Integer> open = new ArrayList<>();
    int state = steps.number(problem.model.initial());
    for (int event = 0; event <= until; event++) {
      int o = problem.events[event] >> 1;
      if ((problem.events[event] & 1) == 0) {
        if (o < problem.completed && !used.contains(o)) {
          open.add(o);
        }
        continue;
      }
      reads(problem, steps, open, state, order);
      while (!uses.isEmpty() && uses.peek().event() == event) {
        Use use = uses.remove();
        if (problem.overwrites[use.operation()]) {
          for (int x : List.copyOf(open)) {
            boolean returned = problem.operations[x].ret() <= returnOf(problem, until);
            if (problem.overwrites[x] && returned) {
              int to = steps.step(state, x);
              order.add(new Linearized(problem.operations[x], text(steps, to)));
              open.remove((Integer) x);
            }
          }
        }
        state = use.state();
        order.add(new Linearized(problem.operations[use.operation()], text(steps, state)));
        reads(problem, steps, open, state, order);
      }
      open.remove((Integer) o);
    }
    return order;
  }

  private static int returnOf(Problem<?> problem, int event) {
    return problem.operations[problem.events[event] >> 1].ret();
  }

  private static <S> void reads(
      Problem<S> problem, Steps<S> steps, List<Integer> open, int state, List<Linearized> order) {
    for (int x : List.copyOf(open)) {
      if (problem.readOnly[x] && steps.step(state, x) != Steps.NONE) {
        order.add(new Linearized(problem.operations[x], text(steps, state)));
        open.remove((Integer) x);
      }
    }
  }

  private static String text(Steps<?> steps, int state) {
    return String.valueOf(steps.state(state));
  }
}
