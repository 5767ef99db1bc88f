package org.scrutin.linearizability;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** What clients of a model may ask for, few enough that they meet. */
record Menu<S>(String name, Model<S> model, Model<?> whole, List<Dish> dishes) {

  /** Stands for 1, 2, 3 and so on, one after the other. */
  private static final Object FRESH = new Keyword("fresh");

  /** A model that is not cut into parts, or rightly so without a model of the whole. */
  Menu(String name, Model<S> model, List<Dish> dishes) {
    this(name, model, model, dishes);
  }

  /** An operation, and what it may return. */
  record Dish(String f, Object input, List<Object> outputs) {}

  @Override
  public String toString() {
    return name;
  }

  private static Dish dish(String f, Object input, Object... outputs) {
    return new Dish(f, input, outputs.length == 0 ? List.of(input) : List.of(outputs));
  }

  static List<Menu<?>> all() {
    Object nil = Nil.NIL;
    Dish read = dish("read", nil, 1L, 2L, 3L, nil);
    List<Dish> register =
        List.of(read, read, dish("write", 1L), dish("write", 2L), dish("write", 3L));
    List<Dish> cas = new ArrayList<>(register);
    cas.addAll(
        List.of(
            dish("cas", List.of(1L, 2L)),
            dish("cas", List.of(2L, 1L)),
            dish("cas", List.of(2L, 3L)),
            dish("cas", List.of(1L, 1L))));
    List<Dish> lock = List.of(dish("acquire", nil), dish("release", nil));
    List<Dish> queue =
        List.of(
            dish("enqueue", 1L),
            dish("enqueue", 2L),
            dish("enqueue", 3L),
            dish("dequeue", nil, 1L, 2L, 3L, nil),
            dish("dequeue", nil, 1L, 2L, 3L));
    return List.of(
        new Menu<>("register", Register.plain(), register),
        new Menu<>("cas-register", Register.withCas(), cas),
        new Menu<>("cas-register-observing", Register.withCas().observingFailedCas(), cas),
        new Menu<>("register, nil is a value", Register.plain().observingNil(), register),
        new Menu<>(
            "cas-register, nil is a value",
            Register.withCas().observingFailedCas().observingNil(),
            cas),
        new Menu<>(
            "multi-register",
            new MultiRegister(Map.of("x", 0L)),
            List.of(
                txn(List.of(w("x", 1L))),
                txn(List.of(w("x", 2L), w("y", 1L))),
                txn(List.of(w("y", 2L), r("x", nil)), List.of(w("y", 2L), r("x", 1L))),
                txn(List.of(r("x", nil), r("y", nil)), List.of(r("x", 0L), r("y", nil))),
                txn(List.of(r("x", nil), r("y", nil)), List.of(r("x", 1L), r("y", 2L))),
                txn(List.of(r("x", nil), r("y", nil)), List.of(r("x", 2L), r("y", 1L))))),
        new Menu<>(
            "kv",
            new KeyValue(),
            new Keyed<>(
                new KeyValue(), o -> o.input() instanceof List<?> pair ? pair.get(0) : o.input()),
            List.of(
                dish("put", List.of("a", "1")),
                dish("put", List.of("a", "2")),
                dish("append", List.of("a", "1")),
                dish("append", List.of("a", "2")),
                dish("put", List.of("b", "1")),
                dish("get", "a", "", "1", "2", "12", "11", "21", nil),
                dish("get", "a", "1", "2", "12", "21"),
                dish("get", "b", List.of("b", "1"), nil))),
        new Menu<>("mutex", new Mutex(), lock),
        new Menu<>("reentrant-mutex", new ReentrantMutex(), lock),
        new Menu<>(
            "fenced-lock",
            new FencedLock(),
            List.of(dish("acquire", nil, 1L, 2L, 3L, 4L), dish("release", nil))),
        new Menu<>(
            "counter",
            new Counter(),
            List.of(
                dish("add", 1L),
                dish("add", 2L),
                dish("add", -1L),
                dish("read", nil, 0L, 1L, 2L, 3L, nil),
                dish("read", nil, 0L, 1L, 2L, 3L))),
        new Menu<>("queue", new FifoQueue(), queue),
        new Menu<>(
            "queue of distinct values",
            new FifoQueue(),
            List.of(
                dish("enqueue", FRESH),
                dish("enqueue", FRESH),
                dish("dequeue", nil, 1L, 2L, 3L, 4L),
                dish("dequeue", nil, 1L, 2L, 3L, 4L))),
        new Menu<>("queue of distinct values, found empty", new FifoQueue(), distinct(nil)),
        new Menu<>("unordered queue of distinct values", new UnorderedQueue(), distinct(nil)),
        new Menu<>(
            "register of distinct values",
            Register.plain(),
            List.of(
                dish("write", FRESH),
                dish("write", FRESH),
                dish("read", nil, 1L, 2L, 3L, 4L, nil),
                dish("read", nil, 1L, 2L, 3L),
                dish("read", nil, 1L, 2L, 3L))),
        new Menu<>("unordered-queue", new UnorderedQueue(), queue),
        new Menu<>(
            "set",
            new SetModel(),
            List.of(
                dish("add", 1L),
                dish("add", 2L),
                dish("remove", 1L),
                dish("contains", 1L, true, false),
                dish("contains", 2L, true, false),
                dish("read", nil, List.of(), List.of(1L), List.of(2L, 1L), List.of(1L, 1L), nil))),
        new Menu<>(
            "set that grows",
            new SetModel(),
            List.of(
                dish("add", FRESH),
                dish("add", FRESH),
                dish("read", nil, List.of(), List.of(1L), List.of(2L, 1L), List.of(2L), nil),
                dish("read", nil, List.of(3L, 1L), List.of(2L, 1L), List.of(3L, 1L, 2L)),
                dish("read", nil, List.of(1L), List.of(1L, 2L, 3L), List.of(1L, 1L)))),
        new Menu<>(
            "set by element",
            new SetModel(),
            List.of(
                dish("add", 1L),
                dish("remove", 1L),
                dish("contains", 1L, true, false, nil),
                dish("contains", 2L, true, false),
                dish("add", 2L))),
        new Menu<>(
            "leader",
            new LeaderElection(),
            new Keyed<>(
                new LeaderElection(),
                o -> {
                  Object claim = o.f().equals("elect") ? o.input() : o.output();
                  return claim instanceof List<?> pair ? pair.get(0) : "nothing known";
                }),
            List.of(
                dish("elect", List.of(1L, "a")),
                dish("elect", List.of(1L, "b")),
                dish("elect", List.of(2L, "b")),
                dish("observe", nil, List.of(1L, "a"), List.of(1L, "b"), List.of(2L, "b"), nil))));
  }

