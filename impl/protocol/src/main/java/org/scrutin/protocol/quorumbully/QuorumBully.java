package org.scrutin.protocol.quorumbully;

import static org.scrutin.protocol.quorumbully.QuorumBullyStatus.CLAIMING;
import static org.scrutin.protocol.quorumbully.QuorumBullyStatus.ELECTING;
import static org.scrutin.protocol.quorumbully.QuorumBullyStatus.IDLE;
import static org.scrutin.protocol.quorumbully.QuorumBullyStatus.WAITING;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
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
import org.scrutin.protocol.election.Timing;
import org.scrutin.protocol.quorumbully.QuorumBullyMessage.Answer;
import org.scrutin.protocol.quorumbully.QuorumBullyMessage.Claim;
import org.scrutin.protocol.quorumbully.QuorumBullyMessage.Coordinator;
import org.scrutin.protocol.quorumbully.QuorumBullyMessage.Election;
import org.scrutin.protocol.quorumbully.QuorumBullyMessage.Grant;

/**
 * The Bully algorithm with a quorum behind each leader. QuorumBully.tla says what it promises, and
 * in which failure model; methods here have the names of the actions there.
 *
 * <p>A state has one timer: {@code startup} while the node is idle without a leader, {@code answer}
 * while it elects, {@code retry} while it waits or claims, {@code announce} while it leads. A node
 * that follows another watches it instead. Immutable and so thread-safe.
 */
