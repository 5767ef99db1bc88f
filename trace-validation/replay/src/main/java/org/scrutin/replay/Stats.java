package org.scrutin.replay;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a replay did.
 *
 * @param events events that were replayed, a rejected one included
 * @param notes notes that were passed over
 * @param nanos time that the replay took with the reading of the trace, in nanoseconds; the parsing
 *     of the specification is not counted
 * @param actions how often each action of the specification was taken; all are listed
 * @param states the distinct specification states, or empty if they were not counted
 * @param frontier the most specification states that were possible at one point
 * @param checked the invariants and action properties that were checked at each state
 * @param unchecked properties of the configuration that were not checked
 * @param dropped what was cut off at the end of the trace, if anything
 * @param unread logged fields that nothing compares: fields of events that our format does not
 *     have; of another format, those that nothing in the binding or trace specification names
 */
public record Stats(
    long events,
    long notes,
    long nanos,
    SortedMap<String, Long> actions,
    Optional<LongSet> states,
    int frontier,
    List<String> checked,
    List<String> unchecked,
    Optional<String> dropped,
    List<String> unread) {

  /** Without fields that nothing compares. */
  public Stats(
      long events,
      long notes,
      long nanos,
      SortedMap<String, Long> actions,
      Optional<LongSet> states,
      int frontier,
      List<String> checked,
      List<String> unchecked,
      Optional<String> dropped) {
    this(events, notes, nanos, actions, states, frontier, checked, unchecked, dropped, List.of());
  }

  /** Of a replay that has not begun. */
  public static Stats empty(Optional<String> dropped) {
    return new Stats(0, 0, 0, new TreeMap<>(), Optional.empty(), 0, List.of(), List.of(), dropped);
  }

  /**
   * Time that the replay took, in seconds: with the reading of the trace, without the parsing of
   * the specification.
   */
  public double seconds() {
    return nanos / 1e9;
  }

  /** Events replayed in a second. */
  public double eventsPerSecond() {
    return nanos == 0 ? 0 : events / seconds();
  }

  /** The number of distinct specification states, if they were counted. */
  public Optional<Integer> distinctStates() {
    return states.map(LongSet::size);
  }
}
