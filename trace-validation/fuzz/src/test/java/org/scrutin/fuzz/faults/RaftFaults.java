package org.scrutin.fuzz.faults;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.scrutin.protocol.Effect;
import org.scrutin.protocol.Input;
import org.scrutin.protocol.NodeId;
import org.scrutin.protocol.Protocol;
import org.scrutin.protocol.Step;
import org.scrutin.protocol.Timer;
import org.scrutin.protocol.raft.Entry;
import org.scrutin.protocol.raft.Log;
import org.scrutin.protocol.raft.Raft;
import org.scrutin.protocol.raft.RaftDurable;
import org.scrutin.protocol.raft.RaftMessage;
import org.scrutin.protocol.raft.RaftMessage.AppendEntries;
import org.scrutin.protocol.raft.RaftMessage.AppendEntriesResponse;
import org.scrutin.protocol.raft.RaftMessage.RequestPreVote;
import org.scrutin.protocol.raft.RaftMessage.RequestVote;
import org.scrutin.protocol.raft.RaftMessage.TimeoutNow;
import org.scrutin.protocol.raft.RaftOptions;
import org.scrutin.protocol.raft.RaftPart;
import org.scrutin.protocol.raft.RaftRole;
import org.scrutin.protocol.raft.RaftState;
import org.scrutin.protocol.raft.RaftTiming;
import org.scrutin.simulation.Algorithm;
import org.scrutin.simulation.Algorithms;

/** Faults of Raft: what its papers warn of, and what it is easy to get wrong. */
public final class RaftFaults {

  private RaftFaults() {}

  private static Algorithm raft(Faulty.Fault<RaftState, RaftMessage, RaftDurable> fault) {
    return Faults.in(Algorithms.RAFT, fault);
  }

  /** Raft without fault that sends one entry at a time, so that logs grow together slowly. */
  public static Algorithm oneEntryAtATime() {
    RaftTiming usual = RaftTiming.patient(Duration.ofMillis(10));
    RaftTiming slow =
        new RaftTiming(
            usual.election(),
            usual.successor(),
            usual.heartbeat(),
            usual.heartbeat(),
            usual.flush(),
            usual.lease(),
            1,
            1);
    return Faults.with(
        Algorithms.RAFT, (self, ring, weather) -> new Raft(self, ring, RaftOptions.whole(slow)));
  }

  /** Begins its terms without an entry of its own. */
  public static Algorithm beginsWithoutEntry() {
    Set<RaftPart> parts = EnumSet.complementOf(EnumSet.of(RaftPart.NO_OP));
    RaftTiming timing = RaftTiming.patient(Duration.ofMillis(10));
    return Faults.with(
        Algorithms.RAFT,
        (self, ring, weather) ->
            new Raft(self, ring, new RaftOptions(new TreeSet<>(parts), timing)));
  }

  /** The same step of the core, had it been given another message. */
  private static Step<RaftState, RaftMessage> asIf(
      Protocol<RaftState, RaftMessage, RaftDurable> real,
      RaftState before,
      RaftMessage message,
      Step<RaftState, RaftMessage> honest) {
    Step<RaftState, RaftMessage> step = real.step(before, new Input.Receive<>(message), Set.of());
    return new Step<>(step.state(), step.effects(), honest.action());
  }

  /** Votes for whoever asks first, whatever its log. */
  public static Algorithm votesForAnyLog() {
    return raft(
        (real, before, input, honest) ->
            Faults.received(input, RequestVote.class)
                .map(
                    m ->
                        asIf(
                            real,
                            before,
                            new RequestVote(m.from(), m.to(), m.term(), 1, m.term(), m.transfer()),
                            honest))
                .orElse(honest));
  }

  /** Votes for whoever asks last. */
  public static Algorithm votesTwice() {
    return raft(votingTwice());
  }

  /** The same with the core's own invariants. */
  public static Algorithm votesTwiceAndAsserts() {
    return Faults.<RaftState, RaftMessage, RaftDurable>asserting(Algorithms.RAFT, votingTwice());
  }

  private static Faulty.Fault<RaftState, RaftMessage, RaftDurable> votingTwice() {
    return new Faulty.Fault<>() {
      @Override
      public RaftState shown(RaftState before, Input<RaftMessage> input) {
        boolean asked =
            Faults.received(input, RequestVote.class)
                .filter(m -> m.term() == before.currentTerm())
                .isPresent();
        return asked ? RaftPatch.of(before).votedFor(Optional.empty()).state() : before;
      }

      @Override
      public Step<RaftState, RaftMessage> spoil(
          Protocol<RaftState, RaftMessage, RaftDurable> real,
          RaftState before,
          Input<RaftMessage> input,
          Step<RaftState, RaftMessage> honest) {
        boolean voteLost =
            honest.state().votedFor().isEmpty()
                && honest.state().currentTerm() == before.currentTerm();
        return voteLost ? new RaftPatch(honest).votedFor(before.votedFor()).step() : honest;
      }
    };
  }

  /** Comes back with its term and log, and without its vote. */
  public static Algorithm forgetsItsVote() {
    return raft(
        new Faulty.Fault<>() {
          @Override
          public Step<RaftState, RaftMessage> spoil(
              Protocol<RaftState, RaftMessage, RaftDurable> real,
              RaftState before,
              Input<RaftMessage> input,
              Step<RaftState, RaftMessage> honest) {
            return honest;
          }

          @Override
          public RaftDurable forget(RaftDurable durable) {
            return new RaftDurable(durable.currentTerm(), Optional.empty(), durable.log());
          }
        });
  }

