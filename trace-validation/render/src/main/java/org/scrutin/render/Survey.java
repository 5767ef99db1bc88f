package org.scrutin.render;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * What must be known of a whole trace before any of it can be drawn.
 *
 * @param lanes the nodes, from top to bottom
 * @param events how many events there are
 * @param timed whether every event has a time and none goes back: then time is the axis
 * @param cutOff whether the last line was cut off, and so dropped
 */
record Survey(
    TraceLine.Header header, List<String> lanes, long events, boolean timed, boolean cutOff) {

  /** Numbers by value, before names in alphabetical order. */
  private static final Comparator<String> BY_NAME =
      Comparator.comparing((String name) -> !isNumber(name))
          .thenComparing(name -> isNumber(name) ? name.length() : 0)
          .thenComparing(Comparator.naturalOrder());

  /**
   * Reads the whole trace once.
   *
   * @throws TraceReadException if it is not as the format says
   */
  static Survey of(TraceSource source) {
    Surveyor surveyor = new Surveyor();
    boolean cutOff = TraceReader.read(source, surveyor);
    return surveyor.result(cutOff);
  }

  private static boolean isNumber(String name) {
    return !name.isEmpty()
        && name.length() < 10
        && name.chars().allMatch(c -> '0' <= c && c <= '9');
  }

  private static final class Surveyor implements Consumer<TraceLine> {

    private Optional<TraceLine.Header> header = Optional.empty();
    private final TreeSet<String> nodes = new TreeSet<>(BY_NAME);
    private long events;
    private boolean timed = true;
    private long latest;

    @Override
    public void accept(TraceLine line) {
      if (line instanceof TraceLine.Header first) {
        header = Optional.of(first);
      } else if (line instanceof TraceLine.Event event) {
        count(event);
      }
    }

    private void count(TraceLine.Event event) {
      events = event.number();
      nodes.add(event.at());
      event.sent().forEach(message -> nodes.add(message.to()));
      OptionalLong time = event.time();
      timed &= time.isPresent() && time.getAsLong() >= latest;
      latest = time.orElse(latest);
    }

    Survey result(boolean cutOff) {
      // The reader hands out the header first, or throws.
      TraceLine.Header first = header.orElseThrow();
      nodes.addAll(declaredNodes(first));
      return new Survey(first, List.copyOf(nodes), events, timed && events > 0, cutOff);
    }

    /** The set among the constants that has all the nodes seen: also silent nodes get a lane. */
    private List<String> declaredNodes(TraceLine.Header first) {
      for (JsonNode constant : first.all().path("constants")) {
        List<String> members = new ArrayList<>();
        if (constant.isArray()) {
          constant.forEach(member -> members.add(Values.nodeName(member)));
        }
        if (!nodes.isEmpty() && members.containsAll(nodes)) {
          return List.copyOf(members);
        }
      }
      return List.of();
    }
  }
}
