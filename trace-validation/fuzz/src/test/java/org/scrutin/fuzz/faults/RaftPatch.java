package org.scrutin.fuzz.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import org.scrutin.protocol.Action;
import org.scrutin.protocol.Effect;
import org.scrutin.protocol.NodeId;
import org.scrutin.protocol.Step;
import org.scrutin.protocol.raft.Configuration;
import org.scrutin.protocol.raft.Log;
import org.scrutin.protocol.raft.PendingRead;
import org.scrutin.protocol.raft.RaftMessage;
import org.scrutin.protocol.raft.RaftRole;
import org.scrutin.protocol.raft.RaftState;

/** An honest step of Raft in which something is changed. Mutable. */
final class RaftPatch {

  private final Step<RaftState, RaftMessage> honest;
  private final List<Effect<RaftMessage>> effects;
  private final SortedMap<NodeId, Integer> matchIndex;
  private int currentTerm;
  private Optional<NodeId> votedFor;
  private Log log;
  private Configuration config;
  private SortedSet<NodeId> heard;
  private Optional<NodeId> transferee;
  private int commitIndex;
  private int round;
  private SortedSet<PendingRead> reads;
  private Optional<SortedSet<Integer>> lease;
  private RaftRole role;
  private Optional<NodeId> leader;

  RaftPatch(Step<RaftState, RaftMessage> honest) {
    this.honest = honest;
    effects = new ArrayList<>(honest.effects());
    RaftState state = honest.state();
    matchIndex = new TreeMap<>(state.matchIndex());
    currentTerm = state.currentTerm();
    votedFor = state.votedFor();
    log = state.log();
    config = state.config();
    heard = state.heard();
    transferee = state.transferee();
    commitIndex = state.commitIndex();
    round = state.round();
    reads = state.reads();
    lease = state.lease();
    role = state.state();
    leader = state.leader();
  }

  /** A state in which something is changed. */
  static RaftPatch of(RaftState state) {
    return new RaftPatch(new Step<>(state, List.of(), Action.of("Pretend")));
  }

  RaftPatch currentTerm(int term) {
    currentTerm = term;
    return this;
  }

  RaftPatch votedFor(Optional<NodeId> whom) {
    votedFor = whom;
    return this;
  }

  RaftPatch log(Log other) {
    log = other;
    return this;
  }

  RaftPatch config(Configuration other) {
    config = other;
    return this;
  }

  RaftPatch heard(SortedSet<NodeId> whom) {
    heard = whom;
    return this;
  }

  RaftPatch transferee(Optional<NodeId> whom) {
    transferee = whom;
    return this;
  }

  RaftPatch commitIndex(int index) {
    commitIndex = index;
    return this;
  }

  RaftPatch round(int last) {
    round = last;
    return this;
  }

  RaftPatch reads(SortedSet<PendingRead> waiting) {
    reads = waiting;
    return this;
  }

  RaftPatch lease(Optional<SortedSet<Integer>> rounds) {
    lease = rounds;
    return this;
  }

  /** It hears no leader. */
  RaftPatch nobody() {
    leader = Optional.empty();
    return this;
  }

  RaftPatch role(RaftRole other) {
    role = other;
    return this;
  }

  RaftPatch match(NodeId node, int index) {
    matchIndex.put(node, index);
    return this;
  }

  RaftPatch sending(RaftMessage message) {
    return with(new Effect.Send<>(message));
  }

  RaftPatch with(Effect<RaftMessage> effect) {
    effects.add(effect);
    return this;
  }

  RaftPatch withoutPersist() {
    effects.removeIf(effect -> effect instanceof Effect.Persist<RaftMessage>);
    return this;
  }

  RaftState state() {
    RaftState state = honest.state();
    return new RaftState(
        currentTerm,
        votedFor,
        log,
        config,
        role,
        leader,
        state.votes(),
        heard,
        transferee,
        commitIndex,
        state.nextIndex(),
        matchIndex,
        round,
        state.acked(),
        reads,
        lease);
  }

  /** The step as it was changed, under the name of the honest one. */
  Step<RaftState, RaftMessage> step() {
    return new Step<>(state(), effects, honest.action());
  }
}
