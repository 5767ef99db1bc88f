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
 * The cost of elections among n nodes, in messages and in time (message delays).
 *
 * <p>Tried are: one initiator, the lowest, the highest, and random ones; and all nodes as
 * initiators at once; on rings in the order of the numbers, against it, and random ones.
 *
 * @param nodes how many nodes
 * @param oneBest fewest messages with one initiator
 * @param oneMean messages on average with a random initiator on a random ring
 * @param oneWorst most messages with one initiator
 * @param allMean messages on average over random rings, when all notice at once
 * @param allWorst most messages when all notice at once
 * @param oneTime time on average with one random initiator
 * @param allTime time on average when all notice at once
 */
public record ElectionCost(
    int nodes,
    long oneBest,
    double oneMean,
    long oneWorst,
    double allMean,
    long allWorst,
    double oneTime,
    double allTime) {

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
    List<OneElection.Cost> one = new ArrayList<>();
    List<OneElection.Cost> together = new ArrayList<>();
    Random random = new Random(nodes);
    for (int k = 0; k < SAMPLES; k++) {
      List<NodeId> ring = new ArrayList<>(ascending);
      Collections.shuffle(ring, random);
      one.add(elect(algorithm, ring, List.of(1 + random.nextInt(nodes))));
      List<Integer> order = new ArrayList<>(all);
      Collections.shuffle(order, random);
      together.add(elect(algorithm, ring, order));
    }
    List<OneElection.Cost> everyOne = new ArrayList<>(one);
    List<OneElection.Cost> everyTogether = new ArrayList<>(together);
    for (List<NodeId> ring : List.of(ascending, descending)) {
      everyOne.add(elect(algorithm, ring, List.of(1)));
      everyOne.add(elect(algorithm, ring, List.of(nodes)));
      everyTogether.add(elect(algorithm, ring, all));
    }
    return new ElectionCost(
        nodes,
        everyOne.stream().mapToLong(OneElection.Cost::messages).min().orElseThrow(),
        one.stream().mapToLong(OneElection.Cost::messages).average().orElseThrow(),
        everyOne.stream().mapToLong(OneElection.Cost::messages).max().orElseThrow(),
        together.stream().mapToLong(OneElection.Cost::messages).average().orElseThrow(),
        everyTogether.stream().mapToLong(OneElection.Cost::messages).max().orElseThrow(),
        one.stream().mapToDouble(OneElection.Cost::delays).average().orElseThrow(),
        together.stream().mapToDouble(OneElection.Cost::delays).average().orElseThrow());
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
