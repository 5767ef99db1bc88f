package org.scrutin.protocol.ring;

import static org.scrutin.protocol.ring.RingStatus.ELECTING;
import static org.scrutin.protocol.ring.RingStatus.IDLE;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.scrutin.protocol.Action;
import org.scrutin.protocol.Boot;
import org.scrutin.protocol.Effect;
import org.scrutin.protocol.Input;
import org.scrutin.protocol.NodeId;
import org.scrutin.protocol.Protocol;
import org.scrutin.protocol.Step;
import org.scrutin.protocol.Timer;
import org.scrutin.protocol.election.Effects;
import org.scrutin.protocol.election.EpochOwners;
import org.scrutin.protocol.election.RingOrder;
import org.scrutin.protocol.election.Timing;
import org.scrutin.protocol.ring.RingMessage.Coordinator;
import org.scrutin.protocol.ring.RingMessage.Election;

/**
 * Election on a ring: a message collects the numbers of all participants, and the highest of them
 * leads. Ring.tla says what it promises, and in which failure model; methods here have the names of
 * the actions there.
 *
 * <p>A state has one timer: {@code startup} while the node is idle without a leader, {@code
 * election} while it takes part in an election. A node that follows another watches it instead, and
 * a leader has nothing to wait for. Immutable and so thread-safe.
 */
public final class Ring implements Protocol<RingState, RingMessage, RingDurable> {

  private static final Timer STARTUP = new Timer("startup");
  private static final Timer ELECTION = new Timer("election");

  private final NodeId self;
  private final NodeId successor;
  private final RingOrder ring;
  private final EpochOwners owners;
  private final Optional<Effect.SetTimer<RingMessage>> startup;
  private final Optional<Effect.SetTimer<RingMessage>> election;
  private final Action startElection;
  private final Action electionTimeout;

  /**
   * The core of one node.
   *
   * @param order all nodes, this one too, in the order of the ring
   * @throws IllegalArgumentException if this node is not on the ring, or one is there twice
   */
  public Ring(NodeId self, List<NodeId> order, Timing timing) {
    if (!order.contains(self)) {
      throw new IllegalArgumentException(self + " is not one of " + order);
    }
    this.self = self;
    this.ring = new RingOrder(order);
    this.successor = ring.successor(self);
    this.owners = new EpochOwners(order);
    this.startup = Optional.of(timing.startup().timer(STARTUP));
    this.election = Optional.of(timing.election().timer(ELECTION));
    this.startElection = Action.of("StartElection", self);
    this.electionTimeout = Action.of("ElectionTimeout", self);
  }

  @Override
  public NodeId self() {
    return self;
  }

  /** Ring.tla, Init. */
  @Override
  public Boot<RingState, RingMessage> boot() {
    return new Boot<>(idle(0), List.of(startup.get()));
  }

  @Override
  public RingDurable durable(RingState state) {
    return new RingDurable(state.epoch());
  }

  /** Ring.tla, Restart. */
  @Override
  public Step<RingState, RingMessage> restart(RingDurable durable) {
    return new Step<>(idle(durable.epoch()), List.of(startup.get()), Action.of("Restart", self));
  }

  private static RingState idle(int epoch) {
    return new RingState(epoch, Optional.empty(), IDLE);
  }

  @Override
  public Step<RingState, RingMessage> step(
      RingState state, Input<RingMessage> input, Set<NodeId> suspected) {
    if (input instanceof Input.Receive<RingMessage> receive
        && receive.message().to().equals(self)) {
      return handle(state, receive.message());
    }
    if (input instanceof Input.TimerFired<RingMessage> fired) {
      Timer timer = fired.timer();
      if (timer.equals(STARTUP) && state.status() == IDLE && state.leader().isEmpty()) {
        return startElection(state);
      }
      if (timer.equals(ELECTION) && state.status() == ELECTING) {
        return electionTimeout(state);
      }
    }
    if (input instanceof Input.Suspect<RingMessage> suspect
        && !suspect.peer().equals(self)
        && state.leader().isPresent()
        && state.leader().get().equals(suspect.peer())) {
      return startElection(state);
    }
    if (input instanceof Input.Undeliverable<RingMessage> returned
        && returned.message().from().equals(self)) {
      return reroute(state, returned.message());
    }
    throw new AssertionError(self + " in " + state + " cannot be given " + input);
  }

