package org.scrutin.replay.engine.modules;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tlc2.overrides.TLAPlusOperator;
import tlc2.tool.EvalControl;
import tlc2.value.impl.Applicable;
import tlc2.value.impl.FcnRcdValue;
import tlc2.value.impl.IntValue;
import tlc2.value.impl.RecordValue;
import tlc2.value.impl.TupleValue;
import tlc2.value.impl.Value;

/** The sorting in module {@code VectorClocks}. */
public final class VectorClocksModule {

  private VectorClocksModule() {}

  /** As the module says: the causes of a line before it, and else the order of the log. */
  @TLAPlusOperator(identifier = "CausalOrder", module = "VectorClocks", warn = false)
  public static Value causalOrder(Value log, Value clock, Value node, Value domain) {
    List<Value> waiting = new ArrayList<>(List.of(FoldsModule.elements("CausalOrder", log)));
    List<Map<String, Integer>> clocks = new ArrayList<>();
    for (Value line : waiting) {
      clocks.add(clock(((Applicable) clock).apply(new Value[] {line}, EvalControl.Clear)));
    }
    List<Value> sorted = new ArrayList<>();
    while (!waiting.isEmpty()) {
      int next = withoutCause(clocks);
      sorted.add(waiting.remove(next));
      clocks.remove(next);
    }
    return new TupleValue(sorted.toArray(Value[]::new));
  }

  /** The first line before which none of the others happened. */
  private static int withoutCause(List<Map<String, Integer>> clocks) {
    for (int i = 0; i < clocks.size(); i++) {
      Map<String, Integer> clock = clocks.get(i);
      if (clocks.stream().noneMatch(other -> isBefore(other, clock))) {
        return i;
      }
    }
    throw new IllegalStateException("an order without a first element");
  }

  private static boolean isBefore(Map<String, Integer> one, Map<String, Integer> other) {
    return !one.equals(other)
        && one.entrySet().stream()
            .allMatch(tick -> tick.getValue() <= other.getOrDefault(tick.getKey(), 0));
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
      clock.put(domain[i].toString(), ticks(((FcnRcdValue) function).values[i]));
    }
    return clock;
  }

  private static int ticks(Value value) {
    Requirement.that(
        value instanceof IntValue, () -> "a vector clock must have numbers, not " + value);
    return ((IntValue) value).val;
  }
}
