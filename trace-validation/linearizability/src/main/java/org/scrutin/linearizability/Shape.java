package org.scrutin.linearizability;

import java.util.List;
import java.util.Optional;

/** What models say of operations that they do not know. */
final class Shape {

  private Shape() {}

  static Optional<String> unknown(Model<?> model, Operation operation, String known) {
    return Optional.of(
        model.name() + " knows " + known + ", not " + operation.f() + "; choose another model");
  }

  /** Empty where all is well. */
  static Optional<String> require(boolean holds, Operation operation, String shape) {
    return holds
        ? Optional.empty()
        : Optional.of(
            operation.f() + " takes " + shape + ", not " + operation.input() + "; mend this value");
  }

  static boolean isPair(Object value) {
    return value instanceof List<?> list && list.size() == 2;
  }

  static Object first(Object pair) {
    return ((List<?>) pair).get(0);
  }

  static Object second(Object pair) {
    return ((List<?>) pair).get(1);
  }
}