  private Step<RingState, RingMessage> handle(RingState state, RingMessage message) {
    if (message instanceof Election asked) {
      return handleElection(state, asked);
    }
    if (message instanceof Coordinator announced) {
      return handleCoordinator(state, announced);
    }
    throw new AssertionError("no action handles " + message);
  }

  /** Ring.tla, StartElection. */
  private Step<RingState, RingMessage> startElection(RingState state) {
    return beginElection(state, state.epoch(), startElection);
  }

  /** Ring.tla, HandleElection. */
  private Step<RingState, RingMessage> handleElection(RingState state, Election m) {
    Action action = Action.of("HandleElection", m);
    int seen = Math.max(state.epoch(), m.epoch());
    if (m.nodes().contains(self)) {
      NodeId leader = Collections.max(m.nodes());
      int epoch = owners.next(leader, seen);
      return step(
          state,
          new RingState(epoch, Optional.of(leader), IDLE),
          new Coordinator(self, successor, List.of(self), epoch, leader),
          action);
    }
    return step(
        state,
        new RingState(state.epoch(), Optional.empty(), ELECTING),
        new Election(self, successor, passed(m), seen),
        action);
  }

  /** Ring.tla, HandleCoordinator. */
  private Step<RingState, RingMessage> handleCoordinator(RingState state, Coordinator m) {
    Action action = Action.of("HandleCoordinator", m);
    if (m.nodes().contains(self) || m.epoch() < state.epoch()) {
      return unchanged(state, action);
    }
    if (self.outranks(m.leader())) {
      return beginElection(state, m.epoch(), action);
    }
    return step(
        state,
        new RingState(m.epoch(), Optional.of(m.leader()), IDLE),
        new Coordinator(self, successor, passed(m), m.epoch(), m.leader()),
        action);
  }

  /** The nodes that the message will have passed when this node sends it on. */
  private List<NodeId> passed(RingMessage m) {
    List<NodeId> nodes = new ArrayList<>(m.nodes().size() + 1);
    nodes.addAll(m.nodes());
    nodes.add(self);
    return Collections.unmodifiableList(nodes);
  }

  /** Ring.tla, ElectionTimeout. */
  private Step<RingState, RingMessage> electionTimeout(RingState state) {
    return beginElection(state, state.epoch(), electionTimeout);
  }

  /** Ring.tla, Reroute. */
  private Step<RingState, RingMessage> reroute(RingState state, RingMessage m) {
    RingMessage onward = m.redirected(ring.successor(m.to()));
    return new Step<>(state, List.of(new Effect.Send<>(onward)), Action.of("Reroute", m));
  }

  /** Ring.tla, BeginElection. */
  private Step<RingState, RingMessage> beginElection(RingState state, int epoch, Action action) {
    return step(
        state,
        new RingState(epoch, Optional.empty(), ELECTING),
        new Election(self, successor, List.of(self), epoch),
        action);
  }

  /** A step that sends one message. To send an Election is to wait for what comes of it, anew. */
  private Step<RingState, RingMessage> step(
      RingState before, RingState after, RingMessage sent, Action action) {
    List<Effect<RingMessage>> effects =
        new Effects<RingMessage>(self, before, after)
            .persist()
            .send(List.of(new Effect.Send<>(sent)))
            .timer(timer(before), timer(after), after.status() == ELECTING)
            .watchLeader()
            .leadership()
            .list();
    return new Step<>(after, effects, action);
  }

  private static Step<RingState, RingMessage> unchanged(RingState state, Action action) {
    return new Step<>(state, List.of(), action);
  }

  /** The timer that runs in this state; none in that of a leader or follower. */
  private Optional<Effect.SetTimer<RingMessage>> timer(RingState state) {
    return switch (state.status()) {
      case IDLE -> state.leader().isEmpty() ? startup : Optional.empty();
      case ELECTING -> election;
    };
  }

  /** Besides what holds for all: Ring.tla, LeadersOwnTheirEpoch; and who elects has no leader. */
  @Override
  public void assertInvariants(RingState before, RingState after) {
    Protocol.super.assertInvariants(before, after);
    if (after.leader().isPresent()) {
      if (!owners.owner(after.epoch()).equals(after.leader().get())) {
        throw new AssertionError(self + ": the leader does not own its epoch in " + after);
      }
      if (after.status() != IDLE) {
        throw new AssertionError(self + ": in an election under a leader in " + after);
      }
    }
  }
}
