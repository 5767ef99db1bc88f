package org.scrutin.linearizability;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A set: {@code add v}, {@code remove v}, {@code contains v} with a truth value as its output, and
 * {@code read} with all values. A completed read of {@code nil} says nothing. Thread-safe.
 */
public record SetModel() implements Model<Set<Object>> {

  @Override
  public String name() {
    return "set";
  }

  @Override
  public Set<Object> initial() {
    return Set.of();
  }

  @Override
  public Optional<Set<Object>> step(Set<Object> set, Operation o) {
    boolean legal =
        switch (o.f()) {
          case "contains" ->
              o.output().equals(Nil.NIL) || o.output().equals(set.contains(o.input()));
          case "read" ->
              !(o.output() instanceof Collection<?> all)
                  || (all.size() == set.size() && set.equals(new HashSet<>(all)));
          default -> true;
        };
    return legal ? Optional.of(after(set, o)) : Optional.empty();
  }

  private static Set<Object> after(Set<Object> set, Operation o) {
    boolean add = o.f().equals("add");
    if (readsOnly(o) || set.contains(o.input()) == add) {
      return set;
    }
    Set<Object> changed = new HashSet<>(set);
    if (add) {
      changed.add(o.input());
    } else {
      changed.remove(o.input());
    }
    // Not Set.copyOf: its order, and so what is printed, is another in each run.
    return Collections.unmodifiableSet(changed);
  }

  private static boolean readsOnly(Operation o) {
    return o.f().equals("read") || o.f().equals("contains");
  }

  @Override
  public boolean readOnly(Operation o) {
    return readsOnly(o);
  }

  @Override
  public Object effect(Operation o) {
    return List.of(o.f(), o.input(), readsOnly(o) ? o.output() : Nil.NIL);
  }

  /** One part a value, unless the whole set is read. */
  @Override
  public List<History> partition(History history) {
    Map<Object, List<Operation>> parts = new LinkedHashMap<>();
    for (Operation o : history.operations()) {
      if (o.f().equals("read")) {
        if (o.status() == Status.OK && o.output() instanceof Collection<?>) {
          return List.of(history);
        }
      } else {
        parts.computeIfAbsent(o.input(), k -> new ArrayList<>()).add(o);
      }
    }
    return parts.values().stream().map(History::new).toList();
  }

  @Override
  public Optional<String> refuse(Operation o) {
    return switch (o.f()) {
      case "add", "remove" -> Shape.repeated(o);
      case "contains" -> Shape.returns(o.output() instanceof Boolean, o, "true or false");
      case "read" -> Shape.returns(o.output() instanceof Collection<?>, o, "the values of the set");
      default -> Shape.unknown(this, o, "add, remove, contains and read");
    };
  }
}
