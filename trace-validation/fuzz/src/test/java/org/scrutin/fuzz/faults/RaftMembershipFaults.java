package org.scrutin.fuzz.faults;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.scrutin.protocol.raft.Configuration;
import org.scrutin.protocol.raft.Entry;
import org.scrutin.protocol.raft.Log;
import org.scrutin.protocol.raft.RaftDurable;
import org.scrutin.protocol.raft.RaftMessage;
import org.scrutin.protocol.raft.RaftRole;
import org.scrutin.protocol.raft.RaftState;
import org.scrutin.protocol.raft.Snapshot;
import org.scrutin.simulation.Algorithm;
import org.scrutin.simulation.Algorithms;

/** Faults of Raft, in the way its servers change. */
public final class RaftMembershipFaults {

  private RaftMembershipFaults() {}

  private static Algorithm raft(Faulty.Fault<RaftState, RaftMessage, RaftDurable> fault) {
    return Faults.in(Algorithms.RAFT, fault);
  }

  /** Goes from the old voters straight to the new ones. */
  public static Algorithm skipsTheJointConfiguration() {
    return raft(
        (real, before, input, honest) -> {
          Configuration joint = honest.state().config();
          if (!Faults.claims(honest, "ChangeMembership") || !joint.isJoint()) {
            return honest;
          }
          Configuration next =
              new Configuration(joint.next(), Collections.emptySortedSet(), joint.learners());
          Entry entry = new Entry(before.currentTerm(), Optional.empty(), Optional.of(next));
          return new RaftPatch(honest).log(before.log().append(entry)).config(next).step();
        });
  }

  /** Goes by a configuration only when it knows that it is committed. */
  public static Algorithm waitsForTheCommit() {
    return raft(
        (real, before, input, honest) ->
            Faults.claims(honest, "HandleAppendEntries")
                    && honest.state().log().configIndex() > honest.state().commitIndex()
                ? new RaftPatch(honest).config(before.config()).step()
                : honest);
  }

  /** Commits what so many servers have, voters or not. */
  public static Algorithm countsLearners() {
    return raft(
        (real, before, input, honest) -> {
          RaftState state = honest.state();
          if (state.state() != RaftRole.LEADER || state.config().learners().isEmpty()) {
            return honest;
          }
          List<Integer> matches = state.matchIndex().values().stream().sorted().toList();
          int enough = state.config().voters().size() / 2 + 1;
          int reached = matches.get(Math.max(0, matches.size() - enough));
          return reached > state.commitIndex()
              ? new RaftPatch(honest).commitIndex(reached).step()
              : honest;
        });
  }

  /** Its snapshots do not say who belongs to the cluster. */
  public static Algorithm forgetsTheConfigurationInSnapshots() {
    return raft(
        (real, before, input, honest) -> {
          Log log = honest.state().log();
          if (!Faults.claims(honest, "Compact") || log.snapshot().config().isEmpty()) {
            return honest;
          }
          Snapshot snapshot = log.snapshot();
          Snapshot silent = new Snapshot(snapshot.index(), snapshot.term(), snapshot.digest());
          return new RaftPatch(honest).log(new Log(silent, log.entries())).step();
        });
  }
}
