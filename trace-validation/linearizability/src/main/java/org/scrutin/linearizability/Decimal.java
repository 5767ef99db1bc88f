package org.scrutin.linearizability;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * Numbers with a fraction. Two that are written differently must not become the same {@link
 * Double}: values are only compared.
 */
final class Decimal {

  static final String TOO_LONG = "has more digits than can be compared; write it as a text";

  /** So many digits are always told apart, unless the number is nearly nothing. */
  private static final int SAFE_DIGITS = 15;

  private Decimal() {}

  /** Empty where the number has more digits than a double holds, or is beyond its range. */
  static Optional<Double> exact(BigDecimal number) {
    double value = number.doubleValue();
    if (Double.isInfinite(value)) {
      return Optional.empty();
    }
    boolean safe =
        Math.abs(value) >= Double.MIN_NORMAL
            && number.stripTrailingZeros().precision() <= SAFE_DIGITS;
    // Zero has one sign only.
    return safe || new BigDecimal(Double.toString(value)).compareTo(number) == 0
        ? Optional.of(value + 0.0)
        : Optional.empty();
  }
}
