package org.scrutin.simulation;

import java.util.HashMap;
import java.util.Map;
import org.scrutin.protocol.session.Outcome;
import org.scrutin.protocol.session.Request;

/**
 * Whether services keep the promise of sessions: the properties of Sessions.tla. Not thread-safe.
 */
final class Executions {

  /** A request, whatever its client had heard when it asked. */
  private record Name(int session, long number) {}

  /** Where in the log it was executed first, for whom, and its answer. */
  private record Execution(int index, Operation.Ask ask, Object answer) {

    boolean answers(Operation.Ask other) {
      return ask.client().equals(other.client()) && ask.want() == other.want();
    }
  }

  /**
   * A client has heard an answer, and takes it for that to what was asked, or to something else.
   */
  void heard(boolean right) {
    answersDiffer += right ? 0 : 1;
  }

  private final Map<Name, Execution> executions = new HashMap<>();
  private final Map<Integer, Integer> ends = new HashMap<>();
  private final Map<Integer, Service.Snapshot> snapshots = new HashMap<>();
  private long repeated;
  private long refused;
  private long executedTwice;
  private long answersDiffer;
  private long refusedWhileOpen;
  private long statesDiffer;

  /** A node has met the entry that ends a session. */
  void ended(int index, int session) {
    ends.merge(session, index, Math::min);
  }

  /** A node has met a request. */
  void met(int index, Operation.Ask ask, Outcome<?> outcome) {
    Request request = ask.request();
    Name name = new Name(request.session(), request.number());
    if (outcome instanceof Outcome.Executed<?> executed) {
      Execution now = new Execution(index, ask, executed.answer());
      Execution first = executions.putIfAbsent(name, now);
      executedTwice += first != null && first.index != index ? 1 : 0;
      answersDiffer += first != null && !first.answer.equals(now.answer) ? 1 : 0;
    } else if (outcome instanceof Outcome.Repeated<?> again) {
      repeated++;
      Execution first = executions.get(name);
      boolean wrong = first == null || !first.answer.equals(again.answer()) || !first.answers(ask);
      answersDiffer += wrong ? 1 : 0;
    } else if (outcome instanceof Outcome.Refused) {
      refused++;
      refusedWhileOpen += ends.getOrDefault(request.session(), index) < index ? 0 : 1;
    } else {
      repeated++;
    }
  }

  /** A node takes a snapshot after an entry. */
  void taken(int index, Service.Snapshot snapshot) {
    Service.Snapshot other = snapshots.putIfAbsent(index, snapshot);
    statesDiffer += other == null || other.equals(snapshot) ? 0 : 1;
  }

  /** The snapshot that was taken after this entry. */
  Service.Snapshot snapshot(int index) {
    Service.Snapshot snapshot = snapshots.get(index);
    if (snapshot == null) {
      throw new AssertionError("nobody has taken a snapshot after entry " + index);
    }
    return snapshot;
  }

  SessionReport report() {
    return new SessionReport(
        executions.size(),
        repeated,
        refused,
        executedTwice,
        answersDiffer,
        refusedWhileOpen,
        statesDiffer);
  }
}
