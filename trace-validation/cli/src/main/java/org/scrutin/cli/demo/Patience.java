package org.scrutin.cli.demo;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Looks again and again, but not for ever. */
final class Patience {

  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

  private Patience() {}

  static <T> T await(String what, Supplier<Optional<T>> look) throws NotInTimeException {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (System.nanoTime() - deadline < 0) {
      Optional<T> seen = look.get();
      if (seen.isPresent()) {
        return seen.get();
      }
      LockSupport.parkNanos(LOOK_AGAIN.toNanos());
    }
    throw new NotInTimeException(
        "waited " + LIMIT.toSeconds() + " s in vain for this: " + what + "; try again");
  }
}
