package org.scrutin.simulation;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.IntFunction;
import org.scrutin.protocol.Input;
import org.scrutin.protocol.Message;
import org.scrutin.protocol.NodeId;

/**
 * Clients, who propose commands and read, an operator, who now and then wants another leader, or
 * other servers, and services, which now and then take a snapshot. Each request goes to any node
 * that serves it at that moment; if none does, it is lost. What clients want, and ask again, is
 * {@link Services}' to know.
 */
final class Clients<M extends Message> extends EventQueue.Event {

  /** Two requests of so many are the operator's. */
  private static final int OPERATIONS = 16;

  /** One of so many is a snapshot. */
  private static final int SNAPSHOTS = 8;

  /** Requests are this many longest delays apart, at most. */
  private static final int PAUSE = 8;

  private final Simulation<?, M, ?> simulation;
  private final IntFunction<? extends Record> commands;
  private int made;

  Clients(Simulation<?, M, ?> simulation, IntFunction<? extends Record> commands) {
    this.simulation = simulation;
    this.commands = commands;
  }

  void begin() {
    long most = PAUSE * simulation.weather().maxDelay();
    simulation
        .queue()
        .add(simulation.now() + 1 + simulation.random().nextInt(Math.toIntExact(most)), this);
  }

  @Override
  void run() {
    List<? extends Host<?, M, ?>> hosts = simulation.hosts();
    int first = simulation.random().nextInt(hosts.size());
    if (simulation.random().nextInt(SNAPSHOTS) == 0) {
      hosts.get(first).compact();
    } else {
      request(hosts, first);
    }
    begin();
  }

  private void request(List<? extends Host<?, M, ?>> hosts, int first) {
    Input<M> request = request(hosts.size());
    for (int i = 0; i < hosts.size(); i++) {
      if (hosts.get((first + i) % hosts.size()).serve(request)) {
        break;
      }
    }
  }

  /** Most of the servers are to vote; some of the others are to learn. */
  private Input<M> change(int nodes) {
    SortedSet<NodeId> voters = new TreeSet<>();
    SortedSet<NodeId> learners = new TreeSet<>();
    for (int node = 1; node <= nodes; node++) {
      int lot = simulation.random().nextInt(8);
      if (lot > 1) {
        voters.add(NodeId.of(node));
      } else if (lot == 1) {
        learners.add(NodeId.of(node));
      }
    }
    return new Input.ChangeMembership<>(voters, learners);
  }

  private Input<M> request(int nodes) {
    int kind = simulation.random().nextInt(OPERATIONS);
    if (kind == 0) {
      return new Input.Transfer<>(NodeId.of(1 + simulation.random().nextInt(nodes)));
    }
    if (kind == 1) {
      return change(nodes);
    }
    made++;
    if (kind % 2 == 0) {
      Record command = commands.apply(made);
      simulation.services().proposed(command);
      return new Input.Propose<>(command);
    }
    simulation.reads().asked(made);
    simulation.services().reads(made);
    return new Input.Read<>(made);
  }
}
