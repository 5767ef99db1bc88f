package org.scrutin.protocol.world;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import org.scrutin.protocol.ElectionState;
import org.scrutin.protocol.Message;
import org.scrutin.protocol.NodeId;

/**
 * All nodes and what is between them: the variables of a model (MCX.tla), and what the nodes have
 * asked their hosts for.
 *
 * @param states of the nodes, by number; of a node that is down, what it would restart with
 * @param links what is in flight, in order, by sender and receiver; no link is empty
 * @param sent all that was ever sent, where a network may deliver that at any time
 * @param won history: the epochs and leaders that were ever believed in
 * @param armed what each node waits for, by number
 */
public record World<S extends ElectionState, M extends Message>(
    SortedMap<NodeId, S> states,
    SortedSet<NodeId> up,
    SortedMap<Link, List<M>> links,
    Set<M> sent,
    Set<Won> won,
    int crashes,
    int restarts,
    SortedMap<NodeId, Armed> armed) {

  /** A link between two nodes. */
  public record Link(NodeId from, NodeId to) implements Comparable<Link> {
    @Override
    public int compareTo(Link other) {
      int byFrom = from.compareTo(other.from);
      return byFrom != 0 ? byFrom : to.compareTo(other.to);
    }
  }

  /** Somebody believed in this leader of this epoch. */
  public record Won(int epoch, NodeId leader) {}

  /** What a model knows of a world: all but what the nodes wait for. */
  public record Modelled(
      Object states, Object up, Object links, Object sent, Object won, int crashes, int restarts) {}

  public Modelled modelled() {
    return new Modelled(states, up, links, sent, won, crashes, restarts);
  }

  public boolean isUp(NodeId node) {
    return up.contains(node);
  }

  public boolean leads(NodeId node) {
    return isUp(node) && states.get(node).leader().equals(Optional.of(node));
  }

  public boolean nothingInFlight() {
    return links.isEmpty() && sent.isEmpty();
  }

  /** Whether all live nodes follow this live leader in its epoch: Leadership.tla, Stable. */
  public boolean agreesOn(NodeId leader) {
    return isUp(leader)
        && up.stream()
            .allMatch(
                node ->
                    states.get(node).leader().equals(Optional.of(leader))
                        && states.get(node).epoch() == states.get(leader).epoch());
  }
}
