package org.scrutin.protocol.world;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.scrutin.protocol.ElectionState;
import org.scrutin.protocol.Message;
import org.scrutin.protocol.NodeId;
import org.scrutin.protocol.election.RingOrder;

/**
 * QuorumBully.tla and QuorumRing.tla with Calm = FALSE and Guarantee = "set": time-outs at any
 * time, and anybody suspected. A node suspects the first few after it on the ring, so that any node
 * but itself is the next hop.
 */
public record Asynchronous<S extends ElectionState, M extends Message>(RingOrder ring)
    implements Weather<S, M> {

  @Override
  public Links links() {
    return Links.ANYHOW;
  }

  @Override
  public boolean mayTimeOut(World<S, M> world, NodeId node, String timer) {
    return true;
  }

  @Override
  public boolean maySuspect(World<S, M> world, NodeId node, NodeId peer) {
    return true;
  }

  @Override
  public List<Set<NodeId>> suspicions(World<S, M> world, NodeId node) {
    List<NodeId> others = ring.after(node);
    return IntStream.range(0, others.size())
        .<Set<NodeId>>mapToObj(count -> new TreeSet<>(others.subList(0, count)))
        .toList();
  }
}
