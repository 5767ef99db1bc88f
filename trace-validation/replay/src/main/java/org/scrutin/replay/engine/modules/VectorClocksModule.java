package org.scrutin.replay.engine.modules;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.function.Function;
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

  /** A line with its place in the log, who wrote it, and its clock. */
  private record Line(Value value, int place, String node, Map<String, Integer> clock) {

    int ticks(String of) {
      return clock.getOrDefault(of, 0);
    }

    /** How many of its writer's steps it counts, itself among them. */
    int own() {
      return ticks(node);
    }

    boolean isBefore(Line other) {
      return clock.entrySet().stream()
              .allMatch(tick -> tick.getValue() <= other.ticks(tick.getKey()))
          && other.clock.entrySet().stream()
              .anyMatch(tick -> tick.getValue() > ticks(tick.getKey()));
    }
  }

  /**
   * As the module says: the causes of a line before it, and else the order of the log. The lines of
   * a node are in the order of its own ticks, so of each only the first is looked at; where clocks
   * do not count who wrote the line, each is compared with each.
   */
  @TLAPlusOperator(identifier = "CausalOrder", module = "VectorClocks", warn = false)
  public static Value causalOrder(Value log, Value clock, Value node, Value domain) {
    List<Line> lines = new ArrayList<>();
    for (Value value : FoldsModule.elements("CausalOrder", log)) {
      Map<String, Integer> ticks = clock(apply(clock, value));
      lines.add(new Line(value, lines.size(), key(apply(node, value)), ticks));
    }
    boolean counted = lines.stream().allMatch(line -> line.own() > 0);
    Function<Line, String> queue = counted ? Line::node : line -> String.valueOf(line.place());
    Map<String, Deque<Line>> queues = new TreeMap<>();
    lines.stream()
        .sorted(Comparator.comparingInt(Line::own))
        .forEach(
            line -> queues.computeIfAbsent(queue.apply(line), q -> new ArrayDeque<>()).add(line));
    List<Value> sorted = new ArrayList<>();
    while (sorted.size() < lines.size()) {
      Line next = next(queues.values());
      queues.get(queue.apply(next)).removeFirst();
      sorted.add(next.value());
    }
    return new TupleValue(sorted.toArray(Value[]::new));
  }

  private static Value apply(Value operator, Value argument) {
    return ((Applicable) operator).apply(new Value[] {argument}, EvalControl.Clear);
  }

  /**
   * Of the first lines that have no cause left, the first of the log; where the clocks are such
   * that each waits for another one, the first of those that are after none.
   */
  private static Line next(Collection<Deque<Line>> queues) {
    List<Line> firsts =
        queues.stream()
            .filter(queue -> !queue.isEmpty())
            .map(Deque::getFirst)
            .sorted(Comparator.comparingInt(Line::place))
            .toList();
    return first(firsts, VectorClocksModule::isCause)
        .or(() -> first(firsts, Line::isBefore))
        .orElseThrow(() -> new IllegalStateException("an order without a first element"));
  }

  private static Optional<Line> first(List<Line> lines, BiPredicate<Line, Line> isCause) {
    return lines.stream()
        .filter(line -> lines.stream().noneMatch(other -> isCause.test(other, line)))
        .findFirst();
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

  private static Map<String, Integer> clock(Value value) {
    Map<String, Integer> clock = new TreeMap<>();
    if (value instanceof RecordValue fields) {
      for (int i = 0; i < fields.names.length; i++) {
        clock.put(fields.names[i].toString(), ticks(fields.values[i]));
      }
      return clock;
    }
    Value function = value.toFcnRcd();
    Requirement.that(
        function instanceof FcnRcdValue, () -> "a vector clock must be a function: " + value);
    Value[] domain = ((FcnRcdValue) function).getDomainAsValues();
    for (int i = 0; i < domain.length; i++) {
      clock.put(key(domain[i]), ticks(((FcnRcdValue) function).values[i]));
    }
    return clock;
  }

  private static int ticks(Value value) {
    Requirement.that(
        value instanceof IntValue, () -> "a vector clock must have numbers, not " + value);
    return ((IntValue) value).val;
  }
}
