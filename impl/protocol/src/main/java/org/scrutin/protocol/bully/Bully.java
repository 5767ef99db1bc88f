package org.scrutin.protocol.bully;

import static org.scrutin.protocol.bully.BullyStatus.ELECTING;
import static org.scrutin.protocol.bully.BullyStatus.IDLE;
import static org.scrutin.protocol.bully.BullyStatus.WAITING;

import java.util.ArrayList;
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
import org.scrutin.protocol.bully.BullyMessage.Answer;
import org.scrutin.protocol.bully.BullyMessage.Coordinator;
import org.scrutin.protocol.bully.BullyMessage.Election;
import org.scrutin.protocol.election.Effects;
import org.scrutin.protocol.election.EpochOwners;
import org.scrutin.protocol.election.Timing;

/**
 * The Bully algorithm: the live node with the highest number leads. Bully.tla says what it
 * promises, and in which failure model; methods here have the names of the actions there.
 *
 * <p>A state has one timer: {@code startup} while the node is idle without a leader, {@code answer}
 * while it elects, {@code coordinator} while it waits. A node that follows another watches it
 * instead, and a leader has nothing to wait for. Immutable and so thread-safe.
 */
public final class Bully implements Protocol<BullyState, BullyMessage, BullyDurable> {

  private static final Timer STARTUP = new Timer("startup");
  private static final Timer ANSWER = new Timer("answer");
  private static final Timer COORDINATOR = new Timer("coordinator");

  private final NodeId self;
  private final Optional<NodeId> selfAsLeader;
  private final EpochOwners owners;
  private final List<NodeId> lower;
  private final List<Effect<BullyMessage>> challenges;
  private final Optional<Effect.SetTimer<BullyMessage>> startup;
  private final Optional<Effect.SetTimer<BullyMessage>> answer;
  private final Optional<Effect.SetTimer<BullyMessage>> coordinator;
  private final Action startElection;
  private final Action answerTimeout;
  private final Action coordinatorTimeout;

  /**
   * The core of one node.
   *
   * @param nodes all nodes, this one too, in any order
   * @throws IllegalArgumentException if this node is not among the nodes, or one is there twice
   */
  public Bully(NodeId self, List<NodeId> nodes, Timing timing) {
    if (!nodes.contains(self)) {
      throw new IllegalArgumentException(self + " is not one of " + nodes);
    }
    this.self = self;
    this.selfAsLeader = Optional.of(self);
    this.owners = new EpochOwners(nodes.stream().sorted().toList());
    this.lower = owners.order().stream().filter(self::outranks).toList();
    this.challenges =
        owners.order().stream()
            .filter(node -> node.outranks(self))
            .map(node -> send(new Election(self, node)))
            .toList();
    this.startup = Optional.of(timing.startup().timer(STARTUP));
    this.answer = Optional.of(timing.answer().timer(ANSWER));
    this.coordinator = Optional.of(timing.election().timer(COORDINATOR));
    this.startElection = Action.of("StartElection", self);
    this.answerTimeout = Action.of("AnswerTimeout", self);
    this.coordinatorTimeout = Action.of("CoordinatorTimeout", self);
  }

  @Override
  public NodeId self() {
    return self;
  }

  /** Bully.tla, Init. */
  @Override
  public Boot<BullyState, BullyMessage> boot() {
    return new Boot<>(idle(0), List.of(startup.get()));
  }

  @Override
  public BullyDurable durable(BullyState state) {
    return new BullyDurable(state.epoch());
  }

  /** Bully.tla, Restart. */
  @Override
  public Step<BullyState, BullyMessage> restart(BullyDurable durable) {
    return new Step<>(idle(durable.epoch()), List.of(startup.get()), Action.of("Restart", self));
  }

  private static BullyState idle(int epoch) {
    return new BullyState(epoch, Optional.empty(), IDLE);
  }

  @Override
  public Step<BullyState, BullyMessage> step(
      BullyState state, Input<BullyMessage> input, Set<NodeId> suspected) {
    if (input instanceof Input.Receive<BullyMessage> receive
        && receive.message().to().equals(self)) {
      return handle(state, receive.message());
    }
    if (input instanceof Input.TimerFired<BullyMessage> fired) {
      Timer timer = fired.timer();
      if (timer.equals(STARTUP) && state.status() == IDLE && state.leader().isEmpty()) {
        return startElection(state);
      }
      if (timer.equals(ANSWER) && state.status() == ELECTING) {
        return answerTimeout(state);
      }
      if (timer.equals(COORDINATOR) && state.status() == WAITING) {
        return coordinatorTimeout(state);
      }
    }
    if (input instanceof Input.Suspect<BullyMessage> suspect
        && !suspect.peer().equals(self)
        && state.leader().isPresent()
        && state.leader().get().equals(suspect.peer())) {
      return startElection(state);
    }
    throw new AssertionError(self + " in " + state + " cannot be given " + input);
  }

