package org.scrutin.linearizability;

import java.util.Optional;

/**
 * A register: {@code read}, {@code write v}, and where asked for {@code cas [from to]}.
 * Thread-safe.
 *
 * @param initial the value before the first write
 * @param cas whether compare-and-set is known
 * @param failedCas whether a failed cas says that the value differed (as Porcupine's model for etcd
 *     has it), or nothing (as in Knossos)
 * @param nilReads whether a completed read of {@code nil} says that the value is {@code nil} (as
 *     that model has it), or nothing (as in Knossos)
 */
public record Register(Object initial, boolean cas, boolean failedCas, boolean nilReads)
    implements Model<Object> {

  /** What makes steps equal: a list of the three takes longer to look up. */
  private record Effect(String f, Object value, boolean failed) {}

  /** Reads and writes; {@code nil} at first. */
  public static Register plain() {
    return new Register(Nil.NIL, false, false, false);
  }

  /** With compare-and-set; {@code nil} at first. */
  public static Register withCas() {
    return new Register(Nil.NIL, true, false, false);
  }

  /** The same, where a failed cas says that the value differed. */
  public Register observingFailedCas() {
    return new Register(initial, cas, true, nilReads);
  }

  /** The same, where a completed read of {@code nil} says that the value is {@code nil}. */
  public Register observingNil() {
    return new Register(initial, cas, failedCas, true);
  }

  /** The same with another value before the first write. */
  public Register beginningWith(Object value) {
    return new Register(value, cas, failedCas, nilReads);
  }

  @Override
  public String name() {
    return cas ? "cas-register" : "register";
  }

  @Override
  public Optional<Object> step(Object value, Operation o) {
    if (o.f().equals("write")) {
      return Optional.of(o.input());
    }
    if (o.f().equals("read")) {
      return (!nilReads && o.output().equals(Nil.NIL)) || o.output().equals(value)
          ? Optional.of(value)
          : Optional.empty();
    }
    boolean matches = Shape.first(o.input()).equals(value);
    if (o.status() == Status.FAIL) {
      return matches ? Optional.empty() : Optional.of(value);
    }
    return matches ? Optional.of(Shape.second(o.input())) : Optional.empty();
  }

  @Override
  public String refusal(Object value, Operation o) {
    boolean differed = o.status() == Status.FAIL;
    return "the value is "
        + value
        + ", "
        + (differed
            ? "as it expects, and it failed"
            : o.f().equals("cas") ? "not what it expects" : "not what it read");
  }

  @Override
  public boolean readOnly(Operation o) {
    return o.f().equals("read")
        || (o.f().equals("cas")
            && (o.status() == Status.FAIL
                || Shape.first(o.input()).equals(Shape.second(o.input()))));
  }

  @Override
  public boolean overwrites(Operation o) {
    return o.f().equals("write");
  }

  @Override
  public boolean observesFailure(Operation o) {
    return failedCas && o.f().equals("cas");
  }

  @Override
  public Object effect(Operation o) {
    boolean read = o.f().equals("read");
    return new Effect(o.f(), read ? o.output() : o.input(), o.status() == Status.FAIL);
  }

  @Override
  public Optional<String> refuse(Operation o) {
    return switch (o.f()) {
      case "read" -> Optional.empty();
      case "write" -> Shape.repeated(o);
      case "cas" ->
          cas
              ? Shape.require(Shape.isPair(o.input()), o, "[from to]").or(() -> Shape.repeated(o))
              : Shape.unknown(this, o, "read and write");
      default -> Shape.unknown(this, o, cas ? "read, write and cas" : "read and write");
    };
  }
}
