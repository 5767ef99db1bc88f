package org.scrutin.protocol.raft;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.scrutin.protocol.NodeId;

/**
 * The servers as one of them sees them. Immutable.
 *
 * @param self which one
 * @param all of them, this one too, in order
 * @param others all but this one
 */
record Servers(NodeId self, List<NodeId> all, List<NodeId> others) {

  /**
   * @throws IllegalArgumentException if {@code self} is not among the servers, one is there twice,
   *     or there are fewer than two
   */
  static Servers of(NodeId self, List<NodeId> nodes) {
    List<NodeId> all = nodes.stream().sorted().distinct().toList();
    if (all.size() != nodes.size() || all.size() < 2 || !all.contains(self)) {
      throw new IllegalArgumentException(self + " is not one of two or more, once each: " + nodes);
    }
    return new Servers(self, all, all.stream().filter(node -> !node.equals(self)).toList());
  }

  /** RaftState.tla, IsQuorum. */
  boolean isQuorum(int some) {
    return 2 * some > all.size();
  }

  /** A function of the other servers. */
  SortedMap<NodeId, Integer> eachOther(Function<NodeId, Integer> value) {
    TreeMap<NodeId, Integer> map = new TreeMap<>();
    others.forEach(node -> map.put(node, value.apply(node)));
    return Collections.unmodifiableSortedMap(map);
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
