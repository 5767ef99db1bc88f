package org.scrutin.protocol.election;

import java.time.Duration;
import org.scrutin.protocol.Effect;
import org.scrutin.protocol.Message;
import org.scrutin.protocol.Timer;

/**
 * How long a timer runs: the host draws from this closed range, so that nodes which begin together
 * do not end together.
 *
 * @param min more than zero
 * @param max not less than {@code min}
 */
public record Delay(Duration min, Duration max) {

  /**
   * Checks the range.
   *
   * @throws IllegalArgumentException if it is empty, or begins at zero or below
   */
  public Delay {
    if (min.isZero() || min.isNegative() || min.compareTo(max) > 0) {
      throw new IllegalArgumentException(
          "a delay is from more than zero to no less than that, not from " + min + " to " + max);
    }
  }

  /** The effect that starts a timer with this delay. */
  public <M extends Message> Effect.SetTimer<M> timer(Timer timer) {
    return new Effect.SetTimer<>(timer, min, max);
  }

  /** From {@code min} to {@code max} times the unit. */
  static Delay times(Duration unit, int min, int max) {
    return new Delay(unit.multipliedBy(min), unit.multipliedBy(max));
  }
}