  private Step<BullyState, BullyMessage> handle(BullyState state, BullyMessage message) {
    if (message instanceof Election election) {
      return handleElection(state, election);
    }
    if (message instanceof Answer answered) {
      return handleAnswer(state, answered);
    }
    if (message instanceof Coordinator announced) {
      return handleCoordinator(state, announced);
    }
    throw new AssertionError("no action handles " + message);
  }

  /** Bully.tla, StartElection. */
  private Step<BullyState, BullyMessage> startElection(BullyState state) {
    return elect(state, state.epoch(), List.of(), startElection);
  }

  /** Bully.tla, HandleElection. */
  private Step<BullyState, BullyMessage> handleElection(BullyState state, Election m) {
    Action action = Action.of("HandleElection", m);
    if (leads(state)) {
      return step(
          state, state, List.of(send(new Coordinator(self, m.from(), state.epoch()))), action);
    }
    List<Effect<BullyMessage>> answers = List.of(send(new Answer(self, m.from(), state.epoch())));
    return state.status() == IDLE
        ? elect(state, state.epoch(), answers, action)
        : step(state, state, answers, action);
  }

  /** Bully.tla, HandleAnswer. */
  private Step<BullyState, BullyMessage> handleAnswer(BullyState state, Answer m) {
    Action action = Action.of("HandleAnswer", m);
    if (leads(state) && m.epoch() > state.epoch()) {
      return elect(state, m.epoch(), List.of(), action);
    }
    if (state.status() == IDLE) {
      return step(state, state, List.of(), action);
    }
    int epoch = Math.max(state.epoch(), m.epoch());
    return step(state, new BullyState(epoch, state.leader(), WAITING), List.of(), action);
  }

  /** Bully.tla, AnswerTimeout. */
  private Step<BullyState, BullyMessage> answerTimeout(BullyState state) {
    return announce(state, state.epoch(), answerTimeout);
  }

  /** Bully.tla, CoordinatorTimeout. */
  private Step<BullyState, BullyMessage> coordinatorTimeout(BullyState state) {
    return elect(state, state.epoch(), List.of(), coordinatorTimeout);
  }

  /** Bully.tla, HandleCoordinator. */
  private Step<BullyState, BullyMessage> handleCoordinator(BullyState state, Coordinator m) {
    Action action = Action.of("HandleCoordinator", m);
    if (m.epoch() >= state.epoch()) {
      BullyState after = new BullyState(m.epoch(), Optional.of(m.from()), IDLE);
      return step(state, after, List.of(), action);
    }
    BullyStatus status = state.status() == ELECTING ? WAITING : state.status();
    return step(
        state,
        new BullyState(state.epoch(), state.leader(), status),
        List.of(send(new Answer(self, m.from(), state.epoch()))),
        action);
  }

  /** Bully.tla, Announce: this node leads the next epoch of its own after {@code known}. */
  private Step<BullyState, BullyMessage> announce(BullyState state, int known, Action action) {
    int mine = owners.next(self, known);
    List<Effect<BullyMessage>> announcements = new ArrayList<>(lower.size());
    for (NodeId node : lower) {
      announcements.add(send(new Coordinator(self, node, mine)));
    }
    return step(state, new BullyState(mine, selfAsLeader, IDLE), announcements, action);
  }

  /** Bully.tla, Elect: asks the higher nodes; the highest announces itself instead. */
  private Step<BullyState, BullyMessage> elect(
      BullyState state, int known, List<Effect<BullyMessage>> answers, Action action) {
    if (challenges.isEmpty()) {
      return announce(state, known, action);
    }
    List<Effect<BullyMessage>> sends = new ArrayList<>(answers.size() + challenges.size());
    sends.addAll(answers);
    sends.addAll(challenges);
    return step(state, new BullyState(known, Optional.empty(), ELECTING), sends, action);
  }

  private Step<BullyState, BullyMessage> step(
      BullyState before, BullyState after, List<Effect<BullyMessage>> sends, Action action) {
    List<Effect<BullyMessage>> effects =
        new Effects<BullyMessage>(self, before, after)
            .persist()
            .send(sends)
            .timer(timer(before), timer(after), false)
            .watchLeader()
            .leadership()
            .list();
    return new Step<>(after, effects, action);
  }

  /** The timer that runs in this state; none in that of a leader or follower. */
  private Optional<Effect.SetTimer<BullyMessage>> timer(BullyState state) {
    return switch (state.status()) {
      case IDLE -> state.leader().isEmpty() ? startup : Optional.empty();
      case ELECTING -> answer;
      case WAITING -> coordinator;
    };
  }

  private boolean leads(BullyState state) {
    return state.leader().equals(selfAsLeader);
  }

  private static Effect<BullyMessage> send(BullyMessage message) {
    return new Effect.Send<>(message);
  }

  /** Besides what holds for all: Bully.tla, LeadersOwnTheirEpoch; and who elects has no leader. */
  @Override
  public void assertInvariants(BullyState before, BullyState after) {
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
