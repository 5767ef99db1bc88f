package org.scrutin.linearizability;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

  /** The model of that name. */
  public static Optional<Model<?>> named(String name) {
    return Optional.ofNullable(ALL.get(name));
  }
}
