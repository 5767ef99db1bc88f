package org.scrutin.linearizability;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** A model of one key as a model of all keys at once, which nobody can cut into parts. */
record Keyed<S>(Model<S> model, Function<Operation, Object> key) implements Model<Map<Object, S>> {

  @Override
  public String name() {
    return model.name();
  }

  @Override
  public Map<Object, S> initial() {
    return Map.of();
  }

  @Override
  public Optional<Map<Object, S>> step(Map<Object, S> state, Operation o) {
    Object k = key.apply(o);
    return model
        .step(state.getOrDefault(k, model.initial()), o)
        .map(
            after -> {
              Map<Object, S> all = new HashMap<>(state);
              all.put(k, after);
              return all;
            });
  }

  @Override
  public Optional<String> refuse(Operation o) {
    return model.refuse(o);
  }
}
