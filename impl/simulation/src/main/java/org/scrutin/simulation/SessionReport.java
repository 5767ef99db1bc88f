package org.scrutin.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What clients with sessions were told, and whether they may rely on it: Sessions.tla.
 *
 * @param executed requests that were executed
 * @param repeated how often a node met one again that it had executed, and did not execute it
 * @param refused how often a node refused one, since its session was ended
 * @param executedTwice how often one was executed at another place of the log, too (ExecutedOnce)
 * @param answersDiffer how often one was answered otherwise than before (AnswersAgree), or as
 *     another was that has its name (NumbersAreNew)
 * @param refusedWhileOpen how often one was refused though nobody had ended its session
 *     (RefusedWasEnded)
 * @param statesDiffer how often two nodes took different snapshots after the same entry
 *     (SameStates)
 */
public record SessionReport(
    long executed,
    long repeated,
    long refused,
    long executedTwice,
    long answersDiffer,
    long refusedWhileOpen,
    long statesDiffer) {

  /** What happened that must not; empty if nothing. */
  public Optional<String> brokenPromise() {
    List<String> broken = new ArrayList<>();
    add(broken, executedTwice, "requests were executed twice");
    add(broken, answersDiffer, "requests were answered otherwise than before");
    add(broken, refusedWhileOpen, "requests were refused though their sessions were open");
    add(broken, statesDiffer, "snapshots differ from another node's of the same entry");
    return broken.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", broken));
  }

  private static void add(List<String> broken, long times, String what) {
    if (times > 0) {
      broken.add(times + " " + what);
    }
  }
}
