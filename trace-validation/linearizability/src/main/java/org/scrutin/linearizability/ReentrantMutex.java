package org.scrutin.linearizability;

import java.util.List;
import java.util.Optional;

/**
 * A lock that its holder may acquire again, and releases as often: {@code acquire}, {@code
 * release}, by process. Thread-safe.
 */
public record ReentrantMutex() implements Model<ReentrantMutex.Held> {

  /**
   * Who holds it.
   *
   * @param process means something only where {@code times} is more than zero
   * @param times acquired and not yet released
   */
  public record Held(long process, int times) {}

  private static final Held FREE = new Held(0, 0);

  @Override
  public String name() {
    return "reentrant-mutex";
  }

  @Override
  public Held initial() {
    return FREE;
  }

  @Override
  public Optional<Held> step(Held held, Operation o) {
    boolean holds = held.times() > 0 && held.process() == o.process();
    if (o.f().equals("acquire")) {
      return held.times() == 0 || holds
          ? Optional.of(new Held(o.process(), held.times() + 1))
          : Optional.empty();
    }
    if (!holds) {
      return Optional.empty();
    }
    return Optional.of(held.times() == 1 ? FREE : new Held(o.process(), held.times() - 1));
  }

  @Override
  public Object effect(Operation o) {
    return List.of(o.f(), o.process());
  }

  @Override
  public Optional<String> refuse(Operation o) {
    return List.of("acquire", "release").contains(o.f())
        ? Optional.empty()
        : Shape.unknown(this, o, "acquire and release");
  }
}
