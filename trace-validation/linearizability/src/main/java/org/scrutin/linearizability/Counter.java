package org.scrutin.linearizability;

import java.util.List;
import java.util.Optional;

/**
 * A counter from 0: {@code add n}, which may be negative, and {@code read}. A completed read of
 * {@code nil} says nothing. Thread-safe.
 */
public record Counter() implements Model<Long> {

  @Override
  public String name() {
    return "counter";
  }

  @Override
  public Long initial() {
    return 0L;
  }

  @Override
  public Optional<Long> step(Long value, Operation o) {
    if (o.f().equals("add")) {
      return Optional.of(value + (Long) o.input());
    }
    return o.output().equals(Nil.NIL) || o.output().equals(value)
        ? Optional.of(value)
        : Optional.empty();
  }

  @Override
  public boolean readOnly(Operation o) {
    return o.f().equals("read") || o.input().equals(0L);
  }

  @Override
  public Object effect(Operation o) {
    return List.of(o.f(), o.f().equals("add") ? o.input() : o.output());
  }

  @Override
  public Optional<String> refuse(Operation o) {
    return switch (o.f()) {
      case "read" -> Shape.returns(o.output() instanceof Long, o, "an integer");
      case "add" ->
          Shape.require(o.input() instanceof Long, o, "an integer").or(() -> Shape.repeated(o));
      default -> Shape.unknown(this, o, "add and read");
    };
  }
}
