package org.scrutin.render;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the events so far say of each node: whether it is up, and whether it leads. Mutable. */
final class NodeViews {

  private static final View UNKNOWN = new View(true, Optional.empty(), Optional.empty());

  private final Map<String, View> views = new LinkedHashMap<>();

  /**
   * One node.
   *
   * @param leader whom it takes for the leader
   */
  private record View(boolean up, Optional<String> leader, Optional<String> epoch) {}

  NodeViews(List<String> lanes) {
    lanes.forEach(lane -> views.put(lane, UNKNOWN));
  }

  /** Takes in one more event. */
  void see(TraceLine.Event event) {
    View before = views.getOrDefault(event.at(), UNKNOWN);
    boolean up = event.isOfTheNetwork() ? before.up : !event.isCrash();
    Optional<String> leader = event.isCrash() ? Optional.empty() : before.leader;
    JsonNode told = event.state().path("leader");
    if (!told.isMissingNode()) {
      leader = told.isNull() ? Optional.empty() : Optional.of(Values.nodeName(told));
    }
    JsonNode epoch = event.state().path(event.state().has("epoch") ? "epoch" : "currentTerm");
    views.put(
        event.at(),
        new View(
            up,
            leader,
            epoch.isMissingNode() || epoch.isNull()
                ? before.epoch
                : Optional.of(Values.show(epoch))));
  }

  boolean isUp(String lane) {
    return views.getOrDefault(lane, UNKNOWN).up;
  }

  /** Whether the node is up and takes itself for the leader. */
  boolean leads(String lane) {
    View view = views.getOrDefault(lane, UNKNOWN);
    return view.up && view.leader.equals(Optional.of(lane));
  }

  /** The epoch that the node told last. */
  Optional<String> epoch(String lane) {
    return views.getOrDefault(lane, UNKNOWN).epoch;
  }

  /** All who lead, from top to bottom. */
  List<String> leaders() {
    return views.keySet().stream().filter(this::leads).toList();
  }

  /** Whether two of these have told the same epoch; of who tells none that is not known. */
  boolean shareAnEpoch(List<String> leaders) {
    List<String> seen = new ArrayList<>();
    for (String leader : leaders) {
      Optional<String> epoch = epoch(leader);
      if (epoch.isPresent() && seen.contains(epoch.get())) {
        return true;
      }
      epoch.ifPresent(seen::add);
    }
    return false;
  }
}
