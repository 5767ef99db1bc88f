package org.scrutin.protocol.leadership;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The contract of one node, with the variables of Grants.tla. Immutable; for each listener it holds
 * two numbers, however often leadership changes.
 *
 * @param role what the node is to its service
 * @param epoch the last one that it has won, 0 if none: its token, if it was granted
 * @param disk what of that survives a crash
 * @param first whether the first entry of its epoch is committed
 * @param lease the reading at which its lease ends; zero if it has none
 * @param clock the last reading that it has acted on
 * @param told by listener: the token whose grant, and not yet whose end, it was told; else 0
 * @param busy the listeners whose callbacks run
 */
public record GrantsState(
    GrantsRole role,
    int epoch,
    int disk,
    boolean first,
    ClockTime lease,
    ClockTime clock,
    SortedMap<Integer, Integer> told,
    SortedSet<Integer> busy) {

  /** Copies. */
  public GrantsState {
    told = Collections.unmodifiableSortedMap(new TreeMap<>(told));
    busy = Collections.unmodifiableSortedSet(new TreeSet<>(busy));
  }

  /**
   * A process that begins, with nobody who listens.
   *
   * @param disk the last epoch that this node is known to have won, 0 if none
   */
  public static GrantsState starting(int disk) {
    return new GrantsState(
        GrantsRole.IDLE,
        disk,
        disk,
        false,
        ClockTime.ZERO,
        ClockTime.ZERO,
        Collections.emptySortedMap(),
        Collections.emptySortedSet());
  }

  /** The token that this node holds; it may no longer be good. Grants.tla, Held. */
  public OptionalInt held() {
    return role.holds() ? OptionalInt.of(epoch) : OptionalInt.empty();
  }

  /**
   * Whether this node leads, and its service may act, at this reading of the clock. From any
   * thread, on any state that was current when the clock was read, or before. Grants.tla, Yes.
   */
  public boolean leads(ClockTime now) {
    return role == GrantsRole.LEADER && now.isBefore(lease);
  }

  /** Who is to be told something, and has no callback that runs. Grants.tla, Owes and Free. */
  public List<Integer> owed() {
    List<Integer> owed = new ArrayList<>();
    told.forEach(
        (listener, token) -> {
          if (owes(listener)) {
            owed.add(listener);
          }
        });
    return List.copyOf(owed);
  }

  boolean owes(int listener) {
    return told.containsKey(listener)
        && !busy.contains(listener)
        && told.get(listener) != tokenOrNone();
  }

  /** What this listener, who is owed something, has to be told. Grants.tla, Notice. */
  Notice notice(int listener) {
    int token = told.get(listener);
    return token == 0 ? new Notice.Granted(tokenOrNone()) : new Notice.Revoked(token);
  }

  int tokenOrNone() {
    return held().orElse(0);
  }
}
