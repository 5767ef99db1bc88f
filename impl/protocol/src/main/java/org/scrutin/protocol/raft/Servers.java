package org.scrutin.protocol.raft;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.scrutin.protocol.NodeId;

/**
 * The cluster as one server sees it. Immutable.
 *
 * @param self which one
 * @param first the configuration of a cluster that has never changed
 */
record Servers(NodeId self, Configuration first) {

  /** The configuration by which a server with this log goes; RaftState.tla, Config. */
  Configuration config(Log log) {
    return log.configAt(log.lastIndex()).orElse(first);
  }

  /** RaftState.tla, QuorumFor. */
  boolean isQuorum(Log log, Predicate<NodeId> some) {
    return config(log).isQuorum(some);
  }

  /** Those that belong to the cluster, but for this one; RaftState.tla, Peers. */
  List<NodeId> peers(Log log) {
    return config(log).members().stream().filter(node -> !node.equals(self)).toList();
  }

  /** RaftState.tla, Electable. */
  boolean isElectable(Log log, int commitIndex) {
    if (log.configAt(commitIndex).orElse(first).votes(self)) {
      return true;
    }
    for (int index = log.lastIndex(); index > commitIndex; index--) {
      if (log.configAt(index).orElse(first).votes(self)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether this is the voter next after the leader, in the order of ids; after the last, the
   * first.
   */
  boolean succeeds(Log log, NodeId leader) {
    SortedSet<NodeId> others = new TreeSet<>(config(log).allVoters());
    others.remove(leader);
    SortedSet<NodeId> later = others.tailSet(leader);
    SortedSet<NodeId> line = later.isEmpty() ? others : later;
    return !line.isEmpty() && line.first().equals(self);
  }

  /** RaftElection.tla, HasLeft. */
  boolean hasLeft(Log log, int commitIndex) {
    return log.configIndex() <= commitIndex && !config(log).votes(self);
  }

  static SortedMap<NodeId, Integer> with(SortedMap<NodeId, Integer> map, NodeId node, int value) {
    TreeMap<NodeId, Integer> copy = new TreeMap<>(map);
    copy.put(node, value);
    return Collections.unmodifiableSortedMap(copy);
  }

  static SortedSet<NodeId> with(SortedSet<NodeId> set, NodeId node) {
    if (set.contains(node)) {
      return set;
    }
    TreeSet<NodeId> copy = new TreeSet<>(set);
    copy.add(node);
    return Collections.unmodifiableSortedSet(copy);
  }
}
