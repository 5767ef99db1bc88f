package org.scrutin.fuzz.faults;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.scrutin.protocol.Effect;
import org.scrutin.protocol.NodeId;
import org.scrutin.protocol.Step;
import org.scrutin.protocol.raft.PendingRead;
import org.scrutin.protocol.raft.RaftDurable;
import org.scrutin.protocol.raft.RaftMessage;
import org.scrutin.protocol.raft.RaftState;
import org.scrutin.simulation.Algorithm;
import org.scrutin.simulation.Algorithms;

/** Faults of Raft, in the way it reads. */
public final class RaftFaults {

  private RaftFaults() {}

  private static Algorithm raft(Faulty.Fault<RaftState, RaftMessage, RaftDurable> fault) {
    return Faults.in(Algorithms.RAFT, fault);
  }

  /** Answers a read when one other server has answered its round, however many there are. */
  public static Algorithm readsWhenOneOtherHasAnswered() {
    return raft(
        (real, before, input, honest) -> {
          RaftState after = honest.state();
          TreeSet<PendingRead> waiting = new TreeSet<>(after.reads());
          List<Effect<RaftMessage>> effects = new ArrayList<>(honest.effects());
          for (PendingRead read : after.reads()) {
            if (answeredByOne(after.acked(), read.round())) {
              waiting.remove(read);
              effects.add(new Effect.Read<>(read.read(), read.index()));
            }
          }
          return new Step<>(withReads(after, waiting, after.round()), effects, honest.action());
        });
  }

  private static boolean answeredByOne(SortedMap<NodeId, Integer> acked, int round) {
    return acked.values().stream().anyMatch(answered -> answered >= round);
  }

  /** A read joins the round before it, which may be under way, or answered. */
  public static Algorithm joinsTheRoundBefore() {
    return raft(
        (real, before, input, honest) -> {
          if (!Faults.claims(honest, "ReadIndex") || before.round() == 0) {
            return honest;
          }
          TreeSet<PendingRead> reads = new TreeSet<>(before.reads());
          PendingRead asked = honest.state().reads().last();
          reads.add(new PendingRead(asked.read(), asked.index(), before.round()));
          return new Step<>(
              withReads(honest.state(), reads, before.round()), honest.effects(), honest.action());
        });
  }

  /** Goes on being asked what it was asked while it led. */
  public static Algorithm keepsItsReads() {
    return raft(
        (real, before, input, honest) ->
            honest.state().reads().isEmpty()
                    && !before.reads().isEmpty()
                    && !honest.state().leader().equals(before.leader())
                ? new Step<>(
                    withReads(honest.state(), before.reads(), honest.state().round()),
                    honest.effects(),
                    honest.action())
                : honest);
  }

  private static RaftState withReads(RaftState state, SortedSet<PendingRead> reads, int round) {
    return new RaftState(
        state.currentTerm(),
        state.votedFor(),
        state.log(),
        state.state(),
        state.leader(),
        state.votes(),
        state.heard(),
        state.transferee(),
        state.commitIndex(),
        state.nextIndex(),
        state.matchIndex(),
        round,
        state.acked(),
        Collections.unmodifiableSortedSet(new TreeSet<>(reads)));
  }
}
