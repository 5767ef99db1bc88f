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
 * @param keyed whether each value is {@code [key value]} because the history says its keys apart
 */
public record History(List<Operation> operations, List<Mark> marks, boolean keyed) {

  /** Sorts by call, and refuses two calls or returns at one position. */
  public History {
    operations = operations.stream().sorted(Comparator.comparingInt(Operation::call)).toList();
    marks = List.copyOf(marks);
    Positions.requireDistinct(operations);
  }

  /** Without keys. */
  public History(List<Operation> operations, List<Mark> marks) {
    this(operations, marks, false);
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
   * @throws HistoryException where a value is no pair, or a return says another key than its call
   */
  public Map<Object, History> byKey() {
    Map<Object, List<Operation>> parts = new LinkedHashMap<>();
    for (Operation o : operations) {
      if (!Shape.isPair(o.input())) {
        throw HistoryException.of(
            o,
            "the value of a keyed history is [key value], not "
                + o.input()
                + "; leave out --keyed where it has no keys");
      }
      Object key = Shape.first(o.input());
      parts
          .computeIfAbsent(key, k -> new ArrayList<>())
          .add(o.with(Shape.second(o.input()), withoutKey(o, key)));
    }
    Map<Object, History> result = new LinkedHashMap<>();
    parts.forEach((key, list) -> result.put(key, new History(list)));
    return result;
  }

  private static Object withoutKey(Operation o, Object key) {
    if (o.output().equals(Nil.NIL)) {
      return Nil.NIL;
    }
    if (o.status() != Status.OK) {
      return Shape.second(o.input());
    }
    if (Shape.isPair(o.output()) && Shape.first(o.output()).equals(key)) {
      return Shape.second(o.output());
    }
    throw HistoryException.of(
        o,
        "the return"
            + Shape.inLine(o)
            + " says "
            + o.output()
            + ", and its call the key "
            + key
            + "; write ["
            + key
            + " value], or mend one of the keys");
  }
}
