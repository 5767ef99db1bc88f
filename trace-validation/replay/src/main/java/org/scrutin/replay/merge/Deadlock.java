package org.scrutin.replay.merge;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Why no node's next step can come: they wait for each other, or for a message that no trace says
 * was sent.
 */
final class Deadlock {

  private final List<List<Item.Step>> left;
  private final Predicate<Need> met;

  /**
   * @param left the steps of each node that have not come, in order
   * @param met what the steps that have come provide
   */
  Deadlock(List<List<Item.Step>> left, Predicate<Need> met) {
    this.left = left;
    this.met = met;
  }

  /**
   * What one step waits for and nobody has.
   *
   * @throws CausalityException if none does, for they wait for each other
   */
  String explain() {
    Optional<String> missing = Optional.empty();
    for (int node = 0; node < left.size(); node++) {
      if (!left.get(node).isEmpty()) {
        Optional<String> found = follow(node);
        missing = missing.isPresent() ? missing : found;
      }
    }
    return missing.orElseThrow();
  }

  /** Goes from each waiting node to that which has what it waits for, until one is met again. */
  private Optional<String> follow(int start) {
    Map<Integer, String> way = new LinkedHashMap<>();
    int node = start;
    while (!way.containsKey(node)) {
      Item.Step step = left.get(node).get(0);
      Optional<Need> need = Need.of(step).stream().filter(met.negate()).findFirst();
      if (need.isEmpty()) {
        // It waits for an earlier life of its node, which waits itself.
        return Optional.empty();
      }
      Optional<Place> provider = provider(need.get());
      String waits = step.place() + " " + need.get();
      if (provider.isEmpty()) {
        return Optional.of(waits + ", which no trace has: one is missing, or cut off");
      }
      way.put(node, waits + ", from " + provider.get().step().place());
      node = provider.get().node();
    }
    List<String> cycle = new ArrayList<>(way.values());
    throw new CausalityException(
        cycle.subList(new ArrayList<>(way.keySet()).indexOf(node), cycle.size()));
  }

  private record Place(int node, Item.Step step) {}

  private Optional<Place> provider(Need need) {
    for (int node = 0; node < left.size(); node++) {
      for (Item.Step step : left.get(node)) {
        if (need.isIn(step)) {
          return Optional.of(new Place(node, step));
        }
      }
    }
    return Optional.empty();
  }
}
