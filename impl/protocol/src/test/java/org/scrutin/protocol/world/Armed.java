package org.scrutin.protocol.world;

import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.scrutin.protocol.Effect;
import org.scrutin.protocol.Message;
import org.scrutin.protocol.NodeId;

/**
 * What a node has asked its host for.
 *
 * @param timers the names of the timers that run
 * @param watched the peers that its failure detector watches
 */
public record Armed(SortedSet<String> timers, SortedSet<NodeId> watched) {

  public static final Armed NOTHING = new Armed(new TreeSet<>(), new TreeSet<>());

  public Armed without(String timer) {
    SortedSet<String> rest = new TreeSet<>(timers);
    rest.remove(timer);
    return new Armed(rest, watched);
  }

  public <M extends Message> Armed after(List<Effect<M>> effects) {
    SortedSet<String> running = new TreeSet<>(timers);
    Set<NodeId> peers = watched;
    for (Effect<M> effect : effects) {
      if (effect instanceof Effect.SetTimer<M> set) {
        running.add(set.timer().name());
      } else if (effect instanceof Effect.CancelTimer<M> cancel) {
        running.remove(cancel.timer().name());
      } else if (effect instanceof Effect.Watch<M> watch) {
        peers = watch.peers();
      }
    }
    return new Armed(running, new TreeSet<>(peers));
  }
}
