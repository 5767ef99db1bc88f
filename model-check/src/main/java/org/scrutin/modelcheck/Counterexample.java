package org.scrutin.modelcheck;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * A behaviour that violates a property.
 *
 * @param states from an initial state on
 * @param loop for a behaviour without end, the index in {@code states}, from 0, of the state that
 *     follows the last one; the last index itself if the behaviour then stutters for ever
 */
public record Counterexample(List<State> states, OptionalInt loop) {

  public Counterexample {
    states = List.copyOf(states);
  }

  /** The number of states. */
  public int length() {
    return states.size();
  }

  /** Whether nothing happens any more after the last state. */
  public boolean stutters() {
    return loop.isPresent() && loop.getAsInt() == states.size() - 1;
  }

  /**
   * One state of it.
   *
   * @param action the action that led to it; empty for an initial state
   * @param location where that action is defined, as {@code Module.tla:line}; empty likewise
   * @param variables name and value, as TLA+ text, in the order of TLC
   * @param changed the variables that differ from the state before; none for an initial state
   */
  public record State(
      String action, String location, Map<String, String> variables, List<String> changed) {

    public State {
      variables = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(variables));
      changed = List.copyOf(changed);
    }
  }
}
