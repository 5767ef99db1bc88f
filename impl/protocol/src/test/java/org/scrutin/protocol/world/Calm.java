package org.scrutin.protocol.world;

import org.scrutin.protocol.ElectionState;
import org.scrutin.protocol.Message;
import org.scrutin.protocol.NodeId;

/** QuorumBully.tla and QuorumRing.tla with Calm = TRUE and Guarantee = "fifo". */
public final class Calm<S extends ElectionState, M extends Message> implements Weather<S, M> {

  @Override
  public Links links() {
    return Links.BREAKING;
  }

  @Override
  public boolean mayTimeOut(World<S, M> world, NodeId node, String timer) {
    return world.nothingInFlight();
  }

  @Override
  public boolean maySuspect(World<S, M> world, NodeId node, NodeId peer) {
    return world.nothingInFlight() && !world.leads(peer);
  }
}
