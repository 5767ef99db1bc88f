package org.scrutin.protocol.quorumring;

import static org.scrutin.protocol.quorumring.QuorumRingStatus.ELECTING;
import static org.scrutin.protocol.quorumring.QuorumRingStatus.IDLE;
import static org.scrutin.protocol.quorumring.QuorumRingStatus.WAITING;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.scrutin.protocol.Action;
import org.scrutin.protocol.Boot;
import org.scrutin.protocol.Effect;
import org.scrutin.protocol.Input;
import org.scrutin.protocol.NodeId;
import org.scrutin.protocol.Protocol;
import org.scrutin.protocol.Step;
import org.scrutin.protocol.Timer;
import org.scrutin.protocol.election.Effects;
import org.scrutin.protocol.election.RingOrder;
import org.scrutin.protocol.election.Timing;
import org.scrutin.protocol.quorumring.QuorumRingMessage.Coordinator;
import org.scrutin.protocol.quorumring.QuorumRingMessage.Election;
import org.scrutin.protocol.quorumring.QuorumRingMessage.Refusal;

/**
 * Election on a ring with a quorum behind each leader. QuorumRing.tla says what it promises, and in
 * which failure model; methods here have the names of the actions there.
 *
 * <p>The next hop is the first node after this one that it does not suspect; so it watches all
 * others, all the time, though only a suspicion of its leader moves it.
 *
 * <p>A state has one timer: {@code startup} while the node is idle without a leader, {@code retry}
 * while it elects or waits, {@code announce} while it leads. A node that follows another relies on
 * its failure detector, or, when that has spoken before the other became leader, on {@code retry}.
 * Immutable and so thread-safe.
 */
