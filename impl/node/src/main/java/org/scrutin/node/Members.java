package org.scrutin.node;

import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.scrutin.protocol.NodeId;
import org.scrutin.protocol.raft.Configuration;

/**
 * Who belongs to a cluster, as one node knows it, of one moment. Immutable.
 *
 * @param voters such as {@code n1}; while they change, those before and those to be
 * @param learners who does not vote
 * @param settled false while a change is under way, or not known to be committed
 */
public record Members(SortedSet<String> voters, SortedSet<String> learners, boolean settled) {

  static Members of(Configuration config, boolean committed) {
    return new Members(
        names(config.allVoters()), names(config.learners()), committed && !config.isJoint());
  }

  private static SortedSet<String> names(Set<NodeId> nodes) {
    return Collections.unmodifiableSortedSet(
        nodes.stream().map(NodeId::toString).collect(Collectors.toCollection(TreeSet::new)));
  }
}