  /** Commits whatever a majority has, of whatever term: figure 3.7 of the thesis. */
  public static Algorithm commitsOldTermsByCounting() {
    return Faults.<RaftState, RaftMessage, RaftDurable>in(
        oneEntryAtATime(),
        (real, before, input, honest) -> {
          RaftState state = honest.state();
          if (state.state() != RaftRole.LEADER) {
            return honest;
          }
          List<Integer> matches = state.matchIndex().values().stream().sorted().toList();
          int ofMajority = matches.get((matches.size() - 1) / 2);
          return ofMajority > state.commitIndex()
              ? new RaftPatch(honest).commitIndex(ofMajority).step()
              : honest;
        });
  }

  private static Optional<AppendEntries> accepted(
      Input<RaftMessage> input, RaftState before, Step<RaftState, RaftMessage> honest) {
    return Faults.received(input, AppendEntries.class)
        .filter(m -> m.term() >= before.currentTerm())
        .filter(m -> Faults.sent(honest) instanceof AppendEntriesResponse sent && sent.success());
  }

  /** Commits all that it has when the leader has committed so much, matching or not. */
  public static Algorithm commitsWhatMayNotMatch() {
    return raft(
        (real, before, input, honest) ->
            accepted(input, before, honest)
                .filter(m -> m.leaderCommit() == m.prevLogIndex() + m.entries().size())
                .map(
                    m -> new RaftPatch(honest).commitIndex(honest.state().log().lastIndex()).step())
                .orElse(honest));
  }

  /** Takes away what follows the entries of a message, matching or not. */
  public static Algorithm dropsWhatFollows() {
    return raft(
        (real, before, input, honest) ->
            accepted(input, before, honest)
                .filter(m -> m.prevLogIndex() >= before.log().snapshot().index())
                .map(
                    m -> {
                      Log log = before.log().upTo(m.prevLogIndex());
                      for (Entry entry : m.entries()) {
                        log = log.append(entry);
                      }
                      return new RaftPatch(honest).log(log).step();
                    })
                .orElse(honest));
  }

  /** Takes a refusal for an answer. */
  public static Algorithm matchesWhatIsRefused() {
    return raft(
        (real, before, input, honest) ->
            Faults.received(input, AppendEntriesResponse.class)
                .filter(m -> honest.state().state() == RaftRole.LEADER && !m.success())
                .filter(m -> m.term() == before.currentTerm())
                .filter(m -> m.index() > before.matchIndex().get(m.from()))
                .map(m -> new RaftPatch(honest).match(m.from(), m.index()).step())
                .orElse(honest));
  }

  /** Goes to the term of a pre-vote. */
  public static Algorithm raisesItsTermInAPreVote() {
    return raft(
        (real, before, input, honest) ->
            Faults.received(input, RequestPreVote.class)
                .filter(m -> m.term() > before.currentTerm())
                .filter(m -> before.state() == RaftRole.FOLLOWER)
                .map(m -> new RaftPatch(honest).currentTerm(m.term()).step())
                .orElse(honest));
  }

  /** Leads on without a majority. */
  public static Algorithm neverStepsDown() {
    Timer quorum = new Timer("quorum");
    Duration wait = Duration.ofMillis(100);
    return raft(
        (real, before, input, honest) ->
            Faults.claims(honest, "CheckQuorum") && honest.state().state() != RaftRole.LEADER
                ? new Step<>(
                    before, List.of(new Effect.SetTimer<>(quorum, wait, wait)), honest.action())
                : honest);
  }

  /** Counts whom it has heard of at any time. */
  public static Algorithm countsWhomItHeardLongAgo() {
    return raft(
        (real, before, input, honest) ->
            Faults.claims(honest, "CheckQuorum") && honest.state().state() == RaftRole.LEADER
                ? new RaftPatch(honest).heard(before.heard()).step()
                : honest);
  }

  /** Hands over to a server whose log is shorter. */
  public static Algorithm handsOverToWhoIsBehind() {
    return raft(
        (real, before, input, honest) -> {
          if (!Faults.claims(honest, "TransferLeadership")) {
            return honest;
          }
          NodeId to = honest.state().transferee().orElseThrow();
          return before.matchIndex().get(to) < before.log().lastIndex()
              ? new RaftPatch(honest)
                  .sending(new TimeoutNow(real.self(), to, before.currentTerm()))
                  .step()
              : honest;
        });
  }

  /** Takes proposals while it hands over. */
  public static Algorithm proposesMeanwhile() {
    return raft(
        new Faulty.Fault<>() {
          @Override
          public RaftState shown(RaftState before, Input<RaftMessage> input) {
            return input instanceof Input.Propose<RaftMessage>
                ? RaftPatch.of(before).transferee(Optional.empty()).state()
                : before;
          }

          @Override
          public Step<RaftState, RaftMessage> spoil(
              Protocol<RaftState, RaftMessage, RaftDurable> real,
              RaftState before,
              Input<RaftMessage> input,
              Step<RaftState, RaftMessage> honest) {
            return input instanceof Input.Propose<RaftMessage>
                ? new RaftPatch(honest).transferee(before.transferee()).step()
                : honest;
          }
        });
  }

  /** Counts itself before its disk has the entry. */
  public static Algorithm countsItsUnflushedDisk() {
    return raft(
        (real, before, input, honest) ->
            Faults.claims(honest, "Propose")
                ? new RaftPatch(honest).match(real.self(), honest.state().log().lastIndex()).step()
                : honest);
  }

  /** Says that entries are on its disk, and does not flush them. */
  public static Algorithm answersBeforeItsDiskIsFlushed() {
    return raft(
        (real, before, input, honest) ->
            Faults.claims(honest, "HandleAppendEntries")
                ? new RaftPatch(honest).withoutPersist().step()
                : honest);
  }
}
