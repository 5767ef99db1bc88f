package org.scrutin.protocol.raft;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.scrutin.protocol.Action;
import org.scrutin.protocol.Boot;
import org.scrutin.protocol.Effect;
import org.scrutin.protocol.Input;
import org.scrutin.protocol.NodeId;
import org.scrutin.protocol.Protocol;
import org.scrutin.protocol.Step;
import org.scrutin.protocol.Timer;
import org.scrutin.protocol.raft.RaftMessage.AppendEntries;
import org.scrutin.protocol.raft.RaftMessage.AppendEntriesResponse;
import org.scrutin.protocol.raft.RaftMessage.InstallSnapshot;
import org.scrutin.protocol.raft.RaftMessage.RequestPreVote;
import org.scrutin.protocol.raft.RaftMessage.RequestPreVoteResponse;
import org.scrutin.protocol.raft.RaftMessage.RequestVote;
import org.scrutin.protocol.raft.RaftMessage.RequestVoteResponse;
import org.scrutin.protocol.raft.RaftMessage.TimeoutNow;

/**
 * Raft. Raft.tla says what it promises, and in which failure model; this class gives each input to
 * the action of {@link RaftElection}, {@link RaftRead}, {@link RaftLog}, {@link RaftSnapshot} or
 * {@link RaftMembership} that the specification has for it. Immutable and so thread-safe.
 */
public final class Raft implements Protocol<RaftState, RaftMessage, RaftDurable> {

  private final Servers servers;
  private final RaftOptions options;
  private final Clocks clocks;
  private final RaftElection election;
  private final RaftRead read;
  private final RaftLog log;
  private final RaftSnapshot snapshot;
  private final RaftMembership membership;
  private final RaftInvariants invariants;

  /**
   * The core of one server.
   *
   * @param nodes all servers, this one too, in any order; at least two
   * @throws IllegalArgumentException if this server is not among them, one is there twice, or there
   *     are fewer than two
   */
  public Raft(NodeId self, List<NodeId> nodes, RaftOptions options) {
    this(self, voters(self, nodes), options);
  }

  /**
   * The core of one server of a cluster that it may have to join yet.
   *
   * @param first who votes in the cluster before it changes
   */
  public Raft(NodeId self, Configuration first, RaftOptions options) {
    this.servers = new Servers(self, first);
    this.options = options;
    this.clocks = new Clocks(servers, options);
    this.election = new RaftElection(servers, options);
    this.read = new RaftRead(servers);
    this.log = new RaftLog(servers, options, election, read);
    this.snapshot = new RaftSnapshot(self);
    this.membership = new RaftMembership(servers, options);
    this.invariants = new RaftInvariants(servers);
  }

  private static Configuration voters(NodeId self, List<NodeId> nodes) {
    Configuration first = Configuration.of(nodes);
    int count = first.voters().size();
    if (count != nodes.size() || count < 2 || !first.votes(self)) {
      throw new IllegalArgumentException(self + " is not one of two or more, once each: " + nodes);
    }
    return first;
  }

  @Override
  public NodeId self() {
    return servers.self();
  }

  /** Raft.tla, Init. */
  @Override
  public Boot<RaftState, RaftMessage> boot() {
    RaftDurable blank = new RaftDurable(0, Optional.empty(), new Log());
    return new Boot<>(
        RaftState.loaded(blank, servers.first(), RaftRole.FOLLOWER), List.of(clocks.first()));
  }

  @Override
  public RaftDurable durable(RaftState state) {
    return state.durable();
  }

  /** Raft.tla, Restart. */
  @Override
  public Step<RaftState, RaftMessage> restart(RaftDurable disk) {
    int index = disk.log().snapshot().index();
    List<Effect<RaftMessage>> effects = new ArrayList<>();
    if (index > 0) {
      effects.add(new Effect.Restore<>(index));
    }
    boolean waits = options.has(RaftPart.LEASE_READ);
    effects.add(waits ? clocks.loyalty() : clocks.first());
    RaftRole role = waits ? RaftRole.RECOVERING : RaftRole.FOLLOWER;
    return new Step<>(
        RaftState.loaded(disk, servers.config(disk.log()), role),
        Collections.unmodifiableList(effects),
        Action.of("Restart", self()));
  }

