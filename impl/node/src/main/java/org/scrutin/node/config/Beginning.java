package org.scrutin.node.config;

import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.scrutin.protocol.NodeId;

/**
 * Who belongs to a cluster at its very beginning.
 *
 * @param voters at least two
 * @param learners who does not vote
 */
public record Beginning(SortedSet<NodeId> voters, SortedSet<NodeId> learners) {

  /**
   * As it is configured.
   *
   * @param voters all peers that do not learn, if it is not said
   * @throws ConfigException in one line that begins with {@code voters:} or {@code learners:}
   */
  public static Beginning of(
      String algorithm,
      Set<NodeId> peers,
      Optional<? extends Collection<NodeId>> voters,
      Collection<NodeId> learners) {
    if (!algorithm.equals("raft") && (voters.isPresent() || !learners.isEmpty())) {
      throw new ConfigException(
          (voters.isPresent() ? "voters" : "learners")
              + ": only with raft; with "
              + algorithm
              + " all peers vote, for ever");
    }
    SortedSet<NodeId> learning = members("learners", learners, peers);
    SortedSet<NodeId> voting = members("voters", voters.isPresent() ? voters.get() : peers, peers);
    if (voters.isEmpty()) {
      voting.removeAll(learning);
    }
    if (voting.size() < 2) {
      throw new ConfigException(
          voters.isPresent()
              ? "voters: name two nodes or more, such as [n1, n2, n3]"
              : "learners: they leave fewer than two voters");
    }
    for (NodeId learner : learning) {
      if (voting.contains(learner)) {
        throw new ConfigException(
            "learners: " + learner + " is a voter; leave it away in one place");
      }
    }
    return new Beginning(voting, learning);
  }

  private static SortedSet<NodeId> members(
      String key, Collection<NodeId> named, Set<NodeId> peers) {
    SortedSet<NodeId> members = new TreeSet<>();
    for (NodeId node : named) {
      if (!peers.contains(node)) {
        throw new ConfigException(key + ": " + node + " is not among the peers");
      }
      if (!members.add(node)) {
        throw new ConfigException(key + ": " + node + " is there twice");
      }
    }
    return members;
  }
}
