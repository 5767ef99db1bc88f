package org.scrutin.protocol.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SortedMap;
import java.util.TreeMap;
import org.scrutin.protocol.ElectionState;
import org.scrutin.protocol.Message;
import org.scrutin.protocol.NodeId;

/**
 * How large the state space of a cluster is, counted as TLC counts.
 *
 * @param distinct different states
 * @param generated initial states and transitions
 * @param actions transitions by the name of the action
 */
public record StateSpace(int distinct, int generated, SortedMap<String, Integer> actions) {

  /** Explores all states that can be reached, breadth first. */
  public static <S extends ElectionState, M extends Message, D extends Record> StateSpace explore(
      Cluster<S, M, D> cluster, List<World<S, M>> initial, boolean armedByState) {
    Map<World.Modelled, SortedMap<NodeId, Armed>> seen = new HashMap<>();
    Queue<World<S, M>> unexplored = new ArrayDeque<>();
    SortedMap<String, Integer> actions = new TreeMap<>();
    int generated = initial.size();
    for (World<S, M> world : initial) {
      if (seen.put(world.modelled(), world.armed()) == null) {
        unexplored.add(world);
      }
    }
    while (!unexplored.isEmpty()) {
      for (var next : cluster.successors(unexplored.remove()).entrySet()) {
        generated++;
        actions.merge(next.getKey().name(), 1, Integer::sum);
        World<S, M> world = next.getValue();
        var known = seen.putIfAbsent(world.modelled(), world.armed());
        if (known == null) {
          unexplored.add(world);
        } else if (armedByState) {
          assertThat(world.armed()).as("what the nodes wait for in %s", world).isEqualTo(known);
        }
      }
    }
    return new StateSpace(seen.size(), generated, actions);
  }
}
