package org.scrutin.linearizability;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;

/**
 * Makes histories of any size: clients use an honest thing, each operation taking effect at one
 * instant between call and return. The same seed, the same history. Not thread-safe.
 */
public final class HistoryGenerator {

  /** What the clients use. */
  public enum Kind {
    /** Reads and writes of five values. */
    REGISTER("register"),
    /** Reads and writes, each of a new value. */
    UNIQUE_REGISTER("register"),
    /** Reads, writes and compare-and-set of five values. */
    CAS("cas-register"),
    /** Acquire and release. */
    MUTEX("mutex"),
    /** A queue of distinct values. */
    QUEUE("queue"),
    /** A set of twenty values. */
    SET("set"),
    /** Ten keys. */
    KEY_VALUE("kv");

    private final String model;

    Kind(String model) {
      this.model = model;
    }

    /** The model that fits. */
    public Model<?> model() {
      return Models.named(model).orElseThrow();
    }
  }

  /** Values of a register: few, so that clients meet. */
  private static final int VALUES = 5;

  private static final int LIES = 5;

  private final Kind kind;
  private final int clients;
  private final Random random;
  private final Map<Object, Object> store = new HashMap<>();
  private final Deque<Object> queue = new ArrayDeque<>();
  private final TreeSet<Long> set = new TreeSet<>();
  private boolean held;
  private long fresh;
  private long nextProcess;
  private int position;
  private final List<Operation> done = new ArrayList<>();
  private final List<Open> open = new ArrayList<>();

  private static final class Open {
    private final long process;
    private final String f;
    private final Object input;
    private final int call;
    private boolean served;
    private Object output = Nil.NIL;
    private Status status = Status.OK;

    Open(long process, String f, Object input, int call) {
      this.process = process;
      this.f = f;
      this.input = input;
      this.call = call;
    }
  }

  /**
   * A generator.
   *
   * @param clients at least 1, all busy all the time
   */
  public HistoryGenerator(Kind kind, int clients, long seed) {
    if (clients < 1) {
      throw new IllegalArgumentException("there is at least one client, not " + clients);
    }
    this.kind = kind;
    this.clients = clients;
    random = new Random(seed);
    nextProcess = clients;
  }

  /**
   * A linearizable history.
   *
   * @param operations at least 1
   * @param crashes about so many operations never return
   */
  public History good(int operations, int crashes) {
    for (int p = 0; p < clients; p++) {
      call(p);
    }
    int left = operations - clients;
    while (!open.isEmpty()) {
      Open o = open.get(random.nextInt(open.size()));
      if (!o.served) {
        if (random.nextBoolean()) {
          serve(o);
        }
        continue;
      }
      open.remove(o);
      boolean crash = o.status == Status.OK && random.nextInt(operations) < crashes;
      Status status = crash ? Status.INFO : o.status;
      done.add(
          new Operation(
              o.process,
              o.f,
              o.input,
              crash ? Nil.NIL : o.output,
              status,
              o.call,
              crash ? Operation.NEVER : position++,
              0));
      if (left-- > 0) {
        call(crash ? nextProcess++ : o.process);
      }
    }
    return new History(done);
  }

  /**
   * The same with a few outputs near the end that were true earlier. Many are not linearizable;
   * with many clients and few values such an output may well be true.
   */
  public History bad(int operations, int crashes) {
    List<Operation> all = new ArrayList<>(good(operations, crashes).operations());
    int lies = 0;
    for (int i = all.size() * 9 / 10; i < all.size(); i++) {
      Operation o = all.get(i);
      if (o.status() == Status.OK && !o.output().equals(o.input())) {
        all.set(i, lie(o, all.get(random.nextInt(i / 2 + 1)), all, i));
        if (++lies == LIES) {
          return new History(all);
        }
      }
    }
    if (lies > 0) {
      return new History(all);
    }
    // Nothing is returned: an operation twice cannot be told from a lie.
    Operation last = all.get(all.size() - 1);
    all.add(
        new Operation(
            nextProcess++,
            last.f(),
            last.input(),
            last.output(),
            Status.OK,
            position,
            position + 1,
            0));
    all.add(
        new Operation(
            nextProcess++,
            last.f(),
            last.input(),
            last.output(),
            Status.OK,
            position + 2,
            position + 3,
            0));
    return new History(all);
  }

  private Operation lie(Operation o, Operation start, List<Operation> all, int i) {
    Object output = o.output();
    if (output instanceof Boolean truth) {
      output = !truth;
    } else {
      for (int k = all.indexOf(start); k < i; k++) {
        Operation other = all.get(k);
        if (other.f().equals(o.f())
            && other.input().equals(o.input())
            && other.status() == Status.OK
            && !other.output().equals(output)) {
          output = other.output();
          break;
        }
      }
    }
    return new Operation(
        o.process(), o.f(), o.input(), output, o.status(), o.call(), o.ret(), o.line());
  }

  private void call(long process) {
    boolean first = random.nextBoolean();
    long value = random.nextInt(VALUES);
    Object input = Nil.NIL;
    String f;
    switch (kind) {
      case REGISTER, UNIQUE_REGISTER -> {
        f = first ? "read" : "write";
        input = first ? Nil.NIL : kind == Kind.REGISTER ? value : fresh++;
      }
      case CAS -> {
        int dice = random.nextInt(3);
        f = dice == 0 ? "read" : dice == 1 ? "write" : "cas";
        long to = random.nextInt(VALUES);
        input = dice == 0 ? Nil.NIL : dice == 1 ? value : List.of(value, to);
      }
      case MUTEX -> f = first ? "acquire" : "release";
      case QUEUE -> {
        f = first ? "enqueue" : "dequeue";
        input = first ? fresh++ : Nil.NIL;
      }
      case SET -> {
        f = List.of("add", "remove", "contains").get(random.nextInt(3));
        input = (long) random.nextInt(20);
      }
      default -> {
        String key = "k" + random.nextInt(10);
        f = first ? "get" : random.nextInt(4) == 0 ? "append" : "put";
        input = first ? key : List.of(key, "v" + value);
      }
    }
    open.add(new Open(process, f, input, position++));
  }

  private void serve(Open o) {
    o.served = true;
    o.output = o.input;
    boolean done = true;
    switch (o.f) {
      case "read" -> o.output = store.getOrDefault("", Nil.NIL);
      case "write" -> store.put("", o.input);
      case "cas" -> {
        done = Shape.first(o.input).equals(store.get(""));
        if (done) {
          store.put("", Shape.second(o.input));
        }
      }
      case "acquire", "release" -> {
        done = held != o.f.equals("acquire");
        held = o.f.equals("acquire");
      }
      case "enqueue" -> queue.add(o.input);
      case "dequeue" -> {
        done = !queue.isEmpty();
        o.output = done ? queue.remove() : o.input;
      }
      case "add" -> set.add((Long) o.input);
      case "remove" -> set.remove((Long) o.input);
      case "contains" -> o.output = set.contains((Long) o.input);
      case "get" -> o.output = store.getOrDefault(o.input, "");
      case "put" -> store.put(Shape.first(o.input), Shape.second(o.input));
      default -> store.merge(Shape.first(o.input), Shape.second(o.input), (a, b) -> "" + a + b);
    }
    o.status = done ? Status.OK : Status.FAIL;
  }
}
