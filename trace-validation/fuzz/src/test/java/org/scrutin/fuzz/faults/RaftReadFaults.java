package org.scrutin.fuzz.faults;

import java.util.SortedMap;
import java.util.TreeSet;
import org.scrutin.protocol.Effect;
import org.scrutin.protocol.NodeId;
import org.scrutin.protocol.raft.PendingRead;
import org.scrutin.protocol.raft.RaftDurable;
import org.scrutin.protocol.raft.RaftMessage;
import org.scrutin.protocol.raft.RaftState;
import org.scrutin.simulation.Algorithm;
import org.scrutin.simulation.Algorithms;

/** Faults of Raft, in the way it reads. */
public final class RaftReadFaults {

  private RaftReadFaults() {}

  private static Algorithm raft(Faulty.Fault<RaftState, RaftMessage, RaftDurable> fault) {
    return Faults.in(Algorithms.RAFT, fault);
  }

  /** Answers a read when one other server has answered its round, however many there are. */
  public static Algorithm readsWhenOneOtherHasAnswered() {
    return raft(
        (real, before, input, honest) -> {
          RaftState after = honest.state();
          TreeSet<PendingRead> waiting = new TreeSet<>(after.reads());
          RaftPatch patch = new RaftPatch(honest).reads(waiting);
          for (PendingRead read : after.reads()) {
            if (answeredByOne(after.acked(), read.round())) {
              waiting.remove(read);
              patch.with(new Effect.Read<>(read.read(), read.index()));
            }
          }
          return patch.step();
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
          return new RaftPatch(honest).reads(reads).round(before.round()).step();
        });
  }

  /** Goes on being asked what it was asked while it led. */
  public static Algorithm keepsItsReads() {
    return raft(
        (real, before, input, honest) ->
            honest.state().reads().isEmpty()
                    && !before.reads().isEmpty()
                    && !honest.state().leader().equals(before.leader())
                ? new RaftPatch(honest).reads(before.reads()).step()
                : honest);
  }
}
