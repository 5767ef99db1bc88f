package org.scrutin.replay.merge;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Why no node's next step can come: they wait for each other, or for a message that no trace says
 * was sent. It holds the first step of each node that is left, and reads on over the others.
 */
final class Deadlock {

  private final List<Optional<Item.Step>> heads = new ArrayList<>();

  /** What each of these waits for besides an earlier life of its node. */
  private final List<Optional<Need>> needs = new ArrayList<>();

  private final Map<Need, Place> providers = new HashMap<>();
  private long steps;

  /** A step that has what another waits for, and whose file it is in. */
  private record Place(int file, String step) {}

  /**
   * @param files what is left of each, in the order in which they were given
   * @param met what the steps that have come provide
   */
  Deadlock(List<NodeTrace> files, Predicate<Need> met) {
    for (NodeTrace file : files) {
      Optional<Item.Step> head = file.nextStep();
      heads.add(head);
      needs.add(head.flatMap(step -> first(Need.of(step), met)));
    }
    for (int file = 0; file < heads.size(); file++) {
      Optional<Item.Step> step = heads.get(file);
      while (step.isPresent()) {
        steps++;
        look(file, step.get());
        files.get(file).take();
        step = files.get(file).nextStep();
      }
    }
  }

  private static Optional<Need> first(List<Need> needs, Predicate<Need> met) {
    return needs.stream().filter(met.negate()).findFirst();
  }

  private void look(int file, Item.Step step) {
    for (Optional<Need> need : needs) {
      need.filter(asked -> asked.isIn(step))
          .ifPresent(asked -> providers.putIfAbsent(asked, new Place(file, step.place())));
    }
  }

  /** How many steps are left. */
  long steps() {
    return steps;
  }

  /**
   * What one step waits for and nobody has.
   *
   * @throws CausalityException if none does, for they wait for each other
   */
  String explain() {
    Optional<String> missing = Optional.empty();
    for (int file = 0; file < heads.size(); file++) {
      if (heads.get(file).isPresent()) {
        Optional<String> found = follow(file);
        missing = missing.isPresent() ? missing : found;
      }
    }
    return missing.orElseThrow();
  }

  /** Goes from each waiting node to that which has what it waits for, until one is met again. */
  private Optional<String> follow(int start) {
    Map<Integer, String> way = new LinkedHashMap<>();
    int file = start;
    while (!way.containsKey(file)) {
      Item.Step step = heads.get(file).orElseThrow();
      Optional<Need> need = needs.get(file);
      Optional<Place> provider =
          need.isPresent() ? Optional.ofNullable(providers.get(need.get())) : earlierLife(file);
      String waits = step.place() + " " + need.map(Need::toString).orElse("is of a later life");
      if (provider.isEmpty()) {
        return Optional.of(waits + ", which no trace has: one is missing, or cut off");
      }
      way.put(
          file,
          waits
              + (need.isPresent() ? ", from " : " than the file given before, ")
              + provider.get().step());
      file = provider.get().file();
    }
    List<String> cycle = new ArrayList<>(way.values());
    throw new CausalityException(
        cycle.subList(new ArrayList<>(way.keySet()).indexOf(file), cycle.size()));
  }

  /** The first of the files given before whose node is the same, and whose steps are left. */
  private Optional<Place> earlierLife(int file) {
    Object node = heads.get(file).orElseThrow().at();
    for (int other = 0; other < file; other++) {
      Optional<Item.Step> step = heads.get(other).filter(head -> head.at().equals(node));
      if (step.isPresent()) {
        return Optional.of(new Place(other, step.get().place()));
      }
    }
    return Optional.empty();
  }
}
