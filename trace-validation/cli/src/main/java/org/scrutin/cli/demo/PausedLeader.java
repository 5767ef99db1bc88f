package org.scrutin.cli.demo;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.scrutin.cli.local.Link;
import org.scrutin.cli.local.LocalCluster;
import org.scrutin.cli.local.LocalNode;
import org.scrutin.wire.Status;

/**
 * A leader of Raft is paused, replaced, and wakes up. Steps are made in this order, each once. When
 * it is closed all nodes are killed. Not thread-safe.
 */
final class PausedLeader implements Closeable {

  private final LocalCluster cluster;

  PausedLeader(LocalCluster cluster) {
    this.cluster = cluster;
  }

  /** Starts the nodes; all agree on this leader. */
  Leader elected() throws IOException, NotInTimeException {
    cluster.start();
    return Patience.await("all nodes agree on a leader", () -> agreed(0));
  }

  /** Stops the leader's process; the others agree on this one. */
  Leader replaced(Leader first) throws IOException, NotInTimeException {
    node(first).pause(true);
    return Patience.await("another leader than " + first.name(), () -> agreed(first.token()));
  }

  /**
   * The paused node goes on, and its links are cut before: else it is a race whether the others
   * tell it of the new leader before it writes.
   *
   * @return what it calls itself then
   */
  String awake(Leader first) throws IOException, NotInTimeException {
    cluster.links().stream()
        .filter(link -> link.from() == first.node() || link.to() == first.node())
        .forEach(Link::cut);
    node(first).pause(false);
    return Patience.await(first.name() + " answers", () -> cluster.look().get(first.node() - 1))
        .getRole();
  }

  private LocalNode node(Leader leader) {
    return cluster.nodes().get(leader.node() - 1);
  }

  /** Whom all that are not paused call leader, in an epoch after this one. */
  private Optional<Leader> agreed(int epoch) {
    return running()
        .filter(
            seen ->
                seen.stream()
                    .allMatch(
                        status ->
                            status.getLeader() == seen.get(0).getLeader()
                                && status.getEpoch() == seen.get(0).getEpoch()
                                && status.getEpoch() > epoch))
        .flatMap(
            seen -> seen.stream().filter(status -> status.getRole().equals("leader")).findFirst())
        .map(status -> new Leader(status.getNode(), status.getEpoch()));
  }

  /** What the nodes say that are not paused, if each does. */
  private Optional<List<Status>> running() {
    long expected = cluster.nodes().stream().filter(node -> !node.isPaused()).count();
    List<Status> seen = cluster.look().stream().flatMap(Optional::stream).toList();
    return seen.size() == expected ? Optional.of(seen) : Optional.empty();
  }

  /** Also a process that is paused ends by this. */
  @Override
  public void close() {
    cluster.nodes().forEach(LocalNode::kill);
  }
}
