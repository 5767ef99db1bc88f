package org.scrutin.linearizability;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * First in, first out: {@code enqueue v}, and {@code dequeue} with the value as its output, {@code
 * nil} where it found the queue empty. Thread-safe.
 */
public record FifoQueue() implements Model<List<Object>> {

  @Override
  public String name() {
    return "queue";
  }

  @Override
  public List<Object> initial() {
    return List.of();
  }

  @Override
  public Optional<List<Object>> step(List<Object> queue, Operation o) {
    if (o.f().equals("enqueue")) {
      List<Object> longer = new ArrayList<>(queue);
      longer.add(o.input());
      return Optional.of(List.copyOf(longer));
    }
    if (queue.isEmpty()) {
      return o.crashed() || o.output().equals(Nil.NIL) ? Optional.of(queue) : Optional.empty();
    }
    return o.crashed() || queue.get(0).equals(o.output())
        ? Optional.of(List.copyOf(queue.subList(1, queue.size())))
        : Optional.empty();
  }

  @Override
  public String refusal(List<Object> queue, Operation o) {
    return queue.isEmpty() ? "the queue is empty" : "the first value is " + queue.get(0);
  }

  @Override
  public boolean readOnly(Operation o) {
    return !o.crashed() && o.f().equals("dequeue") && o.output().equals(Nil.NIL);
  }

  @Override
  public Object effect(Operation o) {
    return o.f().equals("enqueue")
        ? List.of("enqueue", o.input())
        : List.of("dequeue", o.crashed(), o.crashed() ? Nil.NIL : o.output());
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