public final class QuorumBully
    implements Protocol<QuorumBullyState, QuorumBullyMessage, QuorumBullyDurable> {

  private static final Timer STARTUP = new Timer("startup");
  private static final Timer ANSWER = new Timer("answer");
  private static final Timer RETRY = new Timer("retry");
  private static final Timer ANNOUNCE = new Timer("announce");

  private final NodeId self;
  private final Optional<NodeId> itself;
  private final QuorumBullyInvariants invariants;
  private final List<NodeId> others;
  private final List<Effect<QuorumBullyMessage>> challenges;
  private final SortedSet<NodeId> ownGrant;
  private final Optional<Effect.SetTimer<QuorumBullyMessage>> startup;
  private final Optional<Effect.SetTimer<QuorumBullyMessage>> answer;
  private final Optional<Effect.SetTimer<QuorumBullyMessage>> retry;
  private final Optional<Effect.SetTimer<QuorumBullyMessage>> announce;
  private final Action startElection;
  private final Action answerTimeout;
  private final Action retryTimeout;
  private final Action announceAction;

  /**
   * The core of one node.
   *
   * @param nodes all nodes, this one too, in any order; at least two
   * @throws IllegalArgumentException if this node is not among the nodes, one is there twice, or
   *     there are fewer than two
   */
  public QuorumBully(NodeId self, List<NodeId> nodes, Timing timing) {
    if (!nodes.contains(self) || nodes.size() < 2) {
      throw new IllegalArgumentException(self + " is not one of two or more: " + nodes);
    }
    List<NodeId> all = new EpochOwners(nodes.stream().sorted().toList()).order();
    this.self = self;
    this.itself = Optional.of(self);
    this.invariants = new QuorumBullyInvariants(self, all.size());
    this.others = all.stream().filter(node -> !node.equals(self)).toList();
    this.challenges =
        all.stream()
            .filter(node -> node.outranks(self))
            .map(node -> send(new Election(self, node)))
            .toList();
    this.ownGrant = grants(Collections.emptySortedSet(), self);
    this.startup = Optional.of(timing.startup().timer(STARTUP));
    this.answer = Optional.of(timing.answer().timer(ANSWER));
    this.retry = Optional.of(timing.election().timer(RETRY));
    this.announce = Optional.of(timing.announce().timer(ANNOUNCE));
    this.startElection = Action.of("StartElection", self);
    this.answerTimeout = Action.of("AnswerTimeout", self);
    this.retryTimeout = Action.of("RetryTimeout", self);
    this.announceAction = Action.of("Announce", self);
  }

  private static SortedSet<NodeId> grants(SortedSet<NodeId> grants, NodeId from) {
    SortedSet<NodeId> all = new TreeSet<>(grants);
    all.add(from);
    return Collections.unmodifiableSortedSet(all);
  }

  @Override
  public NodeId self() {
    return self;
  }

  /** QuorumBully.tla, Init. */
  @Override
  public Boot<QuorumBullyState, QuorumBullyMessage> boot() {
    return new Boot<>(QuorumBullyState.idle(0, Optional.empty()), List.of(startup.get()));
  }

  @Override
  public QuorumBullyDurable durable(QuorumBullyState state) {
    return new QuorumBullyDurable(state.epoch(), state.granted());
  }

  /** QuorumBully.tla, Restart. */
  @Override
  public Step<QuorumBullyState, QuorumBullyMessage> restart(QuorumBullyDurable durable) {
    return new Step<>(
        QuorumBullyState.idle(durable.epoch(), durable.granted()),
        List.of(startup.get()),
        Action.of("Restart", self));
  }

  @Override
  public Step<QuorumBullyState, QuorumBullyMessage> step(
      QuorumBullyState state, Input<QuorumBullyMessage> input, Set<NodeId> suspected) {
    if (input instanceof Input.Receive<QuorumBullyMessage> receive
        && receive.message().to().equals(self)) {
      return handle(state, receive.message());
    }
    if (input instanceof Input.TimerFired<QuorumBullyMessage> fired) {
      Timer timer = fired.timer();
      if (timer.equals(STARTUP) && state.status() == IDLE && state.leader().isEmpty()) {
        return startElection(state);
      }
      if (timer.equals(ANSWER) && state.status() == ELECTING) {
        return answerTimeout(state);
      }
      if (timer.equals(RETRY) && (state.status() == WAITING || state.status() == CLAIMING)) {
        return retryTimeout(state);
      }
      if (timer.equals(ANNOUNCE) && leads(state)) {
        return announce(state);
      }
    }
    if (input instanceof Input.Suspect<QuorumBullyMessage> suspect
        && !suspect.peer().equals(self)
        && state.leader().isPresent()
        && state.leader().get().equals(suspect.peer())) {
      return startElection(state);
    }
    throw new AssertionError(self + " in " + state + " cannot be given " + input);
  }

  private Step<QuorumBullyState, QuorumBullyMessage> handle(
      QuorumBullyState state, QuorumBullyMessage message) {
    if (message instanceof Election election) {
      return handleElection(state, election);
    }
    if (message instanceof Answer answered) {
      return handleAnswer(state, answered);
    }
    if (message instanceof Claim claim) {
      return handleClaim(state, claim);
    }
    if (message instanceof Grant grant) {
      return handleGrant(state, grant);
    }
    if (message instanceof Coordinator announced) {
      return handleCoordinator(state, announced);
    }
    throw new AssertionError("no action handles " + message);
  }

  /** QuorumBully.tla, StartElection. */
  private Step<QuorumBullyState, QuorumBullyMessage> startElection(QuorumBullyState state) {
    return beginElection(state, List.of(), startElection);
  }

  /** QuorumBully.tla, HandleElection. */
  private Step<QuorumBullyState, QuorumBullyMessage> handleElection(
      QuorumBullyState state, Election m) {
    Action action = Action.of("HandleElection", m);
    if (leads(state)) {
      return reply(state, new Coordinator(self, m.from(), state.epoch()), action);
    }
    Answer alive = new Answer(self, m.from(), state.epoch());
    return state.status() == IDLE
        ? beginElection(state, List.of(send(alive)), action)
        : reply(state, alive, action);
  }

  /** QuorumBully.tla, HandleAnswer. */
  private Step<QuorumBullyState, QuorumBullyMessage> handleAnswer(
      QuorumBullyState state, Answer m) {
    Action action = Action.of("HandleAnswer", m);
    if (m.epoch() > state.epoch()) {
      return step(state, QuorumBullyState.waiting(m.epoch(), Optional.empty()), List.of(), action);
    }
    if (state.status() == ELECTING) {
      return step(
          state, QuorumBullyState.waiting(state.epoch(), state.granted()), List.of(), action);
    }
    return unchanged(state, action);
  }

  /** QuorumBully.tla, AnswerTimeout. */
  private Step<QuorumBullyState, QuorumBullyMessage> answerTimeout(QuorumBullyState state) {
    return beginClaim(state, answerTimeout);
  }

  /** QuorumBully.tla, HandleClaim. */
  private Step<QuorumBullyState, QuorumBullyMessage> handleClaim(QuorumBullyState state, Claim m) {
    Action action = Action.of("HandleClaim", m);
    if (m.epoch() > state.epoch()) {
      return step(
          state,
          QuorumBullyState.waiting(m.epoch(), Optional.of(m.from())),
          List.of(send(new Grant(self, m.from(), m.epoch()))),
          action);
    }
    boolean grantedBefore =
        m.epoch() == state.epoch() && state.granted().equals(Optional.of(m.from()));
    return reply(
        state,
        grantedBefore
            ? new Grant(self, m.from(), m.epoch())
            : new Answer(self, m.from(), state.epoch()),
        action);
  }

  /** QuorumBully.tla, HandleGrant. */
  private Step<QuorumBullyState, QuorumBullyMessage> handleGrant(QuorumBullyState state, Grant m) {
    Action action = Action.of("HandleGrant", m);
    if (state.status() != CLAIMING || m.epoch() != state.epoch()) {
      return unchanged(state, action);
    }
    SortedSet<NodeId> all = grants(state.grants(), m.from());
    if (invariants.isQuorum(all)) {
      QuorumBullyState leading = QuorumBullyState.led(state.epoch(), itself, state.granted());
      return step(state, leading, announcements(state.epoch()), action);
    }
    QuorumBullyState claiming = QuorumBullyState.claiming(state.epoch(), state.granted(), all);
    return step(state, claiming, List.of(), action);
  }

  /** QuorumBully.tla, HandleCoordinator. */
  private Step<QuorumBullyState, QuorumBullyMessage> handleCoordinator(
      QuorumBullyState state, Coordinator m) {
    Action action = Action.of("HandleCoordinator", m);
    if (m.epoch() < state.epoch()) {
      return reply(state, new Answer(self, m.from(), state.epoch()), action);
    }
    Optional<NodeId> granted = m.epoch() > state.epoch() ? Optional.empty() : state.granted();
    QuorumBullyState following = QuorumBullyState.led(m.epoch(), Optional.of(m.from()), granted);
    return step(state, following, List.of(), action);
  }

  /** QuorumBully.tla, RetryTimeout. */
  private Step<QuorumBullyState, QuorumBullyMessage> retryTimeout(QuorumBullyState state) {
    return beginElection(state, List.of(), retryTimeout);
  }

  /** QuorumBully.tla, Announce. */
  private Step<QuorumBullyState, QuorumBullyMessage> announce(QuorumBullyState state) {
    List<Effect<QuorumBullyMessage>> effects = announcements(state.epoch());
    effects.add(announce.get());
    return new Step<>(state, Collections.unmodifiableList(effects), announceAction);
  }

  /** QuorumBully.tla, BeginClaim: this node grants the next epoch to itself and asks the others. */
  private Step<QuorumBullyState, QuorumBullyMessage> beginClaim(
      QuorumBullyState state, Action action) {
    int mine = state.epoch() + 1;
    return step(
        state,
        QuorumBullyState.claiming(mine, itself, ownGrant),
        toOthers(node -> new Claim(self, node, mine)),
        action);
  }

  /** QuorumBully.tla, BeginElection: asks the higher nodes; the highest claims at once. */
  private Step<QuorumBullyState, QuorumBullyMessage> beginElection(
      QuorumBullyState state, List<Effect<QuorumBullyMessage>> answers, Action action) {
    if (challenges.isEmpty()) {
      return beginClaim(state, action);
    }
    List<Effect<QuorumBullyMessage>> sends = new ArrayList<>(answers.size() + challenges.size());
    sends.addAll(answers);
    sends.addAll(challenges);
    QuorumBullyState electing = QuorumBullyState.electing(state.epoch(), state.granted());
    return step(state, electing, sends, action);
  }

  private List<Effect<QuorumBullyMessage>> announcements(int epoch) {
    return toOthers(node -> new Coordinator(self, node, epoch));
  }

  private List<Effect<QuorumBullyMessage>> toOthers(Function<NodeId, QuorumBullyMessage> message) {
    List<Effect<QuorumBullyMessage>> sends = new ArrayList<>(others.size() + 1);
    for (NodeId node : others) {
      sends.add(send(message.apply(node)));
    }
    return sends;
  }

  private static Effect<QuorumBullyMessage> send(QuorumBullyMessage message) {
    return new Effect.Send<>(message);
  }

  private static Step<QuorumBullyState, QuorumBullyMessage> unchanged(
      QuorumBullyState state, Action action) {
    return new Step<>(state, List.of(), action);
  }

  private static Step<QuorumBullyState, QuorumBullyMessage> reply(
      QuorumBullyState state, QuorumBullyMessage message, Action action) {
    return new Step<>(state, List.of(send(message)), action);
  }

  /** A step to a new state. A new epoch is a new election: its timer starts anew. */
  private Step<QuorumBullyState, QuorumBullyMessage> step(
      QuorumBullyState before,
      QuorumBullyState after,
      List<Effect<QuorumBullyMessage>> sends,
      Action action) {
    List<Effect<QuorumBullyMessage>> effects =
        new Effects<QuorumBullyMessage>(self, before, after)
            .persist()
            .send(sends)
            .timer(timer(before), timer(after), after.epoch() != before.epoch())
            .watchLeader()
            .leadership()
            .list();
    return new Step<>(after, effects, action);
  }

  /** The timer that runs in this state; none in that of a follower. */
  private Optional<Effect.SetTimer<QuorumBullyMessage>> timer(QuorumBullyState state) {
    return switch (state.status()) {
      case IDLE -> state.leader().isEmpty() ? startup : leads(state) ? announce : Optional.empty();
      case ELECTING -> answer;
      case WAITING, CLAIMING -> retry;
    };
  }

  private boolean leads(QuorumBullyState state) {
    return state.leader().equals(itself);
  }

  /** Besides what holds for all: a grant is made once an epoch, and counted only while claiming. */
  @Override
  public void assertInvariants(QuorumBullyState before, QuorumBullyState after) {
    Protocol.super.assertInvariants(before, after);
    invariants.check(before, after);
  }
}
