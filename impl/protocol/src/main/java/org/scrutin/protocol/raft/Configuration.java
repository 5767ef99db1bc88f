package org.scrutin.protocol.raft;

import java.util.Collection;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.scrutin.protocol.NodeId;

/**
 * Who belongs to a cluster; RaftState.tla, Configuration. Immutable.
 *
 * @param voters a majority of them is needed for everything
 * @param next if not empty, a majority of them too: the configuration is joint
 * @param learners receive entries, and have no say
 */
public record Configuration(
    SortedSet<NodeId> voters, SortedSet<NodeId> next, SortedSet<NodeId> learners) {

  /** Copies. */
  public Configuration {
    voters = copy(voters);
    next = copy(next);
    learners = copy(learners);
  }

  private static SortedSet<NodeId> copy(Collection<NodeId> nodes) {
    return Collections.unmodifiableSortedSet(new TreeSet<>(nodes));
  }

  /** One that has always been. */
  public static Configuration of(Collection<NodeId> voters) {
    return new Configuration(
        copy(voters), Collections.emptySortedSet(), Collections.emptySortedSet());
  }

  /** Whether it takes two majorities. */
  public boolean isJoint() {
    return !next.isEmpty();
  }

  /** Whether these are enough; RaftState.tla, QuorumOf. */
  public boolean isQuorum(Predicate<NodeId> some) {
    return isMajority(voters, some) && (next.isEmpty() || isMajority(next, some));
  }

  private static boolean isMajority(SortedSet<NodeId> voters, Predicate<NodeId> some) {
    int count = 0;
    for (NodeId voter : voters) {
      count += some.test(voter) ? 1 : 0;
    }
    return 2 * count > voters.size();
  }

  /** Whether the server votes, now or next. */
  public boolean votes(NodeId server) {
    return voters.contains(server) || next.contains(server);
  }

  /** All who vote, now or next; RaftState.tla, Voters. */
  public SortedSet<NodeId> allVoters() {
    if (next.isEmpty()) {
      return voters;
    }
    TreeSet<NodeId> all = new TreeSet<>(voters);
    all.addAll(next);
    return all;
  }

  /** All who belong to it; RaftState.tla, Members. */
  public SortedSet<NodeId> members() {
    if (next.isEmpty() && learners.isEmpty()) {
      return voters;
    }
    TreeSet<NodeId> all = new TreeSet<>(allVoters());
    all.addAll(learners);
    return all;
  }
}
