package org.scrutin.protocol;

import java.util.List;

/**
 * The TLA+ action that a step claims to be. It is a claim: replay checks it.
 *
 * @param name the operator's name in the specification
 * @param arguments the operator's arguments: {@link NodeId}s, {@link Message}s, numbers, texts
 */
public record Action(String name, List<Object> arguments) {

  /** An action with its arguments. */
  public static Action of(String name, Object... arguments) {
    return new Action(name, List.of(arguments));
  }
}
