package org.scrutin.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.scrutin.protocol.session.Outcome;

/**
 * The applications of all nodes, and their clients: says what the next command stands for, applies
 * it wherever it is delivered, and brings the answers to the clients, though not each. Not
 * thread-safe.
 */
final class Services {

  private static final int CLIENTS = 3;

  /** One command of so many ends a session. */
  private static final int ENDS = 16;

  /** One answer of so many is lost. */
  private static final int LOST = 4;

  private final Random random;
  private final List<Service> services = new ArrayList<>();
  private final List<SessionClient> clients = new ArrayList<>();
  private final Map<Record, Operation> operations = new HashMap<>();
  private final List<Integer> sessions = new ArrayList<>();
  private final Executions executions = new Executions();
  private final Calls calls = new Calls();
  private final Set<Object> asked = new HashSet<>();

  Services(int nodes, Random random) {
    this.random = random;
    for (int node = 1; node <= nodes; node++) {
      services.add(new Service());
    }
    for (int client = 1; client <= CLIENTS; client++) {
      clients.add(new SessionClient(client));
    }
  }

  /** Somebody wants something, and this command is to be proposed for it. */
  void proposed(Record command) {
    boolean ends = !sessions.isEmpty() && random.nextInt(ENDS) == 0;
    Operation operation =
        ends
            ? new Operation.EndSession(sessions.remove(random.nextInt(sessions.size())))
            : clients.get(random.nextInt(CLIENTS)).wants(random);
    operations.put(command, operation);
    if (operation instanceof Operation.Ask ask && asked.add(ask.name())) {
      calls.asked(ask.name(), ask.wish());
    }
  }

  /**
   * A node delivers an entry.
   *
   * @param node by number, from 1
   * @param answers whether the node talks to clients
   */
  void delivered(int node, int index, Record command, boolean answers) {
    Operation operation = operations.get(command);
    if (operation == null) {
      throw new AssertionError("n" + node + " delivers what nobody has proposed: " + command);
    }
    if (operation instanceof Operation.EndSession end) {
      executions.ended(index, end.session());
    }
    var outcome = services.get(node - 1).apply(index, operation);
    boolean heard = answers && random.nextInt(LOST) > 0;
    if (operation instanceof Operation.Ask ask) {
      executions.met(index, ask, outcome.orElseThrow());
      if (heard) {
        tell(ask, outcome.orElseThrow());
      }
    } else if (heard && operation instanceof Operation.OpenSession open) {
      open.client().opened(index);
      sessions.add(index);
    }
  }

  private void tell(Operation.Ask ask, Outcome<Store.Answer> outcome) {
    if (outcome instanceof Outcome.Refused) {
      ask.client().refused(ask.request());
    } else if (!(outcome instanceof Outcome.Forgotten)) {
      executions.heard(ask.client().answered(ask));
      calls.answered(ask.name(), answer(outcome));
    }
  }

  private static Store.Answer answer(Outcome<Store.Answer> outcome) {
    if (outcome instanceof Outcome.Executed<Store.Answer> executed) {
      return executed.answer();
    } else if (outcome instanceof Outcome.Repeated<Store.Answer> again) {
      return again.answer();
    }
    throw new AssertionError("no answer: " + outcome);
  }

  /** Somebody wants to read the register without the log. */
  void reads(int read) {
    calls.asked(read, Wish.READ);
  }

  /** A node answers that. */
  void read(int node, int read) {
    calls.answered(read, services.get(node - 1).read(Wish.READ));
  }

  /** What clients asked for, and heard. */
  List<ClientCall> calls() {
    return calls.all();
  }

  /** A node's application takes a snapshot of its state after an entry. */
  void compacted(int node, int index) {
    executions.taken(index, services.get(node - 1).snapshot());
  }

  /** A node's application gets the snapshot that was taken after an entry. */
  void restored(int node, int index) {
    services.get(node - 1).restore(executions.snapshot(index));
  }

  void crashed(int node) {
    services.get(node - 1).crash();
  }

  SessionReport report() {
    return executions.report();
  }
}
