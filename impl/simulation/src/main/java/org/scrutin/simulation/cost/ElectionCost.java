package org.scrutin.simulation.cost;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.scrutin.protocol.NodeId;
import org.scrutin.protocol.Protocol;
import org.scrutin.simulation.Algorithm;
import org.scrutin.simulation.weather.Weather;

/**
 * The cost of elections among n nodes: the cheapest and the dearest that were found, and the mean.
 *
 * <p>Tried are: one initiator, the lowest, the highest, and random ones; all initiators at once; on
 * rings in the order of the numbers, against it, and random ones.
 *
 * @param nodes how many nodes
 * @param best fewest messages
 * @param mean messages on average over random rings, when all notice at once
 * @param worst most messages
 * @param fastest least time, in message delays
 * @param meanTime time on average, when all notice at once
 * @param slowest most time
 */
public record ElectionCost(
    int nodes,
    long best,
    double mean,
    long worst,
    double fastest,
    double meanTime,
    double slowest) {

  /** Random rings and initiators for each number of nodes. */
  private static final int SAMPLES = 100;

  private static final Weather WEATHER =
      new Weather(
          true,
          OneElection.DELAY_MICROS,
          OneElection.DELAY_MICROS,
          50_000,
          120_000,
          false,
          Set.of());

  /** Measures an algorithm; the same figures each time. */
  public static ElectionCost of(Algorithm algorithm, int nodes) {
    List<NodeId> ascending = new ArrayList<>();
    for (int node = 1; node <= nodes; node++) {
      ascending.add(NodeId.of(node));
    }
    List<NodeId> descending = new ArrayList<>(ascending);
    Collections.reverse(descending);
    List<Integer> all = ascending.stream().map(NodeId::value).toList();
    List<OneElection.Cost> single = new ArrayList<>();
    List<OneElection.Cost> together = new ArrayList<>();
    for (List<NodeId> ring : List.of(ascending, descending)) {
      single.add(elect(algorithm, ring, List.of(1)));
      single.add(elect(algorithm, ring, List.of(nodes)));
    }
    OneElection.Cost[] extremes = {
      elect(algorithm, ascending, all), elect(algorithm, descending, all)
    };
    Random random = new Random(nodes);
    for (int k = 0; k < SAMPLES; k++) {
      List<NodeId> ring = new ArrayList<>(ascending);
      Collections.shuffle(ring, random);
      single.add(elect(algorithm, ring, List.of(1 + random.nextInt(nodes))));
      List<Integer> order = new ArrayList<>(all);
      Collections.shuffle(order, random);
      together.add(elect(algorithm, ring, order));
    }
    List<OneElection.Cost> every = new ArrayList<>(single);
    every.addAll(together);
    every.addAll(List.of(extremes));
    return new ElectionCost(
        nodes,
        every.stream().mapToLong(OneElection.Cost::messages).min().orElseThrow(),
        together.stream().mapToLong(OneElection.Cost::messages).average().orElseThrow(),
        every.stream().mapToLong(OneElection.Cost::messages).max().orElseThrow(),
        every.stream().mapToDouble(OneElection.Cost::delays).min().orElseThrow(),
        together.stream().mapToDouble(OneElection.Cost::delays).average().orElseThrow(),
        every.stream().mapToDouble(OneElection.Cost::delays).max().orElseThrow());
  }

  private static OneElection.Cost elect(
      Algorithm algorithm, List<NodeId> ring, List<Integer> initiators) {
    List<Protocol<?, ?, ?>> cores = new ArrayList<>();
    ring.stream()
        .sorted()
        .forEach(node -> cores.add(algorithm.cores().create(node, ring, WEATHER)));
    // Claimants of one epoch that begin at one instant hinder each other; their timers are drawn so
    // that they do not.
    boolean atOnce = initiators.size() == 1 || !algorithm.quorumGuarded();
    return OneElection.of(cores, initiators, atOnce, new Random(initiators.hashCode()));
  }
}
