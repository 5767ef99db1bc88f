package org.scrutin.linearizability;

import java.util.List;
import java.util.Optional;

/**
 * A lock whose every grant carries a greater token: {@code acquire} with the token, an integer, as
 * its output, and {@code release}. Thread-safe.
 */
public record FencedLock() implements Model<FencedLock.Grant> {

  /**
   * The last grant.
   *
   * @param held whether it is held
   * @param token of the last grant
   */
  public record Grant(boolean held, long token) {}

  @Override
  public String name() {
    return "fenced-lock";
  }

  /** Not held, below every token. */
  @Override
  public Grant initial() {
    return new Grant(false, Long.MIN_VALUE);
  }

  @Override
  public Optional<Grant> step(Grant last, Operation o) {
    if (o.f().equals("release")) {
      return last.held() ? Optional.of(new Grant(false, last.token())) : Optional.empty();
    }
    if (last.held()) {
      return Optional.empty();
    }
    if (o.crashed()) {
      // The least token that it can have had forbids least.
      return last.token() == Long.MAX_VALUE
          ? Optional.empty()
          : Optional.of(new Grant(true, last.token() + 1));
    }
    long token = (Long) o.output();
    return token > last.token() ? Optional.of(new Grant(true, token)) : Optional.empty();
  }

  @Override
  public Object effect(Operation o) {
    return o.f().equals("release")
        ? "release"
        : List.of(o.f(), o.crashed(), o.crashed() ? Nil.NIL : o.output());
  }

  @Override
  public Optional<String> refuse(Operation o) {
    if (o.f().equals("release")) {
      return Optional.empty();
    }
    if (!o.f().equals("acquire")) {
      return Shape.unknown(this, o, "acquire and release");
    }
    return o.status() != Status.OK || o.output() instanceof Long
        ? Optional.empty()
        : Optional.of(
            "acquire of a fenced lock returns its token, an integer, not "
                + o.output()
                + "; record the token, or use the model mutex");
  }
}
