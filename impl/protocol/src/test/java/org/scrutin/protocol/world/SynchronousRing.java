package org.scrutin.protocol.world;

import org.scrutin.protocol.ElectionState;
import org.scrutin.protocol.Message;
import org.scrutin.protocol.NodeId;

/** Ring.tla and ChangRoberts.tla with Synchronous = TRUE, and MCPatient of their models. */
public final class SynchronousRing<S extends ElectionState, M extends Message>
    implements Weather<S, M> {

  @Override
  public Links links() {
    return Links.RETURNING;
  }

  @Override
  public boolean mayTimeOut(World<S, M> world, NodeId node, String timer) {
    return timer.equals("startup") || world.nothingInFlight();
  }

  @Override
  public boolean maySuspect(World<S, M> world, NodeId node, NodeId peer) {
    return !world.isUp(peer);
  }
}
