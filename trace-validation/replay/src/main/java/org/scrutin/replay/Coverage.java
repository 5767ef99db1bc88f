package org.scrutin.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What traces reached of their specification, over all of them.
 *
 * @param steps accepted steps
 * @param actions how often each action was taken; all are listed
 * @param branches the alternatives inside the actions, with counts
 * @param states how many distinct states were reached, by fingerprints of 64 bits
 * @param reachable how many distinct states the specification can reach, if they are few enough to
 *     be explored
 */
public record Coverage(
    long steps,
    SortedMap<String, Long> actions,
    List<Branch> branches,
    int states,
    Optional<Integer> reachable) {

  /**
   * An alternative in the text of an action: one side of a disjunction, or of an IF.
   *
   * @param action the action's name
   * @param module the module in which it stands
   * @param line its first line, from 1
   * @param lastLine its last line
   * @param text its text on one line, shortened
   * @param times how many accepted steps can be explained by it
   */
  public record Branch(
      String action, String module, int line, int lastLine, String text, long times) {}

  /** What no trace did: actions, and alternatives of actions that were taken. */
  public List<String> neverTaken() {
    List<String> never = new ArrayList<>();
    actions.forEach(
        (action, times) -> {
          if (times == 0) {
            never.add(action);
          }
        });
    for (Branch branch : branches) {
      if (branch.times() == 0 && actions.getOrDefault(branch.action(), 0L) > 0) {
        never.add(
            branch.action()
                + ": "
                + branch.module()
                + ".tla:"
                + branch.line()
                + " `"
                + branch.text()
                + "`");
      }
    }
    return never;
  }
}
