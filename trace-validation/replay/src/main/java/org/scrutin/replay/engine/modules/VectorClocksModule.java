package org.scrutin.replay.engine.modules;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import tlc2.overrides.TLAPlusOperator;
import tlc2.tool.EvalControl;
import tlc2.value.impl.Applicable;
import tlc2.value.impl.FcnRcdValue;
import tlc2.value.impl.IntValue;
import tlc2.value.impl.RecordValue;
import tlc2.value.impl.StringValue;
import tlc2.value.impl.TupleValue;
import tlc2.value.impl.Value;

/** The sorting in module {@code VectorClocks}. */
public final class VectorClocksModule {

  private VectorClocksModule() {}

  /** Numbers of the nodes that clocks count and lines are written by. */
  private static final class Nodes {
    private final Map<String, Integer> numbers = new HashMap<>();

    int number(String name) {
      return numbers.computeIfAbsent(name, unknown -> numbers.size());
    }
  }

  /**
   * A line with its place in the log, who wrote it, and its clock, by the numbers of the nodes, as
   * far as it goes.
   */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  private record Line(Value value, int place, int node, int[] clock) {

    int ticks(int of) {
      return of < clock.length ? clock[of] : 0;
    }

    /** How many of its writer's steps it counts, itself among them. */
    int own() {
      return ticks(node);
    }

    boolean isBefore(Line other) {
      return isWithin(other) && !other.isWithin(this);
    }

    private boolean isWithin(Line other) {
      for (int of = 0; of < clock.length; of++) {
        if (clock[of] > other.ticks(of)) {
          return false;
        }
      }
      return true;
    }
  }

  /**
   * As the module says: the causes of a line before it, and else the order of the log. The lines of
   * a node are in the order of its own ticks, so of each only the first is looked at; where clocks
   * do not count who wrote the line, each is compared with each.
   */
  @TLAPlusOperator(identifier = "CausalOrder", module = "VectorClocks", warn = false)
  public static Value causalOrder(Value log, Value clock, Value node, Value domain) {
    Nodes nodes = new Nodes();
    List<Line> lines = new ArrayList<>();
    for (Value value : FoldsModule.elements("CausalOrder", log)) {
      int[] ticks = clock(apply(clock, value), nodes);
      lines.add(new Line(value, lines.size(), nodes.number(key(apply(node, value))), ticks));
    }
    List<Deque<Line>> queues = queues(lines);
    Value[] sorted = new Value[lines.size()];
    for (int i = 0; i < sorted.length; i++) {
      Deque<Line> queue = next(queues);
      sorted[i] = queue.removeFirst().value();
      if (queue.isEmpty()) {
        queues.remove(queue);
      }
    }
    return new TupleValue(sorted);
  }

  private static List<Deque<Line>> queues(List<Line> lines) {
    boolean counted = lines.stream().allMatch(line -> line.own() > 0);
    List<Line> ticked = new ArrayList<>(lines);
    ticked.sort(Comparator.comparingInt(Line::own));
    Map<Object, Deque<Line>> queues = new LinkedHashMap<>();
    for (Line line : ticked) {
      Object queue = counted ? line.node() : line.place();
      queues.computeIfAbsent(queue, any -> new ArrayDeque<>()).add(line);
    }
    return new ArrayList<>(queues.values());
  }

  private static Value apply(Value operator, Value argument) {
    return ((Applicable) operator).apply(new Value[] {argument}, EvalControl.Clear);
  }

  /**
   * Of the first lines that have no cause left, the first of the log; where the clocks are such
   * that each waits for another one, the first of those that are after none.
   */
  private static Deque<Line> next(List<Deque<Line>> queues) {
    return first(queues, VectorClocksModule::isCause)
        .or(() -> first(queues, Line::isBefore))
        .orElseThrow(() -> new IllegalStateException("an order without a first element"));
  }

  private static Optional<Deque<Line>> first(
      List<Deque<Line>> queues, BiPredicate<Line, Line> isCause) {
    Optional<Deque<Line>> first = Optional.empty();
    int place = Integer.MAX_VALUE;
    for (Deque<Line> queue : queues) {
      Line line = queue.getFirst();
      if (line.place() < place && hasNone(line, queues, isCause)) {
        first = Optional.of(queue);
        place = line.place();
      }
    }
    return first;
  }

  private static boolean hasNone(
      Line line, List<Deque<Line>> queues, BiPredicate<Line, Line> isCause) {
    for (Deque<Line> queue : queues) {
      if (isCause.test(queue.getFirst(), line)) {
        return false;
      }
    }
    return true;
  }

  /** Whether a line counts another one, which is the first that is left of its node. */
  private static boolean isCause(Line first, Line line) {
    return first.own() > 0
        ? first.place() != line.place() && first.own() <= line.ticks(first.node())
        : first.isBefore(line);
  }

  private static String key(Value value) {
    return value instanceof StringValue text ? text.val.toString() : value.toString();
  }

  private static int[] clock(Value value, Nodes nodes) {
    if (value instanceof RecordValue fields) {
      int[] numbers = new int[fields.names.length];
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = nodes.number(fields.names[i].toString());
      }
      return clock(numbers, fields.values);
    }
    Value function = value.toFcnRcd();
    Requirement.that(
        function instanceof FcnRcdValue, () -> "a vector clock must be a function: " + value);
    Value[] domain = ((FcnRcdValue) function).getDomainAsValues();
    int[] numbers = new int[domain.length];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = nodes.number(key(domain[i]));
    }
    return clock(numbers, ((FcnRcdValue) function).values);
  }

  private static int[] clock(int[] nodes, Value[] values) {
    int length = 0;
    for (int node : nodes) {
      length = Math.max(length, node + 1);
    }
    int[] clock = new int[length];
    for (int i = 0; i < nodes.length; i++) {
      clock[nodes[i]] = ticks(values[i]);
    }
    return clock;
  }

  private static int ticks(Value value) {
    Requirement.that(
        value instanceof IntValue, () -> "a vector clock must have numbers, not " + value);
    return ((IntValue) value).val;
  }
}
