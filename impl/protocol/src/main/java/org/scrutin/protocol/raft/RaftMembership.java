package org.scrutin.protocol.raft;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import org.scrutin.protocol.NodeId;

/**
 * How servers join and leave: the actions of RaftMembership.tla, each a change of a {@link Turn}.
 * Immutable and so thread-safe.
 */
record RaftMembership(Servers servers, RaftOptions options) {

  /** Whether a leader may begin this change now. */
  boolean mayChange(RaftState leader, SortedSet<NodeId> voters, SortedSet<NodeId> learners) {
    Configuration now = servers.config(leader.log());
    return voters.size() > 1
        && Collections.disjoint(voters, learners)
        && !(voters.equals(now.voters()) && learners.equals(now.learners()))
        && !now.isJoint()
        && isCommitted(leader)
        && RaftRead.knowsCommitted(leader);
  }

  /** Whether a leader has to put the new configuration in the place of the joint one. */
  static boolean mustFinish(Servers servers, RaftState leader) {
    return leader.transferee().isEmpty()
        && servers.config(leader.log()).isJoint()
        && isCommitted(leader);
  }

  /** RaftMembership.tla, ConfigIsCommitted. */
  private static boolean isCommitted(RaftState leader) {
    return leader.log().configIndex() <= leader.commitIndex();
  }

  void changeMembership(Turn turn, SortedSet<NodeId> voters, SortedSet<NodeId> learners) {
    SortedSet<NodeId> now = servers.config(turn.log).voters();
    reconfigure(
        turn,
        voters.equals(now)
            ? new Configuration(voters, Collections.emptySortedSet(), learners)
            : new Configuration(now, voters, learners));
  }

  void finishChange(Turn turn) {
    Configuration joint = servers.config(turn.log);
    reconfigure(
        turn, new Configuration(joint.next(), Collections.emptySortedSet(), joint.learners()));
  }

  private void reconfigure(Turn turn, Configuration config) {
    int next = turn.log.lastIndex() + 1;
    turn.log = turn.log.append(new Entry(turn.currentTerm, Optional.empty(), Optional.of(config)));
    turn.nextIndex = resized(turn.nextIndex, config, next);
    turn.acked = resized(turn.acked, config, 0);
    boolean written = !options.has(RaftPart.ASYNC_DISK);
    int own = written ? next : turn.matchIndex.get(servers.self());
    turn.matchIndex = Servers.with(resized(turn.matchIndex, config, 0), servers.self(), own);
    if (written) {
      turn.save();
    }
  }

  private SortedMap<NodeId, Integer> resized(
      SortedMap<NodeId, Integer> map, Configuration config, int ofNew) {
    TreeMap<NodeId, Integer> resized = new TreeMap<>();
    for (NodeId node : config.members()) {
      if (!node.equals(servers.self())) {
        resized.put(node, map.getOrDefault(node, ofNew));
      }
    }
    return Collections.unmodifiableSortedMap(resized);
  }
}
