package org.scrutin.linearizability;

import java.util.List;
import java.util.Optional;

/** What models say of operations that they do not know. */
final class Shape {

  private Shape() {}

  private static final String ANOTHER = "; choose another model";

  static Optional<String> unknown(Model<?> model, Operation operation, String known) {
    return Optional.of(model.name() + " knows " + known + ", not " + operation.f() + ANOTHER);
  }

  /** Whether a model said so because it does not know an operation by its name. */
  static boolean isUnknown(String refusal) {
    return refusal.endsWith(ANOTHER);
  }

  /**
   * Refuses a return that says another value than its call, where it can only repeat it: nobody
   * knows which of the two took effect. A return of {@code nil} says nothing.
   */
  static Optional<String> repeated(Operation o) {
    return isSilent(o) || o.output().equals(o.input()) ? Optional.empty() : differs(o);
  }

  /** Whether nothing is known of what it returned. */
  static boolean isSilent(Operation o) {
    return o.status() != Status.OK || o.output().equals(Nil.NIL);
  }

  /** The return contradicts the call. */
  static Optional<String> differs(Operation o) {
    return Optional.of(
        o.f()
            + ": the call says "
            + o.input()
            + " and its return"
            + inLine(o)
            + " says "
            + o.output()
            + "; mend one of them");
  }

  /** Where the return stands. */
  static String inLine(Operation o) {
    return o.returnLine() > 0 ? " in line " + o.returnLine() : "";
  }

  /** Empty where a completed operation returned nothing, or what it should. */
  static Optional<String> returns(boolean right, Operation o, String shape) {
    return right || isSilent(o)
        ? Optional.empty()
        : Optional.of(
            o.f() + " returns " + shape + ", not " + o.output() + inLine(o) + "; mend it");
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
