package org.scrutin.replay.shrink;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What may have led to an event: what its node did before, and who sent messages to it, and so on.
 */
final class Past {

  private Past() {}

  /** The lines of the last event's past; all lines, where events do not say where they happened. */
  static Set<Integer> of(List<Sketch> events) {
    Set<String> nodes = new HashSet<>();
    Set<String> received = new HashSet<>();
    Set<Integer> lines = new HashSet<>();
    for (int i = events.size() - 1; i >= 0; i--) {
      Sketch event = events.get(i);
      boolean isLast = lines.isEmpty();
      if (isLast
          || event.node().isEmpty()
          || nodes.contains(event.node().get())
          || event.sent().stream().anyMatch(received::contains)) {
        lines.add(event.line());
        event.node().ifPresent(nodes::add);
        event.received().ifPresent(received::add);
      }
    }
    return lines;
  }
}