  private static List<Dish> distinct(Object nil) {
    return List.of(
        dish("enqueue", FRESH),
        dish("dequeue", nil, 1L, 2L, 3L, nil),
        dish("dequeue", nil, 1L, 2L, 3L, nil));
  }

  private static Dish txn(Object input, Object... outputs) {
    return dish("txn", input, outputs);
  }

  private static List<Object> w(String key, long value) {
    return List.of(new Keyword("w"), key, value);
  }

  private static List<Object> r(String key, Object value) {
    return List.of(new Keyword("r"), key, value);
  }

  /** A small history: of an honest thing, or of one that now and then returns what it likes. */
  History random(Random random, int maxOperations) {
    int clients = 1 + random.nextInt(4);
    int left = 1 + random.nextInt(maxOperations);
    boolean honest = random.nextInt(3) == 0;
    Table<?> table = new Table<>(whole, random, honest);
    List<Operation> done = new ArrayList<>();
    List<Open> open = new ArrayList<>();
    List<Long> idle = new ArrayList<>();
    for (long p = 0; p < clients; p++) {
      idle.add(p);
    }
    int position = 0;
    long fresh = 0;
    while (left > 0 || !open.isEmpty()) {
      if (left > 0 && !idle.isEmpty() && (open.isEmpty() || random.nextBoolean())) {
        Dish dish = dishes.get(random.nextInt(dishes.size()));
        if (dish.input().equals(FRESH)) {
          dish = dish(dish.f(), ++fresh);
        }
        open.add(new Open(idle.remove(random.nextInt(idle.size())), dish, position++));
        left--;
        continue;
      }
      Open o = open.remove(random.nextInt(open.size()));
      int kind = random.nextInt(8);
      if (kind == 0) {
        if (random.nextBoolean()) {
          table.serve(o);
        }
        done.add(o.end(Nil.NIL, Status.INFO, Operation.NEVER));
        idle.add(o.process + 100);
      } else if (kind == 1) {
        done.add(o.end(o.dish.input(), Status.FAIL, position++));
        idle.add(o.process);
      } else {
        Optional<Object> output = table.serve(o);
        done.add(
            output.isPresent()
                ? o.end(output.get(), Status.OK, position++)
                : o.end(o.dish.input(), Status.FAIL, position++));
        idle.add(o.process);
      }
      Collections.shuffle(open, random);
    }
    return new History(done);
  }

  private record Open(long process, Dish dish, int call) {
    Operation end(Object output, Status status, int ret) {
      return new Operation(process, dish.f(), dish.input(), output, status, call, ret, 0);
    }
  }

  private static final class Table<S> {
    private final Model<S> model;
    private final Random random;
    private final boolean honest;
    private S state;

    Table(Model<S> model, Random random, boolean honest) {
      this.model = model;
      this.random = random;
      this.honest = honest;
      state = model.initial();
    }

    Optional<Object> serve(Open o) {
      List<Object> outputs = new ArrayList<>(o.dish.outputs());
      Collections.shuffle(outputs, random);
      if (!honest && random.nextInt(4) == 0) {
        return Optional.of(outputs.get(0));
      }
      for (Object output : outputs) {
        Optional<S> after = model.step(state, o.end(output, Status.OK, Integer.MAX_VALUE - 1));
        if (after.isPresent()) {
          state = after.get();
          return Optional.of(output);
        }
      }
      return honest ? Optional.empty() : Optional.of(outputs.get(0));
    }
  }
}
