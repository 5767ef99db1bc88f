package org.scrutin.linearizability;

import java.util.List;
import java.util.Optional;

/** A lock: {@code acquire}, {@code release}. Whoever releases need not hold it. Thread-safe. */
public record Mutex() implements Model<Boolean> {

  @Override
  public String name() {
    return "mutex";
  }

  /** Not held. */
  @Override
  public Boolean initial() {
    return false;
  }

  @Override
  public Optional<Boolean> step(Boolean held, Operation o) {
    boolean acquire = o.f().equals("acquire");
    return held == acquire ? Optional.empty() : Optional.of(acquire);
  }

  @Override
  public String refusal(Boolean held, Operation o) {
    return held ? "the lock is held" : "the lock is free";
  }

  @Override
  public Object effect(Operation o) {
    return o.f();
  }

  @Override
  public Optional<String> refuse(Operation o) {
    return List.of("acquire", "release").contains(o.f())
        ? Optional.empty()
        : Shape.unknown(this, o, "acquire and release");
  }
}
