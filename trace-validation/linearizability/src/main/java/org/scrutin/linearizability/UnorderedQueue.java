package org.scrutin.linearizability;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A bag: {@code enqueue v}, and {@code dequeue} with any value that is in it as its output, {@code
 * nil} where it found none. Thread-safe.
 */
public record UnorderedQueue() implements Model<Map<Object, Integer>> {

  @Override
  public String name() {
    return "unordered-queue";
  }

  @Override
  public Map<Object, Integer> initial() {
    return Map.of();
  }

  @Override
  public Optional<Map<Object, Integer>> step(Map<Object, Integer> bag, Operation o) {
    if (o.f().equals("enqueue")) {
      return Optional.of(change(bag, o.input(), 1));
    }
    if (o.output().equals(Nil.NIL)) {
      return bag.isEmpty() ? Optional.of(bag) : Optional.empty();
    }
    return bag.containsKey(o.output())
        ? Optional.of(change(bag, o.output(), -1))
        : Optional.empty();
  }

  /** Nobody knows which value a crashed dequeue took. */
  @Override
  public List<Map<Object, Integer>> crashed(Map<Object, Integer> bag, Operation o) {
    return o.f().equals("enqueue")
        ? List.of(change(bag, o.input(), 1))
        : bag.keySet().stream().map(value -> change(bag, value, -1)).toList();
  }

  private static Map<Object, Integer> change(Map<Object, Integer> bag, Object value, int by) {
    Map<Object, Integer> after = new HashMap<>(bag);
    after.merge(value, by, (a, b) -> a + b == 0 ? null : a + b);
    // Not Map.copyOf: its order, and so what is printed, is another in each run.
    return Collections.unmodifiableMap(after);
  }

  @Override
  public boolean readOnly(Operation o) {
    return o.status() == Status.OK && o.f().equals("dequeue") && o.output().equals(Nil.NIL);
  }

  @Override
  public Object effect(Operation o) {
    return o.f().equals("enqueue")
        ? List.of("enqueue", o.input())
        : List.of("dequeue", o.crashed(), o.crashed() ? Nil.NIL : o.output());
  }

  /**
   * One part a value, unless somebody found the bag empty. Where nobody did, it never harms that a
   * value stays: crashed dequeues need not have happened.
   */
  @Override
  public List<History> partition(History history) {
    Map<Object, List<Operation>> parts = new LinkedHashMap<>();
    for (Operation o : history.operations()) {
      boolean enqueue = o.f().equals("enqueue");
      if (readOnly(o)) {
        return List.of(history);
      }
      if (o.status() != Status.FAIL && (enqueue || !o.crashed())) {
        parts.computeIfAbsent(enqueue ? o.input() : o.output(), k -> new ArrayList<>()).add(o);
      }
    }
    return parts.values().stream().map(History::new).toList();
  }

  @Override
  public Optional<String> refuse(Operation o) {
    return switch (o.f()) {
      case "dequeue" -> Optional.empty();
      case "enqueue" ->
          Shape.require(!o.input().equals(Nil.NIL), o, "a value").or(() -> Shape.repeated(o));
      default -> Shape.unknown(this, o, "enqueue and dequeue");
    };
  }
}
