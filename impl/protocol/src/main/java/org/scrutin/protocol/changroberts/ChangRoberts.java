package org.scrutin.protocol.changroberts;

import static org.scrutin.protocol.changroberts.ChangRobertsStatus.ELECTING;
import static org.scrutin.protocol.changroberts.ChangRobertsStatus.IDLE;

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
import org.scrutin.protocol.changroberts.ChangRobertsMessage.Coordinator;
import org.scrutin.protocol.changroberts.ChangRobertsMessage.Election;
import org.scrutin.protocol.election.Effects;
import org.scrutin.protocol.election.EpochOwners;
import org.scrutin.protocol.election.RingOrder;
import org.scrutin.protocol.election.Timing;

/**
 * Election on a ring by extrema-finding (Chang and Roberts 1979): the message of the highest node
 * comes home. ChangRoberts.tla says what it promises, and in which failure model; methods here have
 * the names of the actions there.
 *
 * <p>A state has one timer: {@code startup} while the node is idle without a leader, {@code
 * election} while it takes part in an election. A node that follows another watches it instead, and
 * a leader has nothing to wait for. Immutable and so thread-safe.
 */
public final class ChangRoberts
    implements Protocol<ChangRobertsState, ChangRobertsMessage, ChangRobertsDurable> {

  private static final Timer STARTUP = new Timer("startup");
  private static final Timer ELECTION = new Timer("election");

  private final NodeId self;
  private final NodeId successor;
  private final RingOrder ring;
  private final EpochOwners owners;
  private final Optional<Effect.SetTimer<ChangRobertsMessage>> startup;
  private final Optional<Effect.SetTimer<ChangRobertsMessage>> election;
  private final Action startElection;
  private final Action electionTimeout;

  /**
   * The core of one node.
   *
   * @param order all nodes, this one too, in the order of the ring
   * @throws IllegalArgumentException if this node is not on the ring, or one is there twice
   */
  public ChangRoberts(NodeId self, List<NodeId> order, Timing timing) {
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

  /** ChangRoberts.tla, Init. */
  @Override
  public Boot<ChangRobertsState, ChangRobertsMessage> boot() {
    return new Boot<>(idle(0), List.of(startup.get()));
  }

  @Override
  public ChangRobertsDurable durable(ChangRobertsState state) {
    return new ChangRobertsDurable(state.epoch());
  }

  /** ChangRoberts.tla, Restart. */
  @Override
  public Step<ChangRobertsState, ChangRobertsMessage> restart(ChangRobertsDurable durable) {
    return new Step<>(idle(durable.epoch()), List.of(startup.get()), Action.of("Restart", self));
  }

  private static ChangRobertsState idle(int epoch) {
    return new ChangRobertsState(epoch, Optional.empty(), IDLE);
  }

  @Override
  public Step<ChangRobertsState, ChangRobertsMessage> step(
      ChangRobertsState state, Input<ChangRobertsMessage> input, Set<NodeId> suspected) {
    if (input instanceof Input.Receive<ChangRobertsMessage> receive
        && receive.message().to().equals(self)) {
      return handle(state, receive.message());
    }
    if (input instanceof Input.TimerFired<ChangRobertsMessage> fired) {
      Timer timer = fired.timer();
      if (timer.equals(STARTUP) && state.status() == IDLE && state.leader().isEmpty()) {
        return startElection(state);
      }
      if (timer.equals(ELECTION) && state.status() == ELECTING) {
        return electionTimeout(state);
      }
    }
    if (input instanceof Input.Suspect<ChangRobertsMessage> suspect
        && !suspect.peer().equals(self)
        && state.leader().isPresent()
        && state.leader().get().equals(suspect.peer())) {
      return startElection(state);
    }
    if (input instanceof Input.Undeliverable<ChangRobertsMessage> returned
        && returned.message().from().equals(self)) {
      return reroute(state, returned.message());
    }
    throw new AssertionError(self + " in " + state + " cannot be given " + input);
  }

  private Step<ChangRobertsState, ChangRobertsMessage> handle(
      ChangRobertsState state, ChangRobertsMessage message) {
    if (message instanceof Election asked) {
      return handleElection(state, asked);
    }
    if (message instanceof Coordinator announced) {
      return handleCoordinator(state, announced);
    }
    throw new AssertionError("no action handles " + message);
  }

  /** ChangRoberts.tla, StartElection. */
  private Step<ChangRobertsState, ChangRobertsMessage> startElection(ChangRobertsState state) {
    return beginElection(state, state.epoch(), startElection);
  }

  /** ChangRoberts.tla, HandleElection. */
  private Step<ChangRobertsState, ChangRobertsMessage> handleElection(
      ChangRobertsState state, Election m) {
    Action action = Action.of("HandleElection", m);
    int seen = Math.max(state.epoch(), m.epoch());
    if (m.owner().equals(self)) {
      int epoch = owners.next(self, seen);
      return step(
          state,
          new ChangRobertsState(epoch, Optional.of(self), IDLE),
          new Coordinator(self, successor, self, epoch),
          action);
    }
    if (m.owner().outranks(self)) {
      return step(
          state,
          new ChangRobertsState(state.epoch(), Optional.empty(), ELECTING),
          new Election(self, successor, m.owner(), seen),
          action);
    }
    return state.status() == IDLE
        ? beginElection(state, state.epoch(), action)
        : unchanged(state, action);
  }

  /** ChangRoberts.tla, HandleCoordinator. */
  private Step<ChangRobertsState, ChangRobertsMessage> handleCoordinator(
      ChangRobertsState state, Coordinator m) {
    Action action = Action.of("HandleCoordinator", m);
    if (m.owner().equals(self) || m.epoch() < state.epoch()) {
      return unchanged(state, action);
    }
    if (self.outranks(m.owner())) {
      return beginElection(state, m.epoch(), action);
    }
    return step(
        state,
        new ChangRobertsState(m.epoch(), Optional.of(m.owner()), IDLE),
        new Coordinator(self, successor, m.owner(), m.epoch()),
        action);
  }

  /** ChangRoberts.tla, ElectionTimeout. */
  private Step<ChangRobertsState, ChangRobertsMessage> electionTimeout(ChangRobertsState state) {
    return beginElection(state, state.epoch(), electionTimeout);
  }

  /** ChangRoberts.tla, Reroute. */
  private Step<ChangRobertsState, ChangRobertsMessage> reroute(
      ChangRobertsState state, ChangRobertsMessage m) {
    List<Effect<ChangRobertsMessage>> sends =
        m.owner().equals(m.to())
            ? List.of()
            : List.of(new Effect.Send<>(m.redirected(ring.successor(m.to()))));
    return new Step<>(state, sends, Action.of("Reroute", m));
  }

  /** ChangRoberts.tla, BeginElection. */
  private Step<ChangRobertsState, ChangRobertsMessage> beginElection(
      ChangRobertsState state, int epoch, Action action) {
    return step(
        state,
        new ChangRobertsState(epoch, Optional.empty(), ELECTING),
        new Election(self, successor, self, epoch),
        action);
  }

  /** A step that sends one message. To send an Election is to wait for what comes of it, anew. */
  private Step<ChangRobertsState, ChangRobertsMessage> step(
      ChangRobertsState before, ChangRobertsState after, ChangRobertsMessage sent, Action action) {
    List<Effect<ChangRobertsMessage>> effects =
        new Effects<ChangRobertsMessage>(self, before, after)
            .persist()
            .send(List.of(new Effect.Send<>(sent)))
            .timer(timer(before), timer(after), after.status() == ELECTING)
            .watchLeader()
            .leadership()
            .list();
    return new Step<>(after, effects, action);
  }

  private static Step<ChangRobertsState, ChangRobertsMessage> unchanged(
      ChangRobertsState state, Action action) {
    return new Step<>(state, List.of(), action);
  }

  /** The timer that runs in this state; none in that of a leader or follower. */
  private Optional<Effect.SetTimer<ChangRobertsMessage>> timer(ChangRobertsState state) {
    return switch (state.status()) {
      case IDLE -> state.leader().isEmpty() ? startup : Optional.empty();
      case ELECTING -> election;
    };
  }

  /**
   * Besides what holds for all: ChangRoberts.tla, LeadersOwnTheirEpoch; and who elects has no
   * leader.
   */
  @Override
  public void assertInvariants(ChangRobertsState before, ChangRobertsState after) {
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
