package org.scrutin.protocol.raft;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import org.scrutin.protocol.Action;
import org.scrutin.protocol.Effect;
import org.scrutin.protocol.NodeId;
import org.scrutin.protocol.Step;
import org.scrutin.protocol.Timer;
import org.scrutin.protocol.election.Effects;

/**
 * One step in the making: the state after it, which begins as the state before, and what is sent.
 * The operators of RaftState.tla that several actions use are methods here. Not thread-safe; one
 * for each step.
 */
final class Turn {

  private final Servers servers;
  private final Clocks clocks;
  private final RaftState before;
  private final List<Effect<RaftMessage>> sends = new ArrayList<>();

  int currentTerm;
  Optional<NodeId> votedFor;
  Log log;
  RaftRole state;
  Optional<NodeId> leader;
  SortedSet<NodeId> votes;
  SortedSet<NodeId> heard;
  Optional<NodeId> transferee;
  int commitIndex;
  SortedMap<NodeId, Integer> nextIndex;
  SortedMap<NodeId, Integer> matchIndex;
  int round;
  SortedMap<NodeId, Integer> acked;
  SortedSet<PendingRead> reads;
  Optional<SortedSet<Integer>> lease;

  private final List<Effect<RaftMessage>> answers = new ArrayList<>();

  /** Whether the election timeout begins anew. */
  private boolean patient;

  /** The timer that has run out, if it was one. */
  private final Optional<Timer> fired;

  /** Whether the disk is told to hold the state after this step. */
  private boolean save;

  Turn(Servers servers, Clocks clocks, RaftState before, Optional<Timer> fired) {
    this.fired = fired;
    this.servers = servers;
    this.clocks = clocks;
    this.before = before;
    currentTerm = before.currentTerm();
    votedFor = before.votedFor();
    log = before.log();
    state = before.state();
    leader = before.leader();
    votes = before.votes();
    heard = before.heard();
    transferee = before.transferee();
    commitIndex = before.commitIndex();
    nextIndex = before.nextIndex();
    matchIndex = before.matchIndex();
    round = before.round();
    acked = before.acked();
    reads = before.reads();
    lease = before.lease();
  }

  RaftState before() {
    return before;
  }

  boolean leads() {
    return state == RaftRole.LEADER;
  }

  /** RaftElection.tla, Hears. */
  boolean hears() {
    return leader.isPresent() || state == RaftRole.RECOVERING;
  }

  /** RaftState.tla, NotLeading. */
  private void notLeading() {
    heard = Collections.emptySortedSet();
    transferee = Optional.empty();
    nextIndex = Collections.emptySortedMap();
    matchIndex = Collections.emptySortedMap();
    round = 0;
    acked = Collections.emptySortedMap();
    reads = Collections.emptySortedSet();
    lease = Optional.empty();
  }

  /** RaftState.tla, Follow. */
  Turn follow(int term, Optional<NodeId> whom) {
    if (term != currentTerm) {
      currentTerm = term;
      votedFor = Optional.empty();
    }
    state = RaftRole.FOLLOWER;
    leader = whom;
    votes = Collections.emptySortedSet();
    notLeading();
    return this;
  }

  /** RaftElection.tla, StepDown. */
  Turn stepDown(int term) {
    return follow(term, Optional.empty()).save();
  }

  /** Asks others for what makes a leader: RaftElection.tla, BeginElection and BeginPreVote. */
  Turn candidate(RaftRole role) {
    state = role;
    leader = Optional.empty();
    votes = Servers.with(Collections.emptySortedSet(), servers.self());
    notLeading();
    patient = true;
    return this;
  }

  /** The election timeout begins anew: a vote was given, or a leader heard. */
  Turn patient() {
    patient = true;
    return this;
  }

  /** RaftState.tla, Save. */
  Turn save() {
    save = true;
    return this;
  }

  Turn send(RaftMessage message) {
    sends.add(new Effect.Send<>(message));
    return this;
  }

  /** The client is told, after all that is committed was delivered. */
  void answer(PendingRead read) {
    answers.add(new Effect.Read<>(read.read(), read.index()));
  }

  /** The step. */
  Step<RaftState, RaftMessage> claims(Action action) {
    RaftState after =
        new RaftState(
            currentTerm,
            votedFor,
            log,
            servers.config(log),
            state,
            leader,
            votes,
            heard,
            transferee,
            commitIndex,
            nextIndex,
            matchIndex,
            round,
            acked,
            reads,
            lease);
    List<Effect<RaftMessage>> effects = new ArrayList<>(sends.size() + 4);
    if (save && (diskIsBehind() || !before.durable().equals(after.durable()))) {
      effects.add(new Effect.Persist<>());
    }
    effects.addAll(sends);
    clocks.set(before, after, patient, fired, effects);
    effects.addAll(new Effects<RaftMessage>(servers.self(), before, after).leadership().list());
    deliver(effects);
    effects.addAll(answers);
    return new Step<>(after, Collections.unmodifiableList(effects), action);
  }

  private boolean diskIsBehind() {
    Integer written = before.matchIndex().get(servers.self());
    return written != null && written < before.log().lastIndex();
  }

  private void deliver(List<Effect<RaftMessage>> effects) {
    int known = before.commitIndex();
    if (log.snapshot().index() > known) {
      known = log.snapshot().index();
      effects.add(new Effect.Restore<>(known));
    }
    for (int index = known + 1; index <= commitIndex; index++) {
      Optional<Command> command = log.entryAt(index).value();
      if (command.isPresent()) {
        effects.add(new Effect.Deliver<>(index, command.get()));
      }
    }
  }
}
