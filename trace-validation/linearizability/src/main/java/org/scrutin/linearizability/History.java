package org.scrutin.linearizability;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a group of clients did, in the order of the calls. Immutable.
 *
 * @param operations by the position of their call
 * @param marks what others did meanwhile; it counts for nothing, and is shown
 */
public record History(List<Operation> operations, List<Mark> marks) {

  /** Sorts by call, and refuses two calls or returns at one position. */
  public History {
    operations = operations.stream().sorted(Comparator.comparingInt(Operation::call)).toList();
    marks = List.copyOf(marks);
    Positions.requireDistinct(operations);
  }

  /** Without marks. */
  public History(List<Operation> operations) {
    this(operations, List.of());
  }

  /** The same clients, these operations only. */
  public static History of(List<Operation> operations) {
    return new History(operations);
  }

  /** The number of operations. */
  public int size() {
    return operations.size();
  }

  /**
   * Histories by key, where each value is {@code [key value]}, as Jepsen's {@code independent}
   * writes them. A whole is linearizable when each part is.
   *
   * @throws HistoryException where a value is no pair
   */
  public Map<Object, History> byKey() {
    Map<Object, List<Operation>> parts = new LinkedHashMap<>();
    for (Operation o : operations) {
      if (!(o.input() instanceof List<?> pair) || pair.size() != 2) {
        throw HistoryException.of(
            o,
            "the value of a keyed history is [key value], not "
                + o.input()
                + "; leave out --keyed where it has no keys");
      }
      Object key = pair.get(0);
      Object output =
          o.output() instanceof List<?> out && out.size() == 2 && out.get(0).equals(key)
              ? out.get(1)
              : o.output();
      parts
          .computeIfAbsent(key, k -> new ArrayList<>())
          .add(
              new Operation(
                  o.process(),
                  o.f(),
                  pair.get(1),
                  output,
                  o.status(),
                  o.call(),
                  o.ret(),
                  o.line()));
    }
    Map<Object, History> result = new LinkedHashMap<>();
    parts.forEach((key, list) -> result.put(key, new History(list)));
    return result;
  }
}