  /** Raft.tla, Crash: only entries that were appended since may be written and not flushed. */
  @Override
  public List<RaftDurable> afterCrash(RaftDurable flushed, RaftState state) {
    return IntStream.rangeClosed(flushed.log().lastIndex(), state.log().lastIndex())
        .mapToObj(
            index ->
                new RaftDurable(flushed.currentTerm(), flushed.votedFor(), state.log().upTo(index)))
        .toList();
  }

  /** Raft.tla, Crash: the entries that the disk holds are an argument. */
  @Override
  public Action crash(RaftDurable disk) {
    return Action.of("Crash", self(), disk.log().lastIndex());
  }

  /**
   * Only a leader that is not handing over takes proposals, and hands over; only one that has
   * committed an entry of its own term reads. A snapshot is taken of what is committed. Only who
   * votes stands for election.
   */
  @Override
  public boolean heeds(RaftState state, Input<RaftMessage> input) {
    if (input instanceof Input.Compact<RaftMessage> compact) {
      return options.has(RaftPart.SNAPSHOT) && RaftSnapshot.mayCompact(state, compact.index());
    }
    if (input instanceof Input.Read<RaftMessage>) {
      return options.has(RaftPart.READ_INDEX)
          && state.state() == RaftRole.LEADER
          && RaftRead.knowsCommitted(state);
    }
    boolean leads = state.state() == RaftRole.LEADER && state.transferee().isEmpty();
    if (input instanceof Input.Transfer<RaftMessage> transfer) {
      return leads
          && options.has(RaftPart.TRANSFER)
          && !transfer.to().equals(self())
          && servers.config(state.log()).votes(transfer.to());
    }
    if (input instanceof Input.ChangeMembership<RaftMessage> change) {
      return leads
          && options.has(RaftPart.MEMBERSHIP)
          && membership.mayChange(state, change.voters(), change.learners());
    }
    if (input instanceof Input.TimerFired<RaftMessage> fired
        && fired.timer().equals(Clocks.ELECTION)
        && !(options.sticky() && state.hears())) {
      return servers.isElectable(state.log(), state.commitIndex());
    }
    return leads || !(input instanceof Input.Propose<RaftMessage>);
  }

  @Override
  public Step<RaftState, RaftMessage> step(
      RaftState state, Input<RaftMessage> input, Set<NodeId> suspected) {
    Optional<Timer> timer =
        input instanceof Input.TimerFired<RaftMessage> fired
            ? Optional.of(fired.timer())
            : Optional.empty();
    Turn turn = new Turn(servers, clocks, state, timer);
    if (input instanceof Input.Receive<RaftMessage> receive
        && receive.message().to().equals(self())) {
      return turn.claims(handle(turn, receive.message()));
    }
    if (timer.isPresent()) {
      return turn.claims(fired(turn, timer.get()));
    }
    if (input instanceof Input.Propose<RaftMessage> propose && heeds(state, input)) {
      Command command = (Command) propose.command();
      log.propose(turn, command);
      return turn.claims(Action.of("Propose", self(), command));
    }
    if (input instanceof Input.Compact<RaftMessage> compact && heeds(state, input)) {
      snapshot.compact(turn, compact.index());
      return turn.claims(Action.of("Compact", self(), compact.index()));
    }
    if (input instanceof Input.Read<RaftMessage> request && heeds(state, input)) {
      if (read.leaseHolds(state)) {
        read.leaseRead(turn, request.read());
        return turn.claims(Action.of("LeaseRead", self(), request.read()));
      }
      read.readIndex(turn, request.read());
      return turn.claims(Action.of("ReadIndex", self(), request.read()));
    }
    if (input instanceof Input.Transfer<RaftMessage> transfer && heeds(state, input)) {
      election.transferLeadership(turn, transfer.to());
      return turn.claims(Action.of("TransferLeadership", self(), transfer.to()));
    }
    if (input instanceof Input.ChangeMembership<RaftMessage> change && heeds(state, input)) {
      membership.changeMembership(turn, change.voters(), change.learners());
      return turn.claims(Action.of("ChangeMembership", self(), change.voters(), change.learners()));
    }
    throw new AssertionError(self() + " in " + state + " cannot be given " + input);
  }

