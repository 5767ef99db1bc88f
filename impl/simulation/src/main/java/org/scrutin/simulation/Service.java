package org.scrutin.simulation;

import java.util.Optional;
import java.util.SortedMap;
import org.scrutin.protocol.session.Outcome;
import org.scrutin.protocol.session.Session;
import org.scrutin.protocol.session.Sessions;

/**
 * What a node's application does with the commands that it is given. Deterministic; not
 * thread-safe.
 */
final class Service {

  /** Its whole state, which is what snapshots have. */
  record Snapshot(Store store, SortedMap<Integer, Session<Store.Answer>> sessions) {}

  private Sessions<Store.Answer> sessions = new Sessions<>();
  private Store store = Store.EMPTY;

  /** The next entry of the log; what came of it, if it is a request. */
  Optional<Outcome<Store.Answer>> apply(int index, Operation operation) {
    if (operation instanceof Operation.Ask ask) {
      return Optional.of(sessions.serve(ask.request(), () -> execute(ask.wish())));
    } else if (operation instanceof Operation.EndSession end) {
      sessions.endSession(end.session());
    } else {
      sessions.openSession(index);
    }
    return Optional.empty();
  }

  private Store.Answer execute(Wish wish) {
    Store.Answer answer = store.answer(wish);
    store = store.after(wish);
    return answer;
  }

  /** What somebody reads who does not change anything. */
  Store.Answer read(Wish wish) {
    return store.answer(wish);
  }

  Snapshot snapshot() {
    return new Snapshot(store, sessions.snapshot());
  }

  void restore(Snapshot snapshot) {
    store = snapshot.store;
    sessions = new Sessions<>(snapshot.sessions);
  }

  /** All is lost that is not on a disk, and the application keeps nothing there. */
  void crash() {
    store = Store.EMPTY;
    sessions = new Sessions<>();
  }
}
