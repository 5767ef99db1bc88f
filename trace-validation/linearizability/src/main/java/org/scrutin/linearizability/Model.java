package org.scrutin.linearizability;

import java.util.List;
import java.util.Optional;

/**
 * A thing as it behaves when one client uses it alone. Implementations are stateless; states are
 * immutable and have {@code equals} and {@code hashCode}.
 *
 * @param <S> its states
 */
public interface Model<S> {

  /** The name in reports and on the command line. */
  String name();

  /** The state before the first operation. */
  S initial();

  /**
   * The state after a completed operation took effect with the output that it had; empty where that
   * is impossible. Must be deterministic.
   */
  Optional<S> step(S state, Operation operation);

  /**
   * The states that an operation with unknown output may leave, when it takes effect. That it takes
   * no effect is not listed.
   */
  default List<S> crashed(S state, Operation operation) {
    return step(state, operation).stream().toList();
  }

  /** Why a completed operation cannot be next in a state, in words for people. */
  default String refusal(S state, Operation operation) {
    return name() + " in state " + state + " does not allow it";
  }

  /** Whether the operation, with its input and output, leaves every state as it is. */
  default boolean readOnly(Operation operation) {
    return false;
  }

  /**
   * Whether the operation is possible in every state, and what it leaves, crashed or not, does not
   * depend on the state before, such as a write to a register.
   */
  default boolean overwrites(Operation operation) {
    return false;
  }

  /** Whether a failed operation says something of the state: then {@link #step} is asked for it. */
  default boolean observesFailure(Operation operation) {
    return false;
  }

  /** Operations of equal effect have the same {@link #step} or {@link #crashed} in every state. */
  default Object effect(Operation operation) {
    return List.of(
        operation.f(),
        operation.input(),
        operation.crashed() ? Nil.NIL : operation.output(),
        operation.status());
  }

  /**
   * Parts that can be checked one by one because each has a state of its own: the history is
   * linearizable exactly when all of them are. One part where that is not so.
   */
  default List<History> partition(History history) {
    return List.of(history);
  }

  /**
   * What is wrong with an operation that the model does not know, or whose return cannot belong to
   * its call, and how to mend it.
   */
  Optional<String> refuse(Operation operation);
}
