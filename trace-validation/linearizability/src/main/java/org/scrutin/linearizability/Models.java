package org.scrutin.linearizability;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The models by name, as the command line has them. */
public final class Models {

  private static final Map<String, Model<?>> ALL = all();

  private Models() {}

  private static Map<String, Model<?>> all() {
    Map<String, Model<?>> models = new LinkedHashMap<>();
    for (Model<?> model :
        List.of(
            Register.plain(),
            Register.withCas(),
            new MultiRegister(Map.of()),
            new KeyValue(),
            new Mutex(),
            new ReentrantMutex(),
            new FencedLock(),
            new Counter(),
            new FifoQueue(),
            new UnorderedQueue(),
            new SetModel(),
            new LeaderElection())) {
      models.put(model.name(), model);
    }
    return models;
  }

  /** All names, in the order in which they are told to users. */
  public static List<String> names() {
    return List.copyOf(ALL.keySet());
  }

  /**
   * The model that knows all operations of a history: of locks a mutex, or a fenced one where
   * acquires return tokens; of queues the one in order; of {@code add} and {@code read} a set or a
   * counter by what is read.
   *
   * @throws HistoryException where there is none, or none that can be told
   */
  public static Model<?> suiting(History history) {
    List<Operation> operations = history.keyed() ? Keys.without(history) : history.operations();
    return first(operations, refusal -> true)
        // One that knows the names says what is wrong with the rest.
        .or(() -> first(operations, Shape::isUnknown))
        .orElseThrow(
            () ->
                new HistoryException(
                    "from its operations ("
                        + history.operations().stream()
                            .map(Operation::f)
                            .distinct()
                            .sorted()
                            .collect(Collectors.joining(", "))
                        + ") no model can be told; name one: "
                        + String.join(", ", names())));
  }

  /** The first model that has none of these objections. */
  private static Optional<Model<?>> first(List<Operation> operations, Predicate<String> objection) {
    return ALL.values().stream().filter(model -> suits(model, operations, objection)).findFirst();
  }

  private static boolean suits(
      Model<?> model, List<Operation> operations, Predicate<String> objection) {
    boolean integer = operations.stream().anyMatch(o -> got(o) instanceof Long);
    boolean values = operations.stream().anyMatch(o -> got(o) instanceof Collection<?>);
    boolean looks = operations.stream().anyMatch(o -> !List.of("add", "read").contains(o.f()));
    boolean fits =
        switch (model.name()) {
          case "register" -> false; // A CAS register is one, too.
          case "reentrant-mutex" -> false; // Cannot be told from a mutex.
          case "mutex" -> !integer;
          case "counter" -> integer && !values;
          case "set" -> values || looks;
          default -> true;
        };
    return fits && operations.stream().allMatch(o -> model.refuse(o).filter(objection).isEmpty());
  }

  /** What an operation returned that is not what it was called with. */
  private static Object got(Operation o) {
    return o.status() == Status.OK && !o.output().equals(o.input()) ? o.output() : Nil.NIL;
  }

  /** The model of that name. */
  public static Optional<Model<?>> named(String name) {
    return Optional.ofNullable(ALL.get(name));
  }
}