  private Action fired(Turn turn, Timer timer) {
    if (turn.leads()) {
      return leaderFired(turn, timer);
    }
    if (!timer.equals(Clocks.ELECTION)) {
      throw new AssertionError(self() + " in " + turn.before() + " has no timer " + timer);
    }
    if (options.sticky() && turn.hears()) {
      election.doubt(turn);
      return Action.of("Doubt", self());
    }
    election.timeout(turn);
    return Action.of("Timeout", self());
  }

  private Action leaderFired(Turn turn, Timer timer) {
    if (timer.equals(Clocks.QUORUM)) {
      election.checkQuorum(turn);
      return Action.of("CheckQuorum", self());
    }
    if (timer.equals(Clocks.FLUSH)) {
      log.flush(turn);
      return Action.of("Flush", self());
    }
    if (timer.equals(Clocks.FINISH) && RaftMembership.mustFinish(servers, turn.before())) {
      membership.finishChange(turn);
      return Action.of("FinishChange", self());
    }
    if (timer.equals(Clocks.TRANSFER) && turn.transferee.isPresent()) {
      election.abortTransfer(turn);
      return Action.of("AbortTransfer", self());
    }
    if (timer.equals(Clocks.RENEW)) {
      read.renewLease(turn);
      return Action.of("RenewLease", self());
    }
    OptionalInt round = Clocks.leaseOf(timer);
    if (round.isPresent()) {
      read.expireLease(turn, round.getAsInt());
      return Action.of("ExpireLease", self(), round.getAsInt());
    }
    NodeId peer =
        clocks
            .appendsTo(timer)
            .orElseThrow(
                () -> new AssertionError(self() + " leads and has no timer " + timer.name()));
    if (RaftSnapshot.mustInstall(turn.before(), peer)) {
      snapshot.installSnapshot(turn, peer);
      return Action.of("InstallSnapshot", self(), peer);
    }
    int upTo = clocks.appendUpTo(turn.before(), peer);
    log.appendEntries(turn, peer, upTo);
    return Action.of("AppendEntries", self(), peer, upTo);
  }

  private Action handle(Turn turn, RaftMessage message) {
    if (message instanceof AppendEntries m) {
      log.handleAppendEntries(turn, m);
      return Action.of("HandleAppendEntries", m);
    }
    if (message instanceof AppendEntriesResponse m) {
      log.handleAppendEntriesResponse(turn, m);
      return Action.of("HandleAppendEntriesResponse", m);
    }
    if (message instanceof RequestPreVote m) {
      election.handleRequestPreVote(turn, m);
      return Action.of("HandleRequestPreVote", m);
    }
    if (message instanceof RequestPreVoteResponse m) {
      election.handleRequestPreVoteResponse(turn, m);
      return Action.of("HandleRequestPreVoteResponse", m);
    }
    if (message instanceof RequestVote m) {
      election.handleRequestVote(turn, m);
      return Action.of("HandleRequestVote", m);
    }
    if (message instanceof RequestVoteResponse m) {
      election.handleRequestVoteResponse(turn, m);
      return Action.of("HandleRequestVoteResponse", m);
    }
    if (message instanceof InstallSnapshot m) {
      snapshot.handleInstallSnapshot(turn, m);
      return Action.of("HandleInstallSnapshot", m);
    }
    if (message instanceof TimeoutNow m) {
      election.handleTimeoutNow(turn, m);
      return Action.of("HandleTimeoutNow", m);
    }
    throw new AssertionError("no action handles " + message);
  }

  @Override
  public void assertInvariants(RaftState before, RaftState after) {
    Protocol.super.assertInvariants(before, after);
    invariants.check(before, after);
  }
}
