package org.scrutin.linearizability;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A map: {@code get k}, {@code put [k v]}, {@code append [k v]}. A get has the value as its output,
 * or {@code [k v]}; a key that is not there reads {@code nil} or the empty text. Thread-safe.
 */
public record KeyValue() implements Model<Object> {

  @Override
  public String name() {
    return "kv";
  }

  /** The value of one key: a history is checked key by key. */
  @Override
  public Object initial() {
    return "";
  }

  @Override
  public Optional<Object> step(Object value, Operation o) {
    return switch (o.f()) {
      case "put" -> Optional.of(absentIsEmpty(Shape.second(o.input())));
      case "append" -> Optional.of(value.toString() + absentIsEmpty(Shape.second(o.input())));
      default -> got(o).equals(value) ? Optional.of(value) : Optional.empty();
    };
  }

  @Override
  public String refusal(Object value, Operation o) {
    return "the value of its key is " + (value.equals("") ? "empty" : value) + ", not what it got";
  }

  private static Object key(Operation o) {
    return Shape.isPair(o.input()) ? Shape.first(o.input()) : o.input();
  }

  /** Of two values nobody knows whether they are a key in brackets, or a key and its value. */
  private static boolean saysKeyAlone(Operation o) {
    return !Shape.isPair(o.input()) || Shape.second(o.input()).equals(Nil.NIL);
  }

  private static Object got(Operation o) {
    boolean pair = Shape.isPair(o.output()) && Shape.first(o.output()).equals(key(o));
    return absentIsEmpty(pair ? Shape.second(o.output()) : o.output());
  }

  /** A value that is a list of two is told with its key: {@code [key [a b]]}. */
  private static boolean sameKey(Operation o) {
    return Shape.isPair(o.output())
        ? Shape.first(o.output()).equals(key(o))
        : !Shape.isPair(o.input());
  }

  /** Whether a completed put says of its return what it says of its call, or nothing. */
  private static boolean repeats(Operation o) {
    return o.output().equals(o.input()) || o.output().equals(List.of(key(o), Nil.NIL));
  }

  private static Object absentIsEmpty(Object value) {
    return value.equals(Nil.NIL) ? "" : value;
  }

  @Override
  public boolean readOnly(Operation o) {
    return o.f().equals("get");
  }

  @Override
  public boolean overwrites(Operation o) {
    return o.f().equals("put");
  }

  @Override
  public Object effect(Operation o) {
    return readOnly(o)
        ? List.of("get", o.crashed() ? Nil.NIL : got(o))
        : List.of(o.f(), absentIsEmpty(Shape.second(o.input())));
  }

  /** One part a key. */
  @Override
  public List<History> partition(History history) {
    Map<Object, List<Operation>> parts = new LinkedHashMap<>();
    for (Operation o : history.operations()) {
      parts.computeIfAbsent(key(o), k -> new ArrayList<>()).add(o);
    }
    return parts.values().stream().map(History::new).toList();
  }

  @Override
  public Optional<String> refuse(Operation o) {
    return switch (o.f()) {
      case "get" ->
          Shape.require(!key(o).equals(Nil.NIL), o, "a key")
              .or(
                  () ->
                      Shape.require(saysKeyAlone(o), o, "a key, or [key nil] of a key in brackets"))
              .or(() -> Shape.isSilent(o) || sameKey(o) ? Optional.empty() : Shape.differs(o));
      case "put", "append" ->
          Shape.require(Shape.isPair(o.input()), o, "[key value]")
              .or(() -> Shape.isSilent(o) || repeats(o) ? Optional.empty() : Shape.differs(o));
      default -> Shape.unknown(this, o, "get, put and append");
    };
  }
}
