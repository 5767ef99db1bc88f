package org.scrutin.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What traces reached of their specification, over all of them.
 *
 * @param steps accepted steps
 * @param actions how often each action was taken; all are listed
 * @param branches the alternatives inside the actions, with counts
 * @param seen the distinct states that were reached, by fingerprints of 64 bits, which are the same
 *     in each run of the same version of TLC
 * @param reachable how many distinct states the specification can reach, if they are few enough to
 *     be explored
 * @param digest of the texts of the specification's own modules and configuration
 * @param mayHaveDeadEnds whether states and alternatives may be counted too that are in no
 *     behaviour of their whole trace, since it left too many ways open to keep them all
 * @param untold actions that cannot be evaluated by themselves, so that of steps whose actions are
 *     not named it cannot be told whether they were theirs
 */
public record Coverage(
    long steps,
    SortedMap<String, Long> actions,
    List<Branch> branches,
    LongSet seen,
    Optional<Integer> reachable,
    String digest,
    boolean mayHaveDeadEnds,
    SortedSet<String> untold) {

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
      String action, String module, int line, int lastLine, String text, long times) {

    private Branch counted(long times) {
      return new Branch(action, module, line, lastLine, text, times);
    }
  }

  /** How many distinct states were reached. */
  public int states() {
    return seen.size();
  }

  /**
   * What this and other traces reached together.
   *
   * @throws IllegalArgumentException if the other is not of the same texts
   */
  public Coverage with(Coverage other) {
    if (!digest.equals(other.digest)
        || !actions.keySet().equals(other.actions.keySet())
        || !alternatives().equals(other.alternatives())) {
      throw new IllegalArgumentException("of another specification, or another version of it");
    }
    SortedMap<String, Long> taken = new TreeMap<>(actions);
    other.actions.forEach((action, times) -> taken.merge(action, times, Long::sum));
    List<Branch> counted = new ArrayList<>();
    for (int i = 0; i < branches.size(); i++) {
      counted.add(branches.get(i).counted(branches.get(i).times() + other.branches.get(i).times()));
    }
    LongSet both = LongSet.of(seen.toArray());
    both.addAll(other.seen);
    SortedSet<String> unknown = new TreeSet<>(untold);
    unknown.addAll(other.untold);
    return new Coverage(
        steps + other.steps,
        taken,
        List.copyOf(counted),
        both,
        reachable.or(() -> other.reachable),
        digest,
        mayHaveDeadEnds || other.mayHaveDeadEnds,
        unknown);
  }

  private List<Branch> alternatives() {
    return branches.stream().map(branch -> branch.counted(0)).toList();
  }

  /** What no trace did: actions, and alternatives of actions that were taken. */
  public List<String> neverTaken() {
    List<String> never = new ArrayList<>();
    actions.forEach(
        (action, times) -> {
          if (times == 0 && !untold.contains(action)) {
            never.add(action);
          }
        });
    for (Branch branch : branches) {
      if (branch.times() == 0
          && actions.getOrDefault(branch.action(), 0L) > 0
          && !untold.contains(branch.action())) {
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
