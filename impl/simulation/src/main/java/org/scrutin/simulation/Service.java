package org.scrutin.simulation;

import java.util.Optional;
import java.util.SortedMap;
import org.scrutin.protocol.session.Outcome;
import org.scrutin.protocol.session.Session;
import org.scrutin.protocol.session.Sessions;

/**
 * What a node's application does with the commands that it is given: it counts them, and answers
 * how many there have been. Deterministic; not thread-safe.
 */
final class Service {

  /** Its whole state, which is what snapshots have. */
  record Snapshot(int executed, SortedMap<Integer, Session<Integer>> sessions) {}

  private Sessions<Integer> sessions = new Sessions<>();
  private int executed;

  /** The next entry of the log; what came of it, if it is a request. */
  Optional<Outcome<Integer>> apply(int index, Operation operation) {
    if (operation instanceof Operation.Ask ask) {
      return Optional.of(sessions.serve(ask.request(), () -> ++executed));
    } else if (operation instanceof Operation.EndSession end) {
      sessions.endSession(end.session());
    } else {
      sessions.openSession(index);
    }
    return Optional.empty();
  }

  Snapshot snapshot() {
    return new Snapshot(executed, sessions.snapshot());
  }

  void restore(Snapshot snapshot) {
    executed = snapshot.executed;
    sessions = new Sessions<>(snapshot.sessions);
  }

  /** All is lost that is not on a disk, and the application keeps nothing there. */
  void crash() {
    executed = 0;
    sessions = new Sessions<>();
  }
}
