package org.scrutin.linearizability;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Several registers, read and written together: {@code txn [[:r k v] [:w k v] ...]}, also with
 * {@code :read} and {@code :write}. A read of {@code nil} says nothing. Thread-safe.
 *
 * @param initial the values before the first write; {@code nil} for all others
 */
public record MultiRegister(Map<Object, Object> initial) implements Model<Map<Object, Object>> {

  private static final String SHAPE = "[[:r key value] [:w key value] ...]";

  /** Keeps a copy. */
  public MultiRegister {
    initial = Collections.unmodifiableMap(new HashMap<>(initial));
  }

  @Override
  public String name() {
    return "multi-register";
  }

  @Override
  public Optional<Map<Object, Object>> step(Map<Object, Object> values, Operation o) {
    Map<Object, Object> after = values;
    for (Object part : parts(o)) {
      List<?> action = (List<?>) part;
      if (isWrite(action)) {
        Map<Object, Object> copy = new HashMap<>(after);
        copy.put(action.get(1), action.get(2));
        after = copy;
      } else if (!o.crashed() && contradicts(after, action)) {
        return Optional.empty();
      }
    }
    return Optional.of(after);
  }

  private static boolean contradicts(Map<Object, Object> values, List<?> read) {
    return !read.get(2).equals(Nil.NIL)
        && !read.get(2).equals(values.getOrDefault(read.get(1), Nil.NIL));
  }

  @Override
  public String refusal(Map<Object, Object> values, Operation o) {
    Map<Object, Object> after = new HashMap<>(values);
    for (Object part : parts(o)) {
      List<?> action = (List<?>) part;
      if (isWrite(action)) {
        after.put(action.get(1), action.get(2));
      } else if (contradicts(after, action)) {
        Object value = after.getOrDefault(action.get(1), Nil.NIL);
        return "the value of " + action.get(1) + " is " + value + ", not " + action.get(2);
      }
    }
    return Model.super.refusal(values, o);
  }

  private static List<?> parts(Operation o) {
    return (List<?>) (o.output() instanceof List<?> && !o.crashed() ? o.output() : o.input());
  }

  private static boolean isWrite(List<?> action) {
    String verb = action.get(0).toString();
    return verb.equals(":w") || verb.equals(":write") || verb.equals("w") || verb.equals("write");
  }

  @Override
  public boolean readOnly(Operation o) {
    return parts(o).stream().noneMatch(part -> isWrite((List<?>) part));
  }

  @Override
  public Optional<String> refuse(Operation o) {
    if (!o.f().equals("txn")) {
      return Shape.unknown(this, o, "txn");
    }
    return Shape.require(fits(o.input()), o, SHAPE)
        .or(() -> Shape.returns(fits(o.output()), o, SHAPE))
        .or(() -> Shape.isSilent(o) || filledIn(o) ? Optional.empty() : Shape.differs(o));
  }

  private static boolean fits(Object transaction) {
    return transaction instanceof List<?> actions
        && actions.stream().allMatch(MultiRegister::isAction);
  }

  /** Whether a completed one is what was asked for, with the values that were read. */
  private static boolean filledIn(Operation o) {
    List<?> asked = (List<?>) o.input();
    List<?> done = (List<?>) o.output();
    return asked.size() == done.size()
        && IntStream.range(0, asked.size())
            .allMatch(i -> filledIn((List<?>) asked.get(i), (List<?>) done.get(i)));
  }

  private static boolean filledIn(List<?> asked, List<?> done) {
    boolean write = isWrite(asked);
    return write == isWrite(done)
        && asked.get(1).equals(done.get(1))
        && (!write || asked.get(2).equals(done.get(2)));
  }

  private static boolean isAction(Object part) {
    return part instanceof List<?> action
        && action.size() == 3
        && List.of(":r", ":w", ":read", ":write", "r", "w", "read", "write")
            .contains(action.get(0).toString());
  }
}