public final class QuorumRing
    implements Protocol<QuorumRingState, QuorumRingMessage, QuorumRingDurable> {

  private static final Timer STARTUP = new Timer("startup");
  private static final Timer RETRY = new Timer("retry");
  private static final Timer ANNOUNCE = new Timer("announce");

  private final NodeId self;
  private final Optional<NodeId> itself;
  private final List<NodeId> others;
  private final Effect.Watch<QuorumRingMessage> watchOthers;
  private final Optional<Effect.SetTimer<QuorumRingMessage>> startup;
  private final Optional<Effect.SetTimer<QuorumRingMessage>> retry;
  private final Optional<Effect.SetTimer<QuorumRingMessage>> announce;

  /**
   * The core of one node.
   *
   * @param order all nodes, this one too, in the order of the ring; at least two
   * @throws IllegalArgumentException if this node is not on the ring, one is there twice, or there
   *     are fewer than two
   */
  public QuorumRing(NodeId self, List<NodeId> order, Timing timing) {
    if (!order.contains(self) || order.size() < 2) {
      throw new IllegalArgumentException(self + " is not one of two or more: " + order);
    }
    this.self = self;
    this.itself = Optional.of(self);
    this.others = new RingOrder(order).after(self);
    this.watchOthers = new Effect.Watch<>(Collections.unmodifiableSortedSet(new TreeSet<>(others)));
    this.startup = Optional.of(timing.startup().timer(STARTUP));
    this.retry = Optional.of(timing.election().timer(RETRY));
    this.announce = Optional.of(timing.announce().timer(ANNOUNCE));
  }

  /** The next node on the ring that is not suspected; just the next, if all are. */
  private NodeId nextHop(Set<NodeId> suspected) {
    for (NodeId node : others) {
      if (!suspected.contains(node)) {
        return node;
      }
    }
    return others.get(0);
  }

  /** QuorumRing.tla, IsQuorum, of nodes that a message has passed, each once. */
  private boolean isQuorum(List<NodeId> passed) {
    return 2 * passed.size() > others.size() + 1;
  }

  @Override
  public NodeId self() {
    return self;
  }

  /** QuorumRing.tla, Init. */
  @Override
  public Boot<QuorumRingState, QuorumRingMessage> boot() {
    return new Boot<>(idle(0, Optional.empty()), List.of(startup.get(), watchOthers));
  }

  @Override
  public QuorumRingDurable durable(QuorumRingState state) {
    return new QuorumRingDurable(state.epoch(), state.granted());
  }

  /** QuorumRing.tla, Restart. */
  @Override
  public Step<QuorumRingState, QuorumRingMessage> restart(QuorumRingDurable durable) {
    return new Step<>(
        idle(durable.epoch(), durable.granted()),
        List.of(startup.get(), watchOthers),
        Action.of("Restart", self));
  }

  private static QuorumRingState idle(int epoch, Optional<NodeId> granted) {
    return new QuorumRingState(epoch, Optional.empty(), granted, IDLE);
  }

  /** Only the leader's failure is news to its followers: the others' shows in the next hop. */
  @Override
  public boolean heeds(QuorumRingState state, Input<QuorumRingMessage> input) {
    return !(input instanceof Input.Suspect<QuorumRingMessage> suspect)
        || state.leader().equals(Optional.of(suspect.peer()));
  }

  @Override
  public Step<QuorumRingState, QuorumRingMessage> step(
      QuorumRingState state, Input<QuorumRingMessage> input, Set<NodeId> suspected) {
    NodeId next = nextHop(suspected);
    if (input instanceof Input.Receive<QuorumRingMessage> receive
        && receive.message().to().equals(self)) {
      return handle(state, receive.message(), next, suspected);
    }
    if (input instanceof Input.TimerFired<QuorumRingMessage> fired) {
      Timer timer = fired.timer();
      if (timer.equals(STARTUP) && state.status() == IDLE && state.leader().isEmpty()) {
        return startElection(state, next);
      }
      if (timer.equals(RETRY) && (state.status() != IDLE || follows(state))) {
        return startElection(state, next);
      }
      if (timer.equals(ANNOUNCE) && leads(state)) {
        return announce(state, next);
      }
    }
    if (input instanceof Input.Suspect<QuorumRingMessage> suspect && !suspect.peer().equals(self)) {
      // A host may pass on what this node does not heed; both are allowed at any time.
      return leads(state) ? announce(state, next) : startElection(state, next);
    }
    throw new AssertionError(self + " in " + state + " cannot be given " + input);
  }

  private Step<QuorumRingState, QuorumRingMessage> handle(
      QuorumRingState state, QuorumRingMessage message, NodeId next, Set<NodeId> suspected) {
    if (message instanceof Election election) {
      return handleElection(state, election, next, suspected);
    }
    if (message instanceof Coordinator announced) {
      return handleCoordinator(state, announced, next, suspected);
    }
    if (message instanceof Refusal refusal) {
      return handleRefusal(state, refusal, suspected);
    }
    throw new AssertionError("no action handles " + message);
  }

  /** QuorumRing.tla, StartElection. */
  private Step<QuorumRingState, QuorumRingMessage> startElection(
      QuorumRingState state, NodeId next) {
    int mine = state.epoch() + 1;
    return step(
        state,
        new QuorumRingState(mine, Optional.empty(), itself, ELECTING),
        List.of(send(new Election(self, next, self, mine, List.of(self)))),
        Set.of(),
        Action.of("StartElection", self, next));
  }

  /** QuorumRing.tla, HandleElection. */
  private Step<QuorumRingState, QuorumRingMessage> handleElection(
      QuorumRingState state, Election m, NodeId next, Set<NodeId> suspected) {
    Action action = Action.of("HandleElection", m, next);
    if (m.owner().equals(self)) {
      return state.status() == ELECTING && m.epoch() == state.epoch() && isQuorum(m.nodes())
          ? conclude(state, m, next, suspected, action)
          : unchanged(state, action);
    }
    if (m.nodes().contains(self)) {
      return unchanged(state, action);
    }
    Effect<QuorumRingMessage> onward =
        send(new Election(self, next, m.owner(), m.epoch(), passed(m.nodes())));
    if (m.epoch() > state.epoch()) {
      QuorumRingState waiting =
          new QuorumRingState(m.epoch(), Optional.empty(), Optional.of(m.owner()), WAITING);
      return step(state, waiting, List.of(onward), suspected, action);
    }
    boolean grantedBefore =
        m.epoch() == state.epoch() && state.granted().equals(Optional.of(m.owner()));
    return new Step<>(
        state,
        List.of(grantedBefore ? onward : send(new Refusal(self, m.owner(), state.epoch()))),
        action);
  }

  /** QuorumRing.tla, Conclude: the highest node that the message has passed leads. */
  private Step<QuorumRingState, QuorumRingMessage> conclude(
      QuorumRingState state, Election m, NodeId next, Set<NodeId> suspected, Action action) {
    NodeId leader = Collections.max(m.nodes());
    return step(
        state,
        new QuorumRingState(state.epoch(), Optional.of(leader), state.granted(), IDLE),
        List.of(send(new Coordinator(self, next, leader, m.epoch(), List.of(self)))),
        suspected,
        action);
  }

  /** QuorumRing.tla, HandleCoordinator. */
  private Step<QuorumRingState, QuorumRingMessage> handleCoordinator(
      QuorumRingState state, Coordinator m, NodeId next, Set<NodeId> suspected) {
    Action action = Action.of("HandleCoordinator", m, next);
    if (m.epoch() < state.epoch()) {
      return m.leader().equals(self)
          ? unchanged(state, action)
          : new Step<>(state, List.of(send(new Refusal(self, m.leader(), state.epoch()))), action);
    }
    if (m.nodes().contains(self)) {
      return unchanged(state, action);
    }
    Optional<NodeId> granted = m.epoch() > state.epoch() ? Optional.empty() : state.granted();
    return step(
        state,
        new QuorumRingState(m.epoch(), Optional.of(m.leader()), granted, IDLE),
        List.of(send(new Coordinator(self, next, m.leader(), m.epoch(), passed(m.nodes())))),
        suspected,
        action);
  }

  /** QuorumRing.tla, HandleRefusal. */
  private Step<QuorumRingState, QuorumRingMessage> handleRefusal(
      QuorumRingState state, Refusal m, Set<NodeId> suspected) {
    Action action = Action.of("HandleRefusal", m);
    if (m.epoch() <= state.epoch()) {
      return unchanged(state, action);
    }
    QuorumRingState waiting =
        new QuorumRingState(m.epoch(), Optional.empty(), Optional.empty(), WAITING);
    return step(state, waiting, List.of(), suspected, action);
  }

  /** QuorumRing.tla, Announce. */
  private Step<QuorumRingState, QuorumRingMessage> announce(QuorumRingState state, NodeId next) {
    Coordinator message = new Coordinator(self, next, self, state.epoch(), List.of(self));
    return new Step<>(
        state, List.of(send(message), announce.get()), Action.of("Announce", self, next));
  }

  /** The nodes that a message will have passed when this node sends it on. */
  private List<NodeId> passed(List<NodeId> before) {
    List<NodeId> nodes = new ArrayList<>(before.size() + 1);
    nodes.addAll(before);
    nodes.add(self);
    return Collections.unmodifiableList(nodes);
  }

  private static Effect<QuorumRingMessage> send(QuorumRingMessage message) {
    return new Effect.Send<>(message);
  }

  private static Step<QuorumRingState, QuorumRingMessage> unchanged(
      QuorumRingState state, Action action) {
    return new Step<>(state, List.of(), action);
  }

  /** A step to a new state. A new epoch is a new election: its timer starts anew. */
  private Step<QuorumRingState, QuorumRingMessage> step(
      QuorumRingState before,
      QuorumRingState after,
      List<Effect<QuorumRingMessage>> sends,
      Set<NodeId> suspected,
      Action action) {
    boolean heard = follows(after) && !suspected.contains(after.leader().get());
    List<Effect<QuorumRingMessage>> effects =
        new Effects<QuorumRingMessage>(self, before, after)
            .persist()
            .send(sends)
            .timer(
                timer(before),
                heard ? Optional.empty() : timer(after),
                after.epoch() != before.epoch())
            .leadership()
            .list();
    return new Step<>(after, effects, action);
  }

  /** The timer that may run in this state: that of a follower does if it suspects its leader. */
  private Optional<Effect.SetTimer<QuorumRingMessage>> timer(QuorumRingState state) {
    return switch (state.status()) {
      case IDLE -> state.leader().isEmpty() ? startup : leads(state) ? announce : retry;
      case ELECTING, WAITING -> retry;
    };
  }

  private boolean leads(QuorumRingState state) {
    return state.leader().equals(itself);
  }

  private boolean follows(QuorumRingState state) {
    return state.leader().isPresent() && !leads(state);
  }

  /** Besides what holds for all: a grant is made once an epoch; who elects has no leader. */
  @Override
  public void assertInvariants(QuorumRingState before, QuorumRingState after) {
    Protocol.super.assertInvariants(before, after);
    require(
        after.epoch() > before.epoch() || after.granted().equals(before.granted()),
        "a second grant in one epoch",
        after);
    require(
        after.leader().isEmpty() || after.status() == IDLE, "in an election under a leader", after);
    require(
        after.status() != ELECTING || after.granted().equals(itself),
        "claims what it has not granted to itself",
        after);
  }

  private void require(boolean holds, String fault, QuorumRingState state) {
    if (!holds) {
      throw new AssertionError(self + ": " + fault + " in " + state);
    }
  }
}
